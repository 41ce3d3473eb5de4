import type { AnyModel, Application, ModelRegistry } from '@loopnest/models';
import { RoleResolvers } from '../roles/role-resolvers.js';
import { RuleBook } from '../rules/rule-book.js';
import type { AccessTokenData } from '../access/access-context.js';
import type { AccessTokenClass } from '../tokens/access-token.js';
import { AttemptsByDataSource } from '../throttle/attempts-by-data-source.js';
import { GivenPasswords } from '../users/saving/given-passwords.js';
import type { AuthOptions } from './auth-options.js';

/** What the models and the access control of one registry share. */
export class AuthState {
  readonly resolvers = new RoleResolvers();
  readonly rules = new RuleBook(this);
  /** What clients know tokens by, as long as the instances live: the database has only what cannot be used. */
  readonly secrets = new WeakMap<object, string>();
  readonly givenPasswords = new GivenPasswords();
  readonly attempts = new AttemptsByDataSource();
  /** Instances of applications that were just made: the only ones that show keys where `showKeys` is off. */
  readonly newApplications = new WeakSet<object>();
  /** The application that the plug-in is installed in; none for a registry alone. */
  application: Application | undefined;

  constructor(
    readonly registry: ModelRegistry,
    readonly options: AuthOptions,
  ) {}

  /**
   * The model that stands for a built-in one: the first descendant that is attached to a data source, or else the model
   * itself (the chapter on auth, section 1).
   */
  modelFor(name: string): AnyModel {
    const base = this.registry.getModel(name);
    return this.descendantsOf(base).find(({ dataSource }) => dataSource !== undefined) ?? base;
  }

  /** The attached models of users, in the order in which they were made. */
  get userModels(): readonly AnyModel[] {
    const base = this.registry.getModel('User');
    return [base, ...this.descendantsOf(base)].filter(({ dataSource }) => dataSource !== undefined);
  }

  get tokenModel(): AnyModel {
    return this.modelFor('AccessToken');
  }

  /** The model of the tokens of a user model. */
  tokenModelOf(users: AnyModel): AccessTokenClass {
    return (users.relations['accessTokens']?.modelTo ?? this.tokenModel) as AccessTokenClass;
  }

  /** The token of strangers. */
  get anonymous(): AccessTokenData {
    return { id: '$anonymous' };
  }

  /** The model of the user that a token, or a principal, is of. */
  userModelOf(principalType: unknown): AnyModel | undefined {
    const { polymorphic, modelTo } = this.tokenModel.relations['user'] ?? {};
    if (polymorphic === undefined) return modelTo;
    return this.userModels.find(({ modelName }) => modelName === principalType);
  }

  /** Whether tokens say of which of several user models their user is. */
  get hasSeveralUserModels(): boolean {
    return this.tokenModel.relations['user']?.polymorphic !== undefined;
  }

  private descendantsOf(base: AnyModel): readonly AnyModel[] {
    return this.registry.modelNames
      .map((name) => this.registry.getModel(name))
      .filter((model) => model.prototype instanceof base);
  }
}

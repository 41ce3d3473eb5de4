import type { AnyModel, Application, ModelRegistry } from '@loopnest/models';
import type { AccessTokenData } from '../access/access-context.js';
import { AskedMethods } from '../access/asked-methods.js';
import { RoleBook } from '../roles/role-book.js';
import { RuleBook } from '../rules/rule-book.js';
import type { AccessTokenClass } from '../tokens/access-token.js';
import type { TokensOfUsers } from '../tokens/user-of-token.js';
import { AttemptsByDataSource } from '../throttle/attempts-by-data-source.js';
import { GivenPasswords } from '../users/saving/given-passwords.js';
import { attachedDescendants } from './attached-descendants.js';
import type { AuthOptions } from './auth-options.js';
import { defineCheckAccess } from './define-check-access.js';

/** What the models and the access control of one registry share. */
export class AuthState {
  readonly roles = new RoleBook(this);
  readonly rules = new RuleBook(this);
  readonly askedMethods = new AskedMethods();
  /** `Model.checkAccess` where no application has put its own in its place. */
  readonly checkAccess: unknown;
  /** What clients know tokens by, as long as the instances live: the database has only what cannot be used. */
  readonly secrets = new WeakMap<object, string>();
  readonly givenPasswords = new GivenPasswords();
  readonly attempts = new AttemptsByDataSource();
  /** Where the user of the last token was, by the model of the token. */
  readonly lastUserModels = new WeakMap<AnyModel, AnyModel>();
  /** How tokens are read, by their model. */
  readonly tokensOfUsers = new WeakMap<AnyModel, TokensOfUsers>();
  /** Instances of applications that were just made: the only ones that show keys where `showKeys` is off. */
  readonly newApplications = new WeakSet<object>();
  /** The application that the plug-in is installed in; none for a registry alone. */
  application: Application | undefined;
  private readonly found = new Map<string, readonly AnyModel[]>();
  private revision = -1;
  private strict: boolean | undefined;

  constructor(
    readonly registry: ModelRegistry,
    private readonly current: { readonly options: AuthOptions },
  ) {
    this.checkAccess = defineCheckAccess(this);
  }

  get options(): AuthOptions {
    return this.current.options;
  }

  /**
   * The model that stands for a built-in one: the first descendant that is attached to a data source, or else the model
   * itself (the chapter on auth, section 1).
   */
  modelFor(name: string): AnyModel {
    return this.attachedTo(name)[0] ?? this.registry.getModel(name);
  }

  /** The attached models of users, in the order in which they were made. */
  get userModels(): readonly AnyModel[] {
    const base = this.registry.getModel('User');
    const descendants = this.attachedTo('User');
    return base.dataSource === undefined ? descendants : [base, ...descendants];
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
    return (this.tokenModel as AccessTokenClass).ANONYMOUS;
  }

  /** The model of the user that a token, or a principal, is of. */
  userModelOf(principalType: unknown): AnyModel | undefined {
    const { polymorphic, modelTo } = this.tokenModel.core.relations.get('user') ?? {};
    if (polymorphic === undefined) return modelTo;
    return this.userModels.find(({ modelName }) => modelName === principalType);
  }

  /** Whether tokens say of which of several user models their user is. */
  get hasSeveralUserModels(): boolean {
    return this.tokenModel.core.relations.get('user')?.polymorphic !== undefined;
  }

  /** Whether some model asks for more than the rules of the called method's model. */
  get hasStrictModels(): boolean {
    this.forgetOld();
    return (this.strict ??= this.registry.modelNames.some((name) => {
      const { settings } = this.registry.getModel(name);
      return settings['checkAccess'] === 'strict' || settings['checkAccessOnInclude'] === true;
    }));
  }

  /** The attached descendants of a model, as long as no model comes, goes, or is attached. */
  private attachedTo(name: string): readonly AnyModel[] {
    this.forgetOld();
    let models = this.found.get(name);
    if (models === undefined) this.found.set(name, (models = attachedDescendants(this.registry, name)));
    return models;
  }

  private forgetOld(): void {
    const { revision } = this.registry;
    if (revision === this.revision) return;
    this.found.clear();
    this.strict = undefined;
    this.revision = revision;
  }
}

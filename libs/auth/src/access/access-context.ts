import type { AnyModel, RemoteContext } from '@loopnest/models';
import type { AccessType } from './access-type.js';
import { askFor, type Asked, ruleName, ruleNames } from './asked.js';
import { Principal } from './principal.js';

/** A token as access control sees it: an instance of the token model, or the token of strangers. */
export interface AccessTokenData {
  readonly id: unknown;
  readonly userId?: unknown;
  readonly appId?: unknown;
  readonly principalType?: unknown;
  readonly scopes?: unknown;
  /** The user itself, where a principal source gives it. */
  readonly user?: unknown;
}

/** The remote method that is asked for. */
export interface AccessMethod {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly accessScopes?: readonly string[];
}

/** What an {@link AccessContext} is made of. */
export interface AccessContextOptions {
  readonly principals?: readonly Principal[];
  /** One more principal. */
  readonly principalType?: string | undefined;
  readonly principalId?: unknown;
  readonly principalName?: unknown;
  readonly model?: AnyModel | undefined;
  readonly modelId?: unknown;
  /** Name of a remote method, without `prototype.`; `*` for all. */
  readonly property?: string | undefined;
  readonly accessType?: AccessType | undefined;
  readonly accessToken?: AccessTokenData | undefined;
  readonly sharedMethod?: AccessMethod | undefined;
  readonly remotingContext?: RemoteContext | undefined;
  /** What `$owner` answers, where it is not to look at the record. */
  readonly isOwner?: boolean | undefined;
}

const DEFAULT_SCOPES = ['DEFAULT'];
const NO_USERS: readonly string[] = [Principal.APP, Principal.ROLE, Principal.SCOPE];

/** Who is asking for what: what resolvers of roles are given (the chapter on auth, 7.2). */
export class AccessContext {
  readonly principals: Principal[];

  constructor(private readonly options: AccessContextOptions) {
    const { principals = [], principalType, principalId, principalName, accessToken } = options;
    this.principals = [...principals];
    if (principalType !== undefined) this.addPrincipal(principalType, principalId, principalName);
    if (accessToken !== undefined) this.addPrincipalsOf(accessToken);
  }

  get model(): AnyModel | undefined {
    return this.options.model;
  }

  get modelName(): string | undefined {
    return this.options.model?.modelName;
  }

  get modelId(): unknown {
    return this.options.modelId;
  }

  get accessToken(): AccessTokenData | undefined {
    return this.options.accessToken;
  }

  get accessType(): AccessType {
    return this.options.accessType ?? '*';
  }

  get sharedMethod(): AccessMethod | undefined {
    return this.options.sharedMethod;
  }

  get remotingContext(): RemoteContext | undefined {
    return this.options.remotingContext;
  }

  /** What `$owner` answers, where it is not to look at the record. */
  get isOwner(): boolean | undefined {
    return this.options.isOwner;
  }

  get property(): string {
    const { property, sharedMethod } = this.options;
    return property ?? ruleName(sharedMethod?.name ?? '*');
  }

  get method(): string {
    return this.property;
  }

  /** Other names of the method, and its name. */
  get methodNames(): readonly string[] {
    const { sharedMethod } = this.options;
    return sharedMethod === undefined ? [this.property] : ruleNames(sharedMethod);
  }

  /** What rules are asked for. */
  get asked(): Asked {
    return askFor(this.modelName ?? '*', this.methodNames, this.accessType);
  }

  addPrincipal(type: string, id: unknown, name?: unknown): boolean {
    const principal = new Principal(type, id, name);
    if (this.principals.some((each) => each.equals(principal))) return false;
    this.principals.push(principal);
    return true;
  }

  /** The user's id; `undefined` without a user. */
  getUserId(): unknown {
    return this.getUser()?.id;
  }

  /** The user: `principalType` is `USER`, or the name of a user model where there are several. */
  getUser(): { readonly id: unknown; readonly principalType: string } | undefined {
    const user = this.principals.find(({ type }) => !NO_USERS.includes(type));
    return user === undefined ? undefined : { id: user.id, principalType: user.type };
  }

  /** Id of the application; `null` without one. */
  getAppId(): unknown {
    return this.principals.find(({ type }) => type === Principal.APP)?.id ?? null;
  }

  isAuthenticated(): boolean {
    return this.getUser() !== undefined || this.getAppId() !== null;
  }

  /** What scopes of a token the method is for. */
  getScopes(): readonly string[] {
    return this.options.sharedMethod?.accessScopes ?? DEFAULT_SCOPES;
  }

  /** Whether the token has one of these scopes. */
  isScopeAllowed(): boolean {
    const scopes: unknown = this.accessToken?.scopes;
    const given = Array.isArray(scopes) ? (scopes as readonly unknown[]) : DEFAULT_SCOPES;
    return this.getScopes().some((scope) => given.includes(scope));
  }

  private addPrincipalsOf({ userId, appId, principalType }: AccessTokenData): void {
    if (isGiven(userId)) this.addPrincipal(typeof principalType === 'string' ? principalType : Principal.USER, userId);
    if (isGiven(appId)) this.addPrincipal(Principal.APP, appId);
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

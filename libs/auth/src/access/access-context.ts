import type { AnyModel, RemoteContext } from '@loopnest/models';
import type { AccessType } from './access-type.js';
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
  /** Without `prototype.`. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly accessScopes?: readonly string[];
}

/** What an {@link AccessContext} is made of. */
export interface AccessContextOptions {
  readonly principals?: readonly Principal[];
  readonly model?: AnyModel | undefined;
  readonly modelId?: unknown;
  /** Name of a remote method, without `prototype.`; `*` for all. */
  readonly property?: string;
  readonly accessType?: AccessType;
  readonly accessToken?: AccessTokenData | undefined;
  readonly sharedMethod?: AccessMethod | undefined;
  readonly remotingContext?: RemoteContext | undefined;
  /** What `$owner` answers, where it is not to look at the record. */
  readonly isOwner?: boolean | undefined;
}

const DEFAULT_SCOPES = ['DEFAULT'];

/** Who is asking for what: what resolvers of roles are given (the chapter on auth, 7.2). */
export class AccessContext {
  readonly principals: Principal[];
  readonly model: AnyModel | undefined;
  readonly modelName: string | undefined;
  readonly modelId: unknown;
  readonly property: string;
  readonly method: string;
  readonly accessType: AccessType;
  readonly accessToken: AccessTokenData | undefined;
  readonly sharedMethod: AccessMethod | undefined;
  /** Aliases of the method, and its name. */
  readonly methodNames: readonly string[];
  readonly remotingContext: RemoteContext | undefined;
  readonly isOwner: boolean | undefined;

  constructor(options: AccessContextOptions) {
    const { model, sharedMethod, accessToken, property = sharedMethod?.name ?? '*', accessType = '*' } = options;
    this.principals = [...(options.principals ?? [])];
    this.model = model;
    this.modelName = model?.modelName;
    this.modelId = options.modelId;
    this.property = property;
    this.method = property;
    this.accessType = accessType;
    this.accessToken = accessToken;
    this.sharedMethod = sharedMethod;
    this.methodNames = sharedMethod === undefined ? [property] : [...sharedMethod.aliases, sharedMethod.name];
    this.remotingContext = options.remotingContext;
    this.isOwner = options.isOwner;
    if (accessToken !== undefined) this.addPrincipalsOf(accessToken);
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
    const user = this.principals.find(({ type }) => ![Principal.APP, Principal.ROLE, Principal.SCOPE].includes(type));
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
    return this.sharedMethod?.accessScopes ?? DEFAULT_SCOPES;
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

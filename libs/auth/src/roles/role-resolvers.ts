import type { AccessContext } from '../access/access-context.js';

/**
 * Says whether a caller is in a role: calls back, or returns a promise. Any truthy value is yes.
 *
 * @param role - the name that is asked for
 */
export type RoleResolver = (
  role: string,
  context: AccessContext,
  callback: (error?: unknown, isInRole?: unknown) => void,
) => unknown;

/** A role that who is asking is enough to tell of. */
export type PlainRole = (context: AccessContext) => boolean;

const PLAIN_ROLES: ReadonlyMap<string, PlainRole> = new Map<string, PlainRole>([
  ['$authenticated', (context) => context.isAuthenticated()],
  ['$unauthenticated', (context) => !context.isAuthenticated()],
  ['$everyone', () => true],
]);

/** The resolvers of one application, by the names of their roles. */
export class RoleResolvers {
  private readonly resolvers: Map<string, RoleResolver>;

  constructor(builtIn: Readonly<Record<string, RoleResolver>> = {}) {
    this.resolvers = new Map(Object.entries(builtIn));
  }

  /** One of the same name, also a built-in one, is replaced. */
  register(role: string, resolver: RoleResolver): void {
    if (typeof resolver !== 'function') throw new TypeError(`The resolver of the role "${role}" must be a function`);
    this.resolvers.set(role, resolver);
  }

  find(role: string): RoleResolver | undefined {
    return this.resolvers.get(role);
  }

  /** How a role is told at once, where nobody has put a resolver in its place. */
  plain(role: string): PlainRole | undefined {
    return this.resolvers.has(role) ? undefined : PLAIN_ROLES.get(role);
  }

  /** Roles that are not static. */
  get roles(): readonly string[] {
    return [...new Set([...PLAIN_ROLES.keys(), ...this.resolvers.keys()])];
  }
}

/** Says whether a caller is in a role: calls back, or returns a promise. Any truthy value is yes. */
export type RoleResolver = (
  role: string,
  context: never,
  callback: (error?: unknown, isInRole?: unknown) => void,
) => unknown;

/** The resolvers of one application, by the names of their roles. */
export class RoleResolvers {
  private readonly resolvers = new Map<string, RoleResolver>();

  register(role: string, resolver: RoleResolver): void {
    this.resolvers.set(role, resolver);
  }

  find(role: string): RoleResolver | undefined {
    return this.resolvers.get(role);
  }

  /** Roles that have a resolver, in the order of registration. */
  get roles(): readonly string[] {
    return [...this.resolvers.keys()];
  }
}

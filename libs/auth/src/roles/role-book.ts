import type { AccessContext } from '../access/access-context.js';
import { Principal } from '../access/principal.js';
import { askFunction } from '../plugin/ask-function.js';
import type { AuthState } from '../plugin/auth-state.js';
import { ownerResolver } from './owner.js';
import { RoleResolvers } from './role-resolvers.js';
import { findStaticRoles } from './static-roles.js';

/** Without a resolver nobody is in it, whatever is stored. */
const RELATED = '$related';

/** Tells who is in which roles: resolvers first, then what is stored. */
export class RoleBook {
  readonly resolvers: RoleResolvers;

  constructor(private readonly state: AuthState) {
    this.resolvers = new RoleResolvers({ $owner: ownerResolver(state) });
  }

  /** Those of the roles that the caller is in; at once where who is asking is enough to tell. Each is asked for once. */
  among(roles: readonly string[], context: AccessContext): ReadonlySet<string> | Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    const others: string[] = [];
    for (const role of roles) {
      const plain = this.resolvers.plain(role);
      if (plain === undefined) others.push(role);
      else if (plain(context)) found.add(role);
    }
    return others.length === 0 ? found : this.lookUp(others, context, found);
  }

  async isIn(role: string, context: AccessContext): Promise<boolean> {
    return (await this.among([role], context)).has(role);
  }

  /** All roles that the caller is in and that are not stored. */
  async resolvedFor(context: AccessContext): Promise<readonly string[]> {
    return [...(await this.among(this.resolvers.roles, context))];
  }

  private async lookUp(roles: readonly string[], context: AccessContext, found: Set<string>): Promise<Set<string>> {
    const resolved = roles.filter((role) => this.resolvers.find(role) !== undefined);
    const stored = roles.filter((role) => !resolved.includes(role) && role !== RELATED);
    await Promise.all([
      ...resolved.map(async (role) => {
        const resolver = this.resolvers.find(role);
        if (resolver !== undefined && (await askFunction(resolver, undefined, [role, context]))) found.add(role);
      }),
      ...(stored.length === 0 ? [] : [this.addStored(stored, context, found)]),
    ]);
    return found;
  }

  private async addStored(roles: readonly string[], { principals }: AccessContext, found: Set<string>): Promise<void> {
    for (const { type, id } of principals) {
      // Code may ask for what a role itself may do.
      if (type === Principal.ROLE && roles.includes(String(id))) found.add(String(id));
    }
    for (const { name } of await findStaticRoles(principals, this.state, roles)) found.add(name);
  }
}

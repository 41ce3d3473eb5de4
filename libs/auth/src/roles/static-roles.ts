import type { ModelClass } from '@loopnest/models';
import { forDecision } from '../access/access-check.error.js';
import type { Principal } from '../access/principal.js';
import type { AuthState } from '../plugin/auth-state.js';

/** A role that is stored. */
export interface StaticRole {
  readonly id: number | string;
  readonly name: string;
}

interface Mapping {
  readonly roleId?: number | string | null;
}

/**
 * The stored roles, of these names or of any, that one of the principals is mapped to: two statements at most, and one where
 * there are no mappings.
 */
export async function findStaticRoles(
  principals: readonly Principal[],
  state: AuthState,
  names?: readonly string[],
): Promise<readonly StaticRole[]> {
  const [roles, mappings] = [state.modelFor('Role'), state.modelFor('RoleMapping')];
  if (principals.length === 0 || roles.dataSource === undefined || mappings.dataSource === undefined) return [];
  const or = principals.map(({ type, id }) => ({ principalType: type, principalId: String(id) }));
  const mapped = await find<Mapping>(mappings, { or });
  const ids = [...new Set(mapped.flatMap(({ roleId }) => roleId ?? []))];
  if (ids.length === 0) return [];
  return find<StaticRole>(roles, { id: { inq: ids }, ...(names === undefined ? {} : { name: { inq: names } }) });
}

function find<T>(model: unknown, where: Record<string, unknown>): Promise<readonly T[]> {
  const found = (model as ModelClass).find({ where }, { trustsQuery: true });
  return forDecision(found as unknown as Promise<readonly T[]>);
}

import { type AnyModel, type ModelClass, subqueryOf } from '@loopnest/models';
import { forDecision } from '../access/access-check.error.js';
import type { Principal } from '../access/principal.js';
import type { AuthState } from '../plugin/auth-state.js';
import { canBeJoined } from '../plugin/can-be-joined.js';

/** A role that is stored. */
export interface StaticRole {
  readonly id: number | string;
  readonly name: string;
}

interface Mapping {
  readonly roleId?: number | string | null;
}

/**
 * The stored roles, of these names or of any, that one of the principals is mapped to: one statement, or two where mappings
 * cannot be asked for within one about roles.
 */
export async function findStaticRoles(
  principals: readonly Principal[],
  state: AuthState,
  names?: readonly string[],
): Promise<readonly StaticRole[]> {
  const [roles, mappings] = [state.modelFor('Role'), state.modelFor('RoleMapping')];
  if (principals.length === 0 || roles.dataSource === undefined || mappings.dataSource === undefined) return [];
  const mapped = anyOf(principals.map(({ type, id }) => ({ principalType: type, principalId: String(id) })));
  const named = names === undefined ? {} : anyOf(names.map((name) => ({ name })));
  if (!isWatched(mappings) && canBeJoined([roles, 'id'], [mappings, 'roleId']))
    return find(roles, { ...named, id: { inq: subqueryOf(mappings, 'roleId', mapped) } });
  const found = await find<Mapping>(mappings, mapped);
  const ids = [...new Set(found.flatMap(({ roleId }) => roleId ?? []))];
  return ids.length === 0 ? [] : find(roles, { ...named, id: { inq: ids } });
}

// PostgreSQL makes a new plan each time where there is a list.
function anyOf(clauses: readonly Record<string, unknown>[]): Record<string, unknown> {
  return clauses.length === 1 ? { ...clauses[0] } : { or: clauses };
}

/** Whether hooks of an application look at what is read. */
function isWatched({ core }: AnyModel): boolean {
  return core.hasObservers('access') || core.hasObservers('loaded');
}

function find<T>(model: unknown, where: Record<string, unknown>): Promise<readonly T[]> {
  const found = (model as ModelClass).find({ where }, { trustsQuery: true });
  return forDecision(found as unknown as Promise<readonly T[]>);
}

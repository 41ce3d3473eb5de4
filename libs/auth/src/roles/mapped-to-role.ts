import type { AnyModel, ModelClass } from '@loopnest/models';
import { Principal } from '../access/principal.js';
import type { AuthState } from '../plugin/auth-state.js';
import { principalModel } from './related-principals.js';
import { idNameOf } from '../plugin/id-name-of.js';

/** What principals of a type are called beside their id. */
const NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  [Principal.ROLE, ['name']],
  [Principal.APP, ['name', 'email']],
]);
const NAMES_OF_USERS = ['username', 'email'];

/** The instance of a principal, by one of its names or its id; `null` where there is none. */
export async function resolvePrincipal(type: string, nameOrId: unknown, state: AuthState): Promise<object | null> {
  const model = principalModel(type, state);
  if (model?.dataSource === undefined) return null;
  const names = NAMES.get(type) ?? NAMES_OF_USERS;
  const stored = model as unknown as ModelClass;
  const or = names.map((name) => ({ [name]: String(nameOrId) }));
  const named = await stored.findOne({ where: { or } as never }, { trustsQuery: true });
  return named ?? (isIdOf(model, nameOrId) ? stored.findById(nameOrId as never) : null);
}

// Where ids are numbers a text is none.
function isIdOf(model: AnyModel, value: unknown): boolean {
  const type = model.getPropertyType(idNameOf(model));
  return type !== 'Number' || (String(value).trim() !== '' && Number.isFinite(Number(value)));
}

/** Whether a principal is mapped to a role; both may be given by a name or by the id. */
export async function isMappedToRole(
  type: string,
  nameOrId: unknown,
  role: unknown,
  state: AuthState,
): Promise<boolean> {
  const [principal, found] = await Promise.all([
    resolvePrincipal(type, nameOrId, state),
    resolvePrincipal(Principal.ROLE, role, state),
  ]);
  if (found === null) return false;
  // Applications and users may be kept elsewhere: then it is the id that was given.
  const principalId = String(principal === null ? nameOrId : (principal as { getId(): unknown }).getId());
  const mappings = state.modelFor('RoleMapping') as unknown as ModelClass;
  const roleId = (found as { getId(): unknown }).getId();
  const where = { roleId, principalType: type, principalId };
  return (await mappings.findOne({ where } as never, {})) !== null;
}

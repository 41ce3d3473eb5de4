import type { AnyModel, ModelClass } from '@loopnest/models';
import { Principal } from '../access/principal.js';
import type { AuthState } from '../plugin/auth-state.js';
import { idNameOf } from '../plugin/id-name-of.js';

type Filter = { readonly where?: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>>;

/** The model whose instances principals of a type are; `undefined` where there is none. */
export function principalModel(type: unknown, state: AuthState): AnyModel | undefined {
  if (type === Principal.ROLE) return state.modelFor('Role');
  if (type === Principal.APP) return state.modelFor('Application');
  if (state.hasSeveralUserModels) return state.userModels.find(({ modelName }) => modelName === type);
  return type === Principal.USER ? state.modelFor('User') : undefined;
}

/** The instances of the principals of one type that are mapped to a role, as far as they match a filter. */
export async function findPrincipals(
  roleId: unknown,
  type: string,
  filter: Filter,
  state: AuthState,
): Promise<readonly object[]> {
  const model = principalModel(type, state);
  if (model === undefined) throw new Error(`"${type}" is no type of principals`);
  const mappings = state.modelFor('RoleMapping') as unknown as ModelClass<{ principalId?: string | null }>;
  const mapped = await mappings.find({ where: { roleId, principalType: type } as never });
  const ids = mapped.flatMap(({ principalId }) => principalId ?? []);
  if (ids.length === 0) return [];
  const { where, ...rest } = filter;
  const own = { [idNameOf(model)]: { inq: ids } };
  const both = where === undefined || Object.keys(where).length === 0 ? own : { and: [own, where] };
  return (model as unknown as ModelClass).find({ ...rest, where: both } as never, { trustsQuery: true });
}

import type { AnyModel, PersistedModel, Relation } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { type Owner, ownRows } from './own-rows.js';

type Values = Readonly<Record<string, unknown>>;

/** The properties that say whose a row is, with the relations that they are the keys of: without one they are ids of users. */
type OwnerKeys = ReadonlyMap<string, Relation | undefined>;

/**
 * Whether a row is the caller's once it was written with these values: what makes it so is either not among them, or names the
 * caller. For a new row something has to.
 */
export async function keepsOwnership(
  model: AnyModel,
  data: unknown,
  owner: Owner,
  state: AuthState,
  kind: 'new' | 'stored',
): Promise<boolean> {
  if (Array.isArray(data)) {
    const kept = await Promise.all(data.map((item) => keepsOwnership(model, item, owner, state, kind)));
    return kept.every(Boolean);
  }
  if (typeof data !== 'object' || data === null) return false;
  const values = data as Values;
  const keys = ownerKeys(model, state);
  const named = [...keys].filter(([name]) => Object.hasOwn(values, name));
  if (named.length === 0) return kind === 'stored';
  const kept = await Promise.all(named.map(([name, relation]) => leadsTo(relation, values[name], owner, state)));
  return kept.every(Boolean);
}

function ownerKeys(model: AnyModel, state: AuthState): OwnerKeys {
  const { ownerPath, ownerRelations } = model.settings;
  const relations = Object.values(model.relations).filter(({ type }) => type === 'belongsTo');
  const byKey = (found: readonly Relation[]) => found.map((relation) => [relation.keyFrom, relation] as const);
  if (typeof ownerPath === 'string')
    return new Map(byKey(relations.filter(({ name }) => name === ownerPath.split('.')[0])));
  const users = state.userModels;
  const toUsers = relations.filter(({ modelTo }) => modelTo !== undefined && users.includes(modelTo));
  if (Array.isArray(ownerRelations)) return new Map(byKey(toUsers.filter(({ name }) => ownerRelations.includes(name))));
  const hasPlain = ownerRelations !== true && !state.hasSeveralUserModels;
  const plain = (hasPlain ? ['userId', 'owner'] : []).filter((name) => model.getPropertyType(name) !== null);
  return new Map<string, Relation | undefined>([...byKey(toUsers), ...plain.map((name) => [name, undefined] as const)]);
}

async function leadsTo(
  relation: Relation | undefined,
  value: unknown,
  owner: Owner,
  state: AuthState,
): Promise<boolean> {
  if (value === undefined || value === null) return false;
  const { modelTo: target, keyTo = '' } = relation ?? {};
  if (target === undefined) return String(value) === String(owner.id);
  if (state.hasSeveralUserModels && isOtherKind(target, owner, state)) return false;
  const idName = target.getIdName() ?? 'id';
  const isUser = state.userModels.includes(target);
  if (isUser && keyTo === idName) return String(value) === String(owner.id);
  const rows = isUser ? { [idName]: owner.id } : ownRows(target, owner, state);
  // An object would be a condition.
  if (rows === undefined || typeof value === 'object') return false;
  return (await (target as typeof PersistedModel).count({ and: [{ [keyTo]: value }, rows] })) > 0;
}

/** Whether a model is that of users of another kind: theirs may have the same ids. */
function isOtherKind(target: AnyModel, { principalType }: Owner, state: AuthState): boolean {
  return state.userModels.includes(target) && target !== state.userModelOf(principalType);
}

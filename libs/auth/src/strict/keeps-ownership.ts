import type { AnyModel, PersistedModel } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { type Owner, ownRows } from './own-rows.js';

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
  const values = data as Readonly<Record<string, unknown>>;
  const keys = ownerKeys(model, state).filter((key) => Object.hasOwn(values, key));
  if (keys.length === 0) return kind === 'stored';
  const kept = await Promise.all(keys.map((key) => leadsTo(model, key, values[key], owner, state)));
  return kept.every(Boolean);
}

/** Names of the properties that say whose a row is. */
function ownerKeys(model: AnyModel, state: AuthState): readonly string[] {
  const { ownerPath, ownerRelations } = model.settings;
  const { relations } = model;
  const keysOf = (names: readonly string[]) => names.flatMap((name) => relations[name]?.keyFrom ?? []);
  if (typeof ownerPath === 'string') return keysOf(ownerPath.split('.').slice(0, 1));
  if (Array.isArray(ownerRelations)) return keysOf(ownerRelations as readonly string[]);
  const users = state.userModels;
  const toUsers = Object.values(relations).filter(
    ({ type, modelTo }) => type === 'belongsTo' && (modelTo === undefined || users.includes(modelTo)),
  );
  const plain =
    ownerRelations === true ? [] : ['userId', 'owner'].filter((name) => model.getPropertyType(name) !== null);
  return [...new Set([...plain, ...toUsers.map(({ keyFrom }) => keyFrom)])];
}

async function leadsTo(model: AnyModel, key: string, value: unknown, owner: Owner, state: AuthState): Promise<boolean> {
  if (value === undefined || value === null) return false;
  const relation = Object.values(model.relations).find(({ type, keyFrom }) => type === 'belongsTo' && keyFrom === key);
  const target = relation?.modelTo;
  if (target === undefined || relation === undefined || state.userModels.includes(target))
    return String(value) === String(owner.id);
  const rows = ownRows(target, owner, state);
  if (rows === undefined) return false;
  return (await (target as typeof PersistedModel).count({ and: [{ [relation.keyTo]: value }, rows] })) > 0;
}

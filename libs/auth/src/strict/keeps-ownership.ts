import { type AnyModel, type PersistedModel, Restriction } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { rowsAlong } from './own-rows.js';
import { type Claim, type Owner, ownershipOf } from './ownership.js';
import { idNameOf } from '../plugin/id-name-of.js';

/** How values are written: as new rows, in place of all that a row has, into one row, or into all rows of a list. */
export type Write =
  | { readonly kind: 'new' }
  | { readonly kind: 'replaced' }
  | { readonly kind: 'all' }
  | { readonly kind: 'patched'; readonly id: unknown };

type Row = Readonly<Record<string, unknown>>;

/**
 * Whether a row is the caller's once it was written with these values: who may write because it is his own may neither give it
 * away nor take what is another's.
 *
 * @param data - as a client sends them; an instance stands for itself
 */
export async function keepsOwnership(
  model: AnyModel,
  data: unknown,
  owner: Owner,
  state: AuthState,
  write: Write,
): Promise<boolean> {
  if (Array.isArray(data)) {
    const kept = await Promise.all(data.map((item) => keepsOwnership(model, item, owner, state, write)));
    return kept.every(Boolean);
  }
  if (typeof data !== 'object' || data === null) return false;
  const ownership = ownershipOf(model, owner.principalType, state);
  if (ownership === undefined) return false;
  // Whose it is, is its id: nothing that is written changes that.
  if (ownership.kind === 'self') return write.kind !== 'new';
  const { kind, claims } = ownership;
  if (write.kind === 'new' || write.kind === 'replaced')
    return isOwned(kind, claims, rowOf(model, data, claims), owner, state);
  const written = claims.filter((claim) => namesOf(claim).some((name) => Object.hasOwn(data, name)));
  if (written.length === 0) return true;
  if (write.kind === 'all') return areAllHeld(written, rowOf(model, data, written), owner, state);
  const stored = await (model as typeof PersistedModel).findById(write.id as number);
  if (stored === null) return true;
  return isOwned(kind, claims, rowOf(model, data, claims, stored as unknown as Row), owner, state);
}

// As the model reads it: keys are converted, have defaults, and may be given as an object under the name of a relation.
function rowOf(model: AnyModel, data: object, claims: readonly Claim[], stored: Row = {}): Row {
  if (data instanceof model) return data as unknown as Row;
  const names = claims.flatMap(namesOf);
  const kept = names.filter((name) => typeof stored[name] !== 'function').map((name) => [name, stored[name]]);
  const given = names.filter((name) => Object.hasOwn(data, name)).map((name) => [name, (data as Row)[name]]);
  return new model({ ...Object.fromEntries(kept), ...Object.fromEntries(given) }) as unknown as Row;
}

async function isOwned(
  kind: 'any' | 'first',
  claims: readonly Claim[],
  row: Row,
  owner: Owner,
  state: AuthState,
): Promise<boolean> {
  for (const claim of claims) {
    if (kind === 'first' && claim.kind === 'property' && isSilent(row[claim.name])) continue;
    const isHeld = await isHeldBy(claim, row, owner, state);
    if (isHeld || kind === 'first') return isHeld;
  }
  return false;
}

// What the rows have beside it is not known: each claim that is written has to name the caller.
async function areAllHeld(claims: readonly Claim[], row: Row, owner: Owner, state: AuthState): Promise<boolean> {
  for (const claim of claims) if (!(await isHeldBy(claim, row, owner, state))) return false;
  return true;
}

async function isHeldBy(claim: Claim, row: Row, owner: Owner, state: AuthState): Promise<boolean> {
  if (claim.kind === 'property') return isKey(row[claim.name]) && String(row[claim.name]) === String(owner.id);
  const { first, rest } = claim;
  const { keyFrom, keyTo, modelTo, polymorphic } = first;
  const users = state.userModelOf(owner.principalType);
  const key = row[keyFrom];
  // An object would be a condition.
  if (!isKey(key)) return false;
  if (modelTo === undefined && polymorphic !== undefined && row[polymorphic.discriminator] !== users?.modelName)
    return false;
  const [next, ...further] = rest;
  const target = modelTo ?? users;
  if (next === undefined && (target === undefined || (target === users && keyTo === idNameOf(target))))
    return String(key) === String(owner.id);
  if (target === undefined) return false;
  const rows = next === undefined ? { [idNameOf(target)]: owner.id } : rowsAlong(next, further, owner, state);
  return (await (target as typeof PersistedModel).count({ and: [new Restriction(rows), { [keyTo]: key }] })) > 0;
}

function namesOf(claim: Claim): readonly string[] {
  if (claim.kind === 'property') return [claim.name];
  const { name, keyFrom, polymorphic } = claim.first;
  return [name, keyFrom, ...(polymorphic === undefined ? [] : [polymorphic.discriminator])];
}

function isSilent(value: unknown): boolean {
  return !value || typeof value === 'function';
}

function isKey(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'object' && typeof value !== 'function';
}

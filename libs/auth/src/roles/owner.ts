import { type AnyModel, type PersistedModel, type Relation, Restriction, withCallback } from '@loopnest/models';
import { forDecision } from '../access/access-check.error.js';
import { Principal } from '../access/principal.js';
import type { AuthState } from '../plugin/auth-state.js';
import { ownRows } from '../strict/own-rows.js';
import { isAskedOfRows, userModelTest } from '../strict/ownership.js';
import type { RoleResolver } from './role-resolvers.js';
import { idNameOf } from '../plugin/id-name-of.js';

/** What is asked of an owner. */
export interface OwnerQuestion {
  readonly model: AnyModel;
  readonly modelId: unknown;
  readonly userId: unknown;
  /** `USER`, or the name of a user model where there are several. */
  readonly principalType: string;
  /** For the look-ups. */
  readonly options: Readonly<Record<string, unknown>>;
}

type Instance = Record<string, unknown>;

/** The resolver of `$owner`. */
export function ownerResolver(state: AuthState): RoleResolver {
  return async (_role, context, _callback) => {
    if (context.isOwner !== undefined) return context.isOwner;
    const { model, modelId, accessToken, principals } = context;
    const user = principals.find(isUser);
    if (model === undefined || user === undefined) return false;
    const options = { accessToken };
    return isOwner({ model, modelId, userId: user.id, principalType: user.type, options }, state);
  };
}

function isUser({ type }: Principal): boolean {
  return type !== Principal.APP && type !== Principal.ROLE && type !== Principal.SCOPE;
}

/** Whether a user owns a record (the chapter on auth, 7.1). */
export async function isOwner(question: OwnerQuestion, state: AuthState): Promise<boolean> {
  const { model, modelId, userId, principalType, options } = question;
  const isUsers = userModelTest(principalType, state);
  if (!isGiven(modelId) || !isGiven(userId) || isUsers === undefined) return false;
  if (isUsers(model)) return isSame(modelId, userId);
  if (isAskedOfRows(model, state)) return isAmongOwn(question, state);
  const record = await findRecord(model, modelId, options);
  return record !== undefined && owns(record, question, isUsers, state);
}

/** Whether the record is among the rows that the user owns. */
async function isAmongOwn(
  { model, modelId, userId, principalType, options }: OwnerQuestion,
  state: AuthState,
): Promise<boolean> {
  const rows = ownRows(model, { id: userId, principalType }, state);
  if (rows === undefined) return false;
  const where = { and: [{ [idNameOf(model)]: modelId }, new Restriction(rows)] };
  return (await forDecision((model as typeof PersistedModel).count(where, options))) > 0;
}

function owns(
  record: Instance,
  { model, userId, options }: OwnerQuestion,
  isUsers: (model: AnyModel) => boolean,
  { hasSeveralUserModels }: AuthState,
): Promise<boolean> | boolean {
  const ownerRelations: unknown = model.settings['ownerRelations'];
  const relations = [...model.core.relations.values()].filter(
    ({ type, modelTo }) => type === 'belongsTo' && modelTo !== undefined && isUsers(modelTo),
  );
  if (ownerRelations === true) return isAnyRelated(record, relations, userId, options);
  if (Array.isArray(ownerRelations)) {
    const named = relations.filter(({ name }) => ownerRelations.includes(name));
    return isAnyRelated(record, named, userId, options);
  }
  const owner = hasSeveralUserModels ? undefined : [record['userId'], record['owner']].find(isOwnerId);
  return owner === undefined ? isAnyRelated(record, relations.slice(0, 1), userId, options) : isSame(owner, userId);
}

// Not null, not empty, not 0, and not the function of a relation that is called `owner`.
function isOwnerId(value: unknown): boolean {
  return Boolean(value) && typeof value !== 'function';
}

async function isAnyRelated(
  record: Instance,
  relations: readonly Relation[],
  userId: unknown,
  options: OwnerQuestion['options'],
): Promise<boolean> {
  const answers = await Promise.all(relations.map((relation) => isRelated(record, relation, userId, options)));
  return answers.includes(true);
}

/** Whether a relation leads to the user: it has to exist still. */
async function isRelated(
  record: Instance,
  { name, keyFrom, keyTo, modelTo }: Relation,
  userId: unknown,
  options: OwnerQuestion['options'],
): Promise<boolean> {
  const key = record[keyFrom];
  if (!isGiven(key) || (keyTo === modelTo?.getIdName() && !isSame(key, userId))) return false;
  const related = record[name];
  if (typeof related !== 'function') return false;
  const user = await forDecision(withCallback(related as (...all: unknown[]) => unknown, record, [true, options]));
  return typeof user === 'object' && user !== null && isSame((user as { getId(): unknown }).getId(), userId);
}

async function findRecord(
  model: AnyModel,
  id: unknown,
  options: OwnerQuestion['options'],
): Promise<Instance | undefined> {
  const { findById } = model as unknown as { readonly findById?: (...all: unknown[]) => unknown };
  if (typeof findById !== 'function') return undefined;
  const found = await forDecision(withCallback(findById, model, [id, undefined, options]));
  return typeof found === 'object' && found !== null ? (found as Instance) : undefined;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function isSame(one: unknown, other: unknown): boolean {
  return String(one) === String(other);
}

import type { AnyModel, Relation } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { isStrict } from './strictness.js';

/** The user who is asking. */
export interface Owner {
  readonly id: unknown;
  /** `USER`, or the name of a user model where there are several. */
  readonly principalType: string;
}

/** What may say whose a row is: a property that has the user's id, or relations that lead to the user, one from the other. */
export type Claim =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'path'; readonly first: Relation; readonly rest: readonly Relation[] };

/**
 * What makes a row somebody's (the chapter on auth, 7.1): it is the user, or any of the claims names him, or the first of them
 * that says anything does.
 */
export type Ownership =
  { readonly kind: 'self' } | { readonly kind: 'any' | 'first'; readonly claims: readonly Claim[] };

/** How the rows of a model are owned by users of one type; `undefined` where they are not. */
export function ownershipOf(model: AnyModel, principalType: string, state: AuthState): Ownership | undefined {
  const isUsers = userModelTest(principalType, state);
  if (isUsers === undefined) return undefined;
  if (isUsers(model)) return { kind: 'self' };
  const { ownerPath, ownerRelations } = model.settings;
  if (ownerPath !== undefined) return some('any', pathClaim(pathOf(model, ownerPath), isUsers));
  const belongsTo = Object.values(model.relations).filter(({ type }) => type === 'belongsTo');
  const plain = belongsTo.filter(({ modelTo }) => modelTo !== undefined && isUsers(modelTo));
  const polymorphic = belongsTo.filter(({ modelTo }) => modelTo === undefined);
  if (ownerRelations === true || Array.isArray(ownerRelations)) {
    const asked = [...plain, ...polymorphic].filter(
      ({ name }) => ownerRelations === true || (ownerRelations as readonly unknown[]).includes(name),
    );
    return some('any', asked.map(relationClaim));
  }
  const names = state.hasSeveralUserModels ? [] : ['userId', 'owner'];
  const properties = names.filter((name) => model.getPropertyType(name) !== null);
  const first = plain[0] ?? polymorphic[0];
  return some('first', [
    ...properties.map((name): Claim => ({ kind: 'property', name })),
    ...(first === undefined ? [] : [relationClaim(first)]),
  ]);
}

/** Whether only the database can say whose a row is: LoopBack knows neither paths nor polymorphic relations. */
export function isAskedOfRows(model: AnyModel, state: AuthState): boolean {
  if (model.settings['ownerPath'] !== undefined) return true;
  const isPolymorphic = Object.values(model.relations).some(
    ({ type, modelTo }) => type === 'belongsTo' && modelTo === undefined,
  );
  return isPolymorphic && isStrict(model, state);
}

/**
 * The relations that an `ownerPath` names.
 *
 * @throws Error that says what is wrong with it
 */
export function pathOf(model: AnyModel, ownerPath: unknown): readonly [Relation, ...Relation[]] {
  if (typeof ownerPath !== 'string' || ownerPath === '')
    throw new Error('must be names of relations with dots between them, such as "order.customer"');
  const path: Relation[] = [];
  let from: AnyModel | undefined = model;
  for (const name of ownerPath.split('.')) {
    if (from === undefined) throw new Error(`"${path.at(-1)?.name ?? ''}" is polymorphic: it can only be the last`);
    const relation: Relation | undefined = from.relations[name];
    if (relation?.type !== 'belongsTo') throw new Error(`"${name}" is no belongsTo of ${from.modelName}`);
    path.push(relation);
    from = relation.modelTo;
  }
  const [first, ...rest] = path;
  if (first === undefined) throw new Error('names no relation');
  return [first, ...rest];
}

/** Tells the models of the users that a type of principals stands for; `undefined` where it stands for none. */
export function userModelTest(type: string, state: AuthState): ((model: AnyModel) => boolean) | undefined {
  const { hasSeveralUserModels, userModels, registry } = state;
  if (hasSeveralUserModels)
    return userModels.some(({ modelName }) => modelName === type) ? ({ modelName }) => modelName === type : undefined;
  const base = registry.getModel('User');
  return type === 'USER' ? (model) => model === base || model.prototype instanceof base : undefined;
}

function pathClaim(
  [first, ...rest]: readonly [Relation, ...Relation[]],
  isUsers: (model: AnyModel) => boolean,
): readonly Claim[] {
  const { modelTo } = rest.at(-1) ?? first;
  return modelTo === undefined || isUsers(modelTo) ? [{ kind: 'path', first, rest }] : [];
}

function relationClaim(first: Relation): Claim {
  return { kind: 'path', first, rest: [] };
}

function some(kind: 'any' | 'first', claims: readonly Claim[]): Ownership | undefined {
  return claims.length === 0 ? undefined : { kind, claims };
}

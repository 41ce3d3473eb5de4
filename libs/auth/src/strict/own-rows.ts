import { type AnyModel, type Relation, subqueryOf } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';

/** The user who is asking. */
export interface Owner {
  readonly id: unknown;
  readonly principalType: string;
}

type Where = Readonly<Record<string, unknown>>;

/**
 * The rows of a model that a user owns, as a where: the same rows for which `$owner` holds one by one (the chapter on auth,
 * 7.1), and those that `ownerPath` leads from. `undefined` where the model has no owners.
 */
export function ownRows(model: AnyModel, owner: Owner, state: AuthState): Where | undefined {
  const userModel = state.userModelOf(owner.principalType);
  if (userModel !== undefined && isOwnKind(model, userModel, state)) return { [model.getIdName() ?? 'id']: owner.id };
  const { ownerPath, ownerRelations } = model.settings;
  if (typeof ownerPath === 'string') return along(ownerPath.split('.'), model, owner, userModel);
  const relations = relationsTo(userModel, model, state);
  if (ownerRelations === true || Array.isArray(ownerRelations)) {
    const asked = relations.filter(({ name }) => ownerRelations === true || ownerRelations.includes(name));
    return asked.length === 0 ? undefined : { or: asked.map((relation) => pointsTo(relation, owner)) };
  }
  return byProperty(model, owner, state, relations);
}

// The first of them that says anything decides.
function byProperty(model: AnyModel, owner: Owner, state: AuthState, [first]: readonly Relation[]): Where | undefined {
  const names = state.hasSeveralUserModels ? [] : ['userId', 'owner'].filter((name) => hasProperty(model, name));
  const clauses: Where[] = [];
  const silent: Where[] = [];
  for (const name of names) {
    clauses.push({ and: [...silent, { [name]: owner.id }] });
    silent.push({ or: [{ [name]: null }, { [name]: emptyValue(model, name) }] });
  }
  if (first !== undefined) clauses.push({ and: [...silent, pointsTo(first, owner)] });
  return clauses.length === 0 ? undefined : { or: clauses };
}

function along(path: readonly string[], model: AnyModel, owner: Owner, userModel: AnyModel | undefined): Where {
  const [name = '', ...rest] = path;
  const relation = model.relations[name];
  if (relation?.type !== 'belongsTo' || relation.modelTo === undefined)
    throw new Error(`${model.modelName}: ownerPath: "${name}" is no belongsTo with a target`);
  if (rest.length === 0) {
    if (relation.modelTo === userModel || userModel === undefined) return pointsTo(relation, owner);
    throw new Error(`${model.modelName}: ownerPath does not lead to ${userModel.modelName}`);
  }
  const { keyFrom, keyTo, modelTo } = relation;
  return { [keyFrom]: { inq: subqueryOf(modelTo, keyTo, along(rest, modelTo, owner, userModel)) } };
}

function pointsTo({ keyFrom, keyTo, modelTo }: Relation, { id }: Owner): Where {
  const idName = modelTo?.getIdName() ?? 'id';
  if (modelTo === undefined || keyTo === idName) return { [keyFrom]: id };
  return { [keyFrom]: { inq: subqueryOf(modelTo, keyTo, { [idName]: id }) } };
}

function isOwnKind(model: AnyModel, userModel: AnyModel, state: AuthState): boolean {
  if (model === userModel) return true;
  return !state.hasSeveralUserModels && model.prototype instanceof state.registry.getModel('User');
}

// A relation to whatever a discriminator says makes nobody an owner, as it does not for one row.
function relationsTo(userModel: AnyModel | undefined, model: AnyModel, state: AuthState): readonly Relation[] {
  if (userModel === undefined) return [];
  return Object.values(model.relations).filter(
    ({ type, modelTo }) => type === 'belongsTo' && modelTo !== undefined && isOwnKind(modelTo, userModel, state),
  );
}

function hasProperty(model: AnyModel, name: string): boolean {
  return model.getPropertyType(name) !== null;
}

function emptyValue(model: AnyModel, name: string): unknown {
  return model.getPropertyType(name) === 'Number' ? 0 : '';
}

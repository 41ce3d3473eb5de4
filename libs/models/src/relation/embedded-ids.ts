import { objectId } from '../datasource/object-id.js';
import { instanceState } from '../model/instance-state.js';
import type { Relation } from '../model/model-relation.js';

type Data = Readonly<Record<string, unknown>>;

/** The data of a new value with an id: the client's, unless the relation forces ids, or one that is made here. */
export function withEmbeddedId(relation: Relation, data: Data, siblings: readonly object[]): Data {
  const property = relation.modelTo?.core.schema.idProperty;
  if (property === undefined) return data;
  const { name } = property;
  const isForced = relation.multiple && relation.options['forceId'] === true;
  if (!isForced && isGiven(data[name])) return data;
  const { [name]: _refused, ...others } = data;
  // The row of a persistent value brings its id.
  const id = relation.options['persistent'] === true ? undefined : newId(relation, siblings);
  return id === undefined ? others : { ...others, [name]: id };
}

/** Gives a value another id where one that was counted for it is taken. */
export function renewId(relation: Relation, made: object, siblings: readonly object[]): void {
  const { name, type } = relation.modelTo?.core.schema.idProperty ?? {};
  if (name === undefined || type?.kind !== 'scalar' || type.name !== 'number') return;
  const { data } = instanceState(made);
  const isTaken = siblings.some((sibling) => instanceState(sibling).data[name] === data[name]);
  if (relation.options['persistent'] !== true && isTaken) data[name] = nextNumber(siblings, name);
}

/** Whether the client chose the id of a new value. */
export function choosesId(relation: Relation, data: Data): boolean {
  const { idName } = relation.modelTo?.core.schema ?? {};
  const isForced = relation.multiple && relation.options['forceId'] === true;
  return idName !== undefined && !isForced && isGiven(data[idName]);
}

function newId(relation: Relation, siblings: readonly object[]): unknown {
  const { name = 'id', type, generated = false } = relation.modelTo?.core.schema.idProperty ?? {};
  const typeName = type?.kind === 'scalar' ? type.name : undefined;
  if (typeName === 'number') return relation.multiple ? nextNumber(siblings, name) : undefined;
  // A single value has an id where the model leaves it to be made; in a list values have to be told apart.
  return generated || (relation.multiple && typeName === 'string') ? objectId() : undefined;
}

function nextNumber(siblings: readonly object[], name: string): number {
  const ids = siblings.map((sibling) => Number(instanceState(sibling).data[name])).filter(Number.isFinite);
  return ids.reduce((highest, id) => Math.max(highest, id), 0) + 1;
}

function isGiven(id: unknown): boolean {
  return id !== undefined && id !== null && id !== '';
}

import type { Relation } from '../model/model-relation.js';

/** A function that an application gives a relation; `this` is the {@link RelationOfInstance}. */
export type CustomMethod = (...parameters: unknown[]) => unknown;

/** What functions of a relation have as `this`. */
export interface RelationOfInstance {
  readonly modelInstance: object;
  readonly definition: Relation;
}

/** The functions that code gives a relation: `scopeMethods`, of a to-one relation `methods`. */
export function customMethods(relation: Relation): readonly [name: string, method: CustomMethod][] {
  const methods = relation.settings[relation.multiple ? 'scopeMethods' : 'methods'];
  if ((typeof methods !== 'object' && typeof methods !== 'function') || methods === null) return [];
  return Object.entries(methods).filter((entry): entry is [string, CustomMethod] => typeof entry[1] === 'function');
}

/** The same as functions of the accessor of one instance. */
export function boundMethods(relation: Relation, owner: object): Readonly<Record<string, CustomMethod>> {
  const self: RelationOfInstance = { modelInstance: owner, definition: relation };
  return Object.fromEntries(customMethods(relation).map(([name, method]) => [name, method.bind(self)]));
}

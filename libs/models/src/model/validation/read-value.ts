import { instanceState } from '../instance-state.js';

/** A value of an instance, as a script reads it: what is not declared, and methods, included. */
export function readValue(instance: object, name: string): unknown {
  const { extras } = instanceState(instance);
  return extras.has(name) ? extras.get(name) : (instance as Readonly<Record<string, unknown>>)[name];
}

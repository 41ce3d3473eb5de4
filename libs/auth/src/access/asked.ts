import type { AccessType } from './access-type.js';

/** What access is asked to: a method of a model, by what rules know of it. */
export interface Asked {
  /** Name of the model, or `*`. */
  readonly model: string;
  /** The names of the method, without `prototype.`; its own is the last. `*` alone for all methods. */
  readonly names: readonly string[];
  readonly accessType: AccessType;
  /** The same for the same methods of a model. */
  readonly key: string;
}

export function askFor(model: string, names: readonly string[], accessType: AccessType): Asked {
  return { model, names, accessType, key: `${accessType} ${names.join(' ')}` };
}

/** The name of a method as rules write it. */
export function ruleName(method: string): string {
  return method.startsWith('prototype.') ? method.slice('prototype.'.length) : method;
}

/** The names of a method as rules write them: other names first, its own last. */
export function ruleNames({ name, aliases }: { readonly name: string; readonly aliases: readonly string[] }): string[] {
  return [...aliases, name].map(ruleName);
}

import type { RemoteMethod } from './remote-method.js';

/** `remoting.sharedMethods`: methods on and off, by name or by a pattern with `*`. */
export type SharedMethods = Readonly<Record<string, unknown>>;

/** Whether a method is offered. A name goes before a pattern, and among patterns a later one before an earlier one. */
export function isShared(method: RemoteMethod, ...settings: readonly (SharedMethods | undefined)[]): boolean {
  const rules = Object.assign({}, ...settings) as SharedMethods;
  const names = [method.name, ...method.aliases];
  for (const name of names) if (typeof rules[name] === 'boolean') return rules[name];
  const patterns = Object.keys(rules)
    .filter((key) => key.includes('*'))
    .reverse();
  const pattern = patterns.find((key) => names.some((name) => matches(key, name)));
  return pattern === undefined ? method.shared : rules[pattern] === true;
}

function matches(pattern: string, name: string): boolean {
  const source = pattern
    .split('*')
    .map((text) => text.replaceAll(/[.$^()|[\]{}+?\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(name);
}

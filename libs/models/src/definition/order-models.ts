import { getBaseName } from './base-name.js';
import type { Definitions } from './find-definitions.js';

/** Names of models with all of their bases, bases first, else in the order given. */
export function orderModels(names: readonly string[], definitions: Definitions): string[] {
  const ordered = new Set<string>();
  const visiting = new Set<string>();

  function visit(name: string): void {
    if (ordered.has(name) || visiting.has(name)) return;
    visiting.add(name);
    const found = definitions.get(name);
    if (found !== undefined) visit(getBaseName(found.raw));
    ordered.add(name);
  }

  names.forEach(visit);
  return [...ordered];
}

import type { DiscoveryOptions, NameKind } from './discovered.js';

/** Names of models, properties and relations for names of the database. */
export type Names = (kind: NameKind, name: string) => string;

/** The names that options ask for: `MillOwner`, `harbourName`, where they say nothing. */
export function discoveredNames({ nameMapper, disableCamelCase }: DiscoveryOptions): Names {
  if (typeof nameMapper === 'function') return nameMapper;
  return nameMapper === null || disableCamelCase === true ? (_kind, name) => name : camelNames;
}

// Kept from LoopBack 3 on purpose (conversation "node-schema"): only words divided by `_` or `-` keep a capital.
function camelNames(kind: NameKind, name: string): string {
  const [first = '', ...rest] = name.split(/[-_]/);
  const isModel = kind === 'table' || kind === 'model';
  return [isModel ? capital(first) : first.toLowerCase(), ...rest.map(capital)].join('');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}

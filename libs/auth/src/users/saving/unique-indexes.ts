import type { UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';

const UNIQUE = ['email', 'username'] as const;

/**
 * Asks for unique indexes, so that of two registrations at once one fails. An index of the same name that the definition has
 * counts instead; `false` for none.
 */
export function addUniqueIndexes(model: UserClass): void {
  const { settings } = model;
  const written = typeof settings['indexes'] === 'object' ? (settings['indexes'] as Record<string, unknown>) : {};
  const scope = userSettings(model).isUniqueByRealm ? ['realm'] : [];
  const own = UNIQUE.map((property) => [
    indexName(model.modelName, property),
    { keys: [...scope, property], options: { unique: true } },
  ]);
  const inherited = new Set(namesOfBases(model));
  const others = Object.entries(written).filter(([name]) => !inherited.has(name));
  settings['indexes'] = { ...(Object.fromEntries(own) as object), ...Object.fromEntries(others) };
}

// Names of indexes are those of one table.
function namesOfBases(model: UserClass): readonly string[] {
  const { base } = model;
  if (base === undefined) return [];
  return [...UNIQUE.map((property) => indexName(base.modelName, property)), ...namesOfBases(base as UserClass)];
}

function indexName(model: string, property: string): string {
  return `${model}_${property}_unique`;
}

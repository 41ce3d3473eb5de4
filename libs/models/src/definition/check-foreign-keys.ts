import type { Findings } from './findings.js';
import { matchName } from './match-name.js';
import type { ModelDefinition } from './model-definition.js';

const ROOTS = ['Model', 'PersistedModel'];

/** Reports constraints that refer to a model that nobody has defined: once, also where several models inherit them. */
export function checkForeignKeys(
  definitions: readonly ModelDefinition[],
  known: readonly string[],
  { report }: Pick<Findings, 'report'>,
): void {
  const expected = `the name of a model; known: ${known.join(', ')}`;
  const foreignKeys = definitions.flatMap((definition) => definition.foreignKeys);
  const distinct = new Map(foreignKeys.map((each) => [`${each.place.file} ${each.place.pointer}`, each]));
  for (const { entity, place } of distinct.values()) {
    if (matchName([...known, ...ROOTS], entity) !== undefined) continue;
    const pointer = `${place.pointer}/entity`;
    report({ file: place.file, pointer, message: `there is no model "${entity}"`, expected });
  }
}

import type { DefinitionProblem } from './definition-problem.js';
import { DefinitionsError } from './definitions.error.js';
import type { Findings } from './findings.js';
import { matchName } from './match-name.js';
import type { ModelDefinition } from './model-definition.js';

const ROOTS = ['Model', 'PersistedModel'];

/**
 * Reports constraints that refer to a model that nobody has defined: once, also where several models inherit them.
 *
 * @param expectable names of models that may come.
 */
export function checkForeignKeys(
  definitions: readonly ModelDefinition[],
  known: readonly string[],
  { report }: Pick<Findings, 'report'>,
  expectable: readonly string[] = [],
): void {
  const expected = `the name of a model; known: ${known.join(', ')}`;
  const names = [...known, ...ROOTS, ...expectable];
  const foreignKeys = definitions.flatMap((definition) => definition.foreignKeys);
  const distinct = new Map(foreignKeys.map((each) => [`${each.place.file} ${each.place.pointer}`, each]));
  for (const { entity, place } of distinct.values()) {
    if (matchName(names, entity) !== undefined) continue;
    const pointer = `${place.pointer}/entity`;
    report({ file: place.file, pointer, message: `there is no model "${entity}"`, expected });
  }
}

/** Refuses such constraints once all models are there, those that link others among them. */
export function refuseUnknownModels(definitions: readonly ModelDefinition[], known: readonly string[]): void {
  const problems: DefinitionProblem[] = [];
  checkForeignKeys(definitions, known, { report: (problem) => void problems.push(problem) });
  if (problems.length > 0) throw new DefinitionsError(problems);
}

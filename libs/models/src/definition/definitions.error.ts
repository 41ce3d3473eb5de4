import type { DefinitionProblem } from './definition-problem.js';

function describe({ file, pointer, message, expected }: DefinitionProblem): string {
  const place = pointer === '' ? file : `${file} › ${pointer}`;
  return `${place}: ${message}${expected === undefined ? '' : `; ${expected}`}`;
}

/**
 * A project cannot start: its definitions or its configuration are wrong. All problems are in one error, one line each.
 * It never answers a request, and definitions know nothing of Nest, so it is no `LoopnestError`.
 *
 * @example
 * try {
 *   loadProject({ root });
 * } catch (error) {
 *   if (error instanceof DefinitionsError) console.error(error.problems.map(problem => problem.file));
 * }
 */
export class DefinitionsError extends Error {
  override readonly name = 'DefinitionsError';
  readonly code = 'INVALID_DEFINITIONS';
  readonly problems: readonly DefinitionProblem[];

  constructor(problems: readonly DefinitionProblem[]) {
    super(problems.map(describe).join('\n'));
    this.problems = problems;
  }
}

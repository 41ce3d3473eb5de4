import type { DefinitionProblem } from './definition-problem.js';
import { DefinitionsError } from './definitions.error.js';

/** What is found while a project is read, so that all of it can be told at once. */
export class Findings {
  readonly #problems: DefinitionProblem[] = [];
  readonly #warnings: string[] = [];

  readonly report = (problem: DefinitionProblem): void => {
    this.#problems.push(problem);
  };

  readonly warn = (text: string): void => {
    this.#warnings.push(text);
  };

  get warnings(): readonly string[] {
    return [...this.#warnings];
  }

  throwProblems(): void {
    if (this.#problems.length > 0) throw new DefinitionsError(this.#problems);
  }
}

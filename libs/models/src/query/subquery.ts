import type { QueryModel } from './query-model.js';

/** The values that a property has in the rows of a model: what `inq` takes in place of a list. No JSON can be one. */
export class Subquery {
  readonly #model: () => QueryModel;
  readonly #property: string;
  readonly #where: Readonly<Record<string, unknown>>;

  constructor(model: () => QueryModel, property: string, where: Readonly<Record<string, unknown>>) {
    this.#model = model;
    this.#property = property;
    this.#where = where;
  }

  get model(): QueryModel {
    return this.#model();
  }

  get property(): string {
    return this.#property;
  }

  get where(): Readonly<Record<string, unknown>> {
    return this.#where;
  }
}

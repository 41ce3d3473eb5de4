/**
 * A where that the application sets beside a client's: `{ and: [new Restriction({ ownerId }), where] }`. It may name hidden
 * properties, what it names has to be there, and no JSON can be one.
 */
export class Restriction {
  readonly #where: Readonly<Record<string, unknown>>;

  constructor(where: Readonly<Record<string, unknown>>) {
    this.#where = where;
  }

  get where(): Readonly<Record<string, unknown>> {
    return this.#where;
  }

  /** A copy by way of JSON is refused as a query: what it says would be lost, and everything let through. */
  toJSON(): object {
    return { and: null };
  }
}

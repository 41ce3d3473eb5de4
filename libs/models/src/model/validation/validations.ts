import type { Check } from './check.js';

/** The checks that the script of a model has registered, in the order of the calls. */
export class Validations {
  private readonly atOnce = new Map<string, Check[]>();
  /** Checks that end later. */
  readonly later: Check[] = [];

  add(check: Check): void {
    const { property } = check;
    if (check.isAsync) this.later.push(check);
    else if (this.atOnce.has(property)) this.atOnce.get(property)?.push(check);
    else this.atOnce.set(property, [check]);
  }

  /** Properties in the order in which they first got a check that ends at once. */
  get properties(): Iterable<string> {
    return this.atOnce.keys();
  }

  of(property: string): readonly Check[] {
    return this.atOnce.get(property) ?? [];
  }
}

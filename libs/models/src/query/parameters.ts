import type { Statement } from '../datasource/executor.js';
import type { Dialect, TextMatch } from '../datasource/dialect.js';

/** The parameters of a statement while its text is written: each value is added where its placeholder stands. */
export class Parameters {
  readonly values: unknown[] = [];
  /** A regular expression is among them. */
  matchesPattern = false;

  constructor(private readonly dialect: Dialect) {}

  add(value: unknown): string {
    return this.dialect.placeholder(this.values.push(value));
  }

  addPattern(pattern: string, match: TextMatch): string {
    if (match === 'regexp' || match === 'iregexp') this.matchesPattern = true;
    return this.add(this.dialect.patternParameter(pattern, match));
  }

  /** The statement of a text that was written with these parameters. */
  statement(sql: string): Statement {
    return this.matchesPattern
      ? { sql, parameters: this.values, matchesPattern: true }
      : { sql, parameters: this.values };
  }
}

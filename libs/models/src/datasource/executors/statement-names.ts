import { randomBytes } from 'node:crypto';
import { LONGEST_KEPT } from './kept-statements.js';

/**
 * Names of prepared statements. A text gets one when it comes for the second time, so that texts of one use do not fill the
 * server's memory; there are never more than the limit.
 */
export class StatementNames {
  /** By text: the name, or an empty text for one that was seen once. */
  readonly #names = new Map<string, string>();
  #named = 0;
  #prefix = newPrefix();

  constructor(private readonly limit = 500) {}

  /** How many names there are. */
  get size(): number {
    return this.#named;
  }

  nameOf(sql: string): string | undefined {
    if (sql.length > LONGEST_KEPT) return undefined;
    const known = this.#names.get(sql);
    if (known === undefined) {
      this.#remember(sql);
      return undefined;
    }
    if (known !== '') return known;
    if (this.#named >= this.limit) return undefined;
    const name = `${this.#prefix}${this.#named++}`;
    this.#names.set(sql, name);
    return name;
  }

  /** Gives new names from now on: the server's statements do not fit a changed schema. */
  renew(): void {
    this.#names.clear();
    this.#named = 0;
    this.#prefix = newPrefix();
  }

  #remember(sql: string): void {
    if (this.#named >= this.limit) return;
    if (this.#names.size >= 4 * this.limit) {
      for (const [text, name] of this.#names) if (name === '') this.#names.delete(text);
    }
    this.#names.set(sql, '');
  }
}

/** Executors that share a pool must not share names. */
function newPrefix(): string {
  return `loopnest_${randomBytes(4).toString('hex')}_`;
}

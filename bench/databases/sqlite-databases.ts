import Database from 'better-sqlite3';
import { join } from 'node:path';
import { CUSTOMERS } from '../rows/row-counts.ts';
import { SQLITE_ROWS } from '../rows/sqlite-rows.ts';
import type { Databases } from './databases.ts';

const SCHEME = 'sqlite:';

export class SqliteDatabases implements Databases {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  create(server: string): Promise<string> {
    const file = join(this.#directory, `${server}.sqlite`);
    run(file, SQLITE_ROWS, 'ANALYZE');
    return Promise.resolve(`${SCHEME}${file}`);
  }

  tidy(url: string): Promise<void> {
    run(url.slice(SCHEME.length), `DELETE FROM customer WHERE id > ${CUSTOMERS}`);
    return Promise.resolve();
  }
}

function run(file: string, ...scripts: readonly string[]): void {
  const database = new Database(file);
  try {
    for (const script of scripts) database.exec(script);
  } finally {
    database.close();
  }
}

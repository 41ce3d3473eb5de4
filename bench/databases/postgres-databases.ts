import pg from 'pg';
import { POSTGRES_ROWS } from '../rows/postgres-rows.ts';
import { CUSTOMERS } from '../rows/row-counts.ts';
import type { Databases } from './databases.ts';

const TEMPLATE = 'loopnest_bench_template';

export class PostgresDatabases implements Databases {
  readonly #made: string[] = [];
  readonly #server: string;

  constructor(server: string) {
    this.#server = server;
  }

  /** Makes the rows, which are copied from then on. */
  async prepare(): Promise<void> {
    await this.#run(this.#server, `DROP DATABASE IF EXISTS ${TEMPLATE}`, `CREATE DATABASE ${TEMPLATE}`);
    await this.#run(this.#urlOf(TEMPLATE), POSTGRES_ROWS, 'VACUUM ANALYZE');
  }

  create(server: string): Promise<string> {
    return this.#create(server, TEMPLATE);
  }

  /** @returns the URL of a database without anything in it. */
  createEmpty(name: string): Promise<string> {
    return this.#create(name, 'template0');
  }

  async tidy(url: string): Promise<void> {
    await this.#run(url, `DELETE FROM customer WHERE id > ${CUSTOMERS}`, 'VACUUM customer');
  }

  async drop(): Promise<void> {
    for (const name of [...this.#made, TEMPLATE]) {
      await this.#run(this.#server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  }

  async #create(owner: string, template: string): Promise<string> {
    const name = `loopnest_bench_${owner.replaceAll('-', '_')}`;
    const drop = `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`;
    await this.#run(this.#server, drop, `CREATE DATABASE ${name} TEMPLATE ${template}`);
    this.#made.push(name);
    return this.#urlOf(name);
  }

  #urlOf(name: string): string {
    const url = new URL(this.#server);
    url.pathname = name;
    return url.href;
  }

  async #run(connectionString: string, ...statements: readonly string[]): Promise<void> {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

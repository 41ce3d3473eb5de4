import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
// Where `postgresUrl` is declared.
import type {} from './postgres.js';

export type DatabaseName = 'sqlite' | 'postgresql';

export interface CreateOptions {
  /** Where SQLite keeps the data; `file` where they must survive a connection. PostgreSQL's always do. */
  readonly storage?: 'memory' | 'file';
}

/** An empty database of one test. */
export interface CreatedDatabase {
  /** `sqlite::memory:`, `sqlite:FILE` or `postgresql://…`. */
  readonly url: string;
  /** Removes the database and everything in it, also while it is being used. */
  drop(): Promise<void>;
}

/** A kind of database that every suite runs on. */
export interface TestDatabase {
  readonly name: DatabaseName;
  create(options?: CreateOptions): Promise<CreatedDatabase>;
}

const sqlite: TestDatabase = {
  name: 'sqlite',
  async create({ storage = 'memory' } = {}) {
    if (storage === 'memory') return { url: 'sqlite::memory:', drop: () => Promise.resolve() };
    const directory = await mkdtemp(join(tmpdir(), 'loopnest-sqlite-'));
    return {
      url: `sqlite:${join(directory, 'test.sqlite')}`,
      drop: () => rm(directory, { recursive: true, force: true }),
    };
  },
};

const postgresql: TestDatabase = {
  name: 'postgresql',
  async create() {
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    const url = new URL(inject('postgresUrl'));
    url.pathname = name;
    // template0 cannot be connected to, so nobody is in the way when it is copied. Without a log it takes half the time.
    await administer(`CREATE DATABASE ${name} TEMPLATE template0 STRATEGY file_copy`);
    return { url: url.href, drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
  },
};

/** The databases that a suite runs on: `describe.each(testDatabases())('… on $name', …)`. */
export function testDatabases(): readonly TestDatabase[] {
  return [sqlite, postgresql];
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

import { DataSource } from '@loopnest/models';
import { afterEach, beforeEach } from 'vitest';
import type { CreatedDatabase, TestDatabase } from '../support/databases.js';

/** A data source without an application, on a new database for each test. */
export function useDataSource(database: TestDatabase): { readonly db: DataSource } {
  const test = { db: undefined as unknown as DataSource };
  let created: CreatedDatabase;
  beforeEach(async () => {
    created = await database.create({ storage: 'file' });
    test.db = new DataSource('db', { connector: database.name, url: created.url });
  });
  afterEach(async () => {
    await test.db.disconnect();
    await created.drop();
  });
  return test;
}

/** What a function calls back. */
export function calledBack(call: (callback: (...results: unknown[]) => void) => unknown): Promise<unknown[]> {
  return new Promise((resolve) => {
    call((...results) => resolve(results));
  });
}

import type { DataSource } from '@loopnest/models';
import { afterEach, beforeEach, expect } from 'vitest';

/** Connections of each data source of these tests: few, so that one that is not given back is missed. */
export const FEW = { max: 3 };

interface Pool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** After each test nothing is left of it: no error that nobody handles, no connection in use, no transaction that is open. */
export function expectNoLeaks(db: () => DataSource): void {
  const stray: unknown[] = [];
  const note = (error: unknown) => void stray.push(error);
  beforeEach(() => {
    process.on('unhandledRejection', note);
    process.on('uncaughtException', note);
  });
  afterEach(async () => {
    // What comes late in a test comes by then.
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', note);
    process.off('uncaughtException', note);
    expect(stray.splice(0)).toEqual([]);
    await expectFreeConnections(db());
  });
}

/** No connection is in use, and all of them can be used: on SQLite, the one turn. */
export async function expectFreeConnections(db: DataSource): Promise<void> {
  if (db.connector.name === 'postgresql') {
    const pool = (await db.orm.driver.getConnection().getNativeClient()) as Pool;
    const inUse = () => ({ busy: pool.totalCount - pool.idleCount, waiting: pool.waitingCount });
    // What failed may have been one of several statements at a time.
    await expect.poll(inUse).toEqual({ busy: 0, waiting: 0 });
    const open = `SELECT count(*) AS n FROM pg_stat_activity
      WHERE datname = current_database() AND state LIKE 'idle in transaction%'`;
    expect(await db.connector.execute(open)).toEqual([{ n: 0 }]);
  }
  const count = db.connector.name === 'postgresql' ? FEW.max : 1;
  const transactions = await Promise.all(Array.from({ length: count }, () => db.beginTransaction()));
  await Promise.all(transactions.map((transaction) => transaction.rollback()));
}

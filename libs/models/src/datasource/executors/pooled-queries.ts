import { endsConnection } from '../dialects/postgresql-failure.js';
import type { PgCallback, PgPool, PgQuery, PgQueryable } from './postgresql-client.js';

/**
 * Queries on whichever connection of a pool is free. The pool's own `query` closes the connection of a query that fails,
 * whatever the reason: each value that a client sends and the database refuses would cost a new connection.
 */
export class PooledQueries implements PgQueryable {
  constructor(private readonly pool: PgPool) {}

  query(query: PgQuery, callback: PgCallback): void {
    this.pool.connect((failure, client) => {
      if (client === undefined) {
        callback(failure ?? new Error('The pool has no connection'));
        return;
      }
      let isOver = false;
      const settle: PgCallback = (error, result) => {
        if (isOver) return;
        isOver = true;
        client.removeListener('error', settle);
        client.release(error !== undefined && error !== null && !isRefusal(error));
        callback(error, result);
      };
      client.once('error', settle);
      try {
        client.query(query, settle);
      } catch (error) {
        settle(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }
}

/** Whether the database has answered, and the connection goes on. */
function isRefusal(error: Error): boolean {
  if (!('code' in error) || typeof error.code !== 'string') return false;
  return /^[0-9A-Z]{5}$/.test(error.code) && !endsConnection(error.code);
}

import type { TypeParsers } from '../dialects/postgresql-parsers.js';
import type { ExecuteResult } from '../executor.js';

/*
 * What we use of `pg`, which comes with MikroORM's driver: its own types would make it a dependency of whoever compiles
 * against this package.
 */

export interface PgQuery {
  text: string;
  values?: readonly unknown[];
  name?: string;
  types?: TypeParsers;
}

export interface PgResult {
  readonly rows: Record<string, unknown>[];
  readonly rowCount: number | null;
  readonly command: string;
}

export type PgCallback = (error: Error | null | undefined, result?: PgResult) => void;

export interface PgQueryable {
  query(query: PgQuery, callback: PgCallback): unknown;
}

export interface PgClient extends PgQueryable {
  once(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
  release(error?: Error | boolean): void;
}

/** A connection that belongs to no pool. */
export interface PgOwnClient extends PgQueryable {
  connect(): Promise<unknown>;
  end(): Promise<void>;
  on(event: 'notification', listener: (message: { readonly channel: string }) => void): unknown;
  on(event: 'error' | 'end', listener: (error?: Error) => void): unknown;
}

export interface PgPool {
  /** Makes connections like those of the pool. */
  readonly Client: new (options: object) => PgOwnClient;
  connect(): Promise<PgClient>;
  connect(callback: (error: Error | undefined, client: PgClient | undefined) => void): void;
  readonly options: { readonly types?: TypeParsers };
}

/** One query, one promise. `recover` may have another result for an error. */
export function queryPg(
  client: PgQueryable,
  query: PgQuery,
  recover?: (error: Error) => Promise<ExecuteResult> | undefined,
): Promise<ExecuteResult> {
  return new Promise((resolve, reject) => {
    client.query(query, (error, result) => {
      if (!error) {
        resolve({ rows: result?.rows ?? [], affected: result?.rowCount ?? 0 });
        return;
      }
      const recovered = recover?.(error);
      if (recovered === undefined) reject(error);
      else resolve(recovered);
    });
  });
}

/** A query of native SQL, which tells what was done. */
export function nativePg(client: PgQueryable, query: PgQuery): Promise<ExecuteResult> {
  return new Promise((resolve, reject) => {
    client.query(query, (error, result) => {
      if (error) reject(error);
      else resolve({ rows: result?.rows ?? [], affected: result?.rowCount ?? 0, command: result?.command });
    });
  });
}

/** One command of transactions; resolves to what was done (`COMMIT` of a failed transaction is a `ROLLBACK`). */
export function commandPg(client: PgQueryable, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    client.query({ text }, (error, result) => {
      if (error) reject(error);
      else resolve(result?.command ?? '');
    });
  });
}

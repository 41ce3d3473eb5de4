import type { TokenOptions } from '@loopnest/auth';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TOKEN_MIDDLEWARE = 'loopback#token';

/** What `server/middleware.json` says of the token middleware, in whatever phase it stands; nothing where it does not stand there. */
export function readTokenOptions(root: string): TokenOptions {
  const file = join(root, 'server', 'middleware.json');
  if (!existsSync(file)) return {};
  const phases = record(JSON.parse(readFileSync(file, 'utf8')));
  const entry = Object.values(phases)
    .map((phase) => record(phase)[TOKEN_MIDDLEWARE])
    .find((each) => each !== undefined);
  const first: unknown = Array.isArray(entry) ? entry[0] : entry;
  return record(record(first)['params']);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

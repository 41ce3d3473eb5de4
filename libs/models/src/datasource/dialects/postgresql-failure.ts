import type { DatabaseFailure } from '../dialect.js';

/** What we look at in an error of `pg`, or of the network. */
interface PostgresqlError {
  readonly code: string;
  readonly column?: unknown;
  readonly constraint?: unknown;
  readonly table?: unknown;
  readonly schema?: unknown;
  readonly detail?: unknown;
  readonly message?: unknown;
}

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'ENOENT',
]);
const NETWORK_MESSAGE =
  /^Connection terminated|^timeout (?:exceeded|expired)|^Client has encountered a connection error|^Cannot use a pool after/;

/** Whether an error with this SQLSTATE is about the connection, which cannot be used any more. */
export function endsConnection(sqlState: string): boolean {
  return /^(?:08|57P)/.test(sqlState);
}

/** What an error of PostgreSQL means, by its SQLSTATE; names of columns come without the values beside them. */
export function postgresqlFailure(error: unknown): DatabaseFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  if (NETWORK_MESSAGE.test(error.message)) return { kind: 'connection' };
  if (error instanceof AggregateError)
    return error.errors.map(postgresqlFailure).find((failure) => failure !== undefined);
  if (!hasCode(error)) return undefined;
  if (NETWORK.has(error.code) || endsConnection(error.code) || error.code === '53300') return { kind: 'connection' };
  const column = text(error.column);
  switch (error.code) {
    case '23505':
      return { kind: 'unique', columns: detailColumns(error.detail), constraint: text(error.constraint) };
    case '23502':
      return { kind: 'notNull', column };
    case '23503':
    // RESTRICT has a code of its own from PostgreSQL 18 on.
    case '23001':
      return {
        kind: 'foreignKey',
        column: detailColumns(error.detail)[0] ?? column,
        constraint: text(error.constraint),
        table: text(error.table),
        schema: text(error.schema),
      };
    case '22001':
      return { kind: 'tooLong', column };
    case '2201B':
      return { kind: 'invalidRegexp' };
    case '57014':
    case '55P03':
      return { kind: 'timeout' };
    case '42P01':
      return { kind: 'missingTable' };
    case '42703':
      return { kind: 'missingColumn' };
    default:
      return error.code.startsWith('22') ? { kind: 'invalidValue', column } : undefined;
  }
}

function hasCode(error: Error): error is Error & PostgresqlError {
  return 'code' in error && typeof error.code === 'string';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `Key (box, "fullName")=(7, x) already exists.` → `box`, `fullName`. */
function detailColumns(detail: unknown): string[] {
  const columns = typeof detail === 'string' ? /^Key \((.*?)\)=\(/s.exec(detail)?.[1] : undefined;
  if (columns === undefined) return [];
  return columns.split(', ').map((name) => (/^".*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name));
}

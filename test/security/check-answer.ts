import { HIDDEN_VALUE } from './hostile-models.js';
import type { Answer, HostileRequest } from './http-client.js';

/** What must not get out: SQL, texts of drivers, stacks, paths of files, errors of the program itself. */
const LEAKS: readonly RegExp[] = [
  /\bSELECT\b[\s\S]*\bFROM\b/i,
  /\bINSERT INTO\b|\bDELETE FROM\b|\bUPDATE "?\w+"? SET\b/i,
  /SQLITE_|\bsqlite/i,
  /\bpg_|\bpostgres/i,
  /\brelation "|\bcolumn "/,
  /syntax error at|: syntax error/,
  /no such (?:table|column|function)|does not exist at character|operator does not exist/,
  /invalid input syntax|invalid byte sequence|out of range for type|unterminated|malformed array literal/,
  /\bat Object\.|\n\s+at |\\n\s+at /,
  /node_modules|node:internal|file:\/\//,
  /\.[cm]?[jt]s:\d+/,
  /(?:^|[\s"'(])\/(?:home|root|tmp|usr|var|work|app)\//,
  /\b(?:Type|Range|Reference|Internal)Error\b/,
  /Cannot (?:read|set|convert|access) |is not (?:a function|iterable|defined(?! in the model))|call stack|circular structure/,
];

/** All that is wrong with an answer; none for one that is as documented. */
export function faultsOf(request: HostileRequest, answer: Answer): string[] {
  const faults: string[] = [];
  if (answer.body.includes(HIDDEN_VALUE)) faults.push('shows a hidden value');
  if (
    answer.status < 200 ||
    answer.status >= 500 ||
    (answer.status >= 300 && answer.status < 400 && answer.status !== 304)
  ) {
    faults.push(`status ${String(answer.status)}`);
  }
  if (answer.headers['set-cookie'] !== undefined) faults.push('a header of the client');
  if (answer.status >= 400) faults.push(...shapeFaults(request, answer));
  else if (isJson(answer) && !isHead(request) && parseJson(answer.body) === undefined) faults.push('is no JSON');
  if (!readsOwnWrites(request, answer)) faults.push(...leaksOf(request, answer));
  return faults;
}

function shapeFaults(request: HostileRequest, answer: Answer): string[] {
  const type = answer.headers['content-type'] ?? '';
  if (isHead(request)) return answer.body === '' ? [] : ['a body to HEAD'];
  if (answer.status === 406 && type.startsWith('text/plain'))
    return answer.body === 'Not Acceptable' ? [] : ['another 406'];
  // `_format` of the query says it, too.
  const accept = `${request.headers?.['accept'] ?? ''} ${request.path}`;
  if (type.startsWith('text/html') && /html|text\/|\*/.test(accept))
    return answer.body.startsWith('<!DOCTYPE html>') ? [] : ['no page'];
  if (type.startsWith('text/xml') && accept.includes('xml')) return answer.body.startsWith('<?xml') ? [] : ['no XML'];
  if (!isJson(answer)) return [`an error as "${type}": ${answer.body.slice(0, 80)}`];
  const { error } = (parseJson(answer.body) ?? {}) as { error?: Record<string, unknown> };
  if (typeof error !== 'object' || error === null) return ['an error of another shape'];
  const faults: string[] = [];
  if (error['statusCode'] !== answer.status) faults.push(`statusCode ${String(error['statusCode'])} in the error`);
  if (typeof error['name'] !== 'string' || error['name'] === '') faults.push('an error without a name');
  if (typeof error['message'] !== 'string' || error['message'] === '') faults.push('an error without a message');
  const others = Object.keys(error).filter(
    (key) => !['statusCode', 'name', 'message', 'code', 'details'].includes(key),
  );
  if (others.length > 0) faults.push(`an error with ${others.join(', ')}`);
  return faults;
}

// A text that the request itself brings may come back in a message.
function leaksOf(request: HostileRequest, { body }: Answer): string[] {
  const found = LEAKS.filter((leak) => leak.test(body));
  if (found.length === 0) return [];
  const own = textOf(request);
  return found.filter((leak) => !leak.test(own)).map((leak) => `tells ${leak.exec(body)?.[0].slice(0, 80) ?? ''}`);
}

// Rows of the tables that are written to hold what earlier requests brought.
function readsOwnWrites({ path }: HostileRequest, { status }: Answer): boolean {
  return status < 300 && !path.startsWith('/api/Things');
}

function textOf({ method, path, headers = {}, body = '' }: HostileRequest): string {
  return [method, path, decoded(path), ...Object.values(headers), body.toString()].join('\n');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isHead({ method }: HostileRequest): boolean {
  return method === 'HEAD';
}

function isJson({ headers }: Answer): boolean {
  return headers['content-type']?.startsWith('application/json') === true;
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

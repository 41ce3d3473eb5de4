import { Readable } from 'node:stream';
import type { RemoteResultOptions } from '../../model/remoting/remote-method-options.js';
import type { RemoteCall } from '../remote-call.js';

/** The results of a declared method, by what becomes of them. */
export interface DeclaredResults {
  readonly all: readonly RemoteResultOptions[];
  /** The result that is the whole answer; `undefined` where the answer is an object of named ones. */
  readonly root: RemoteResultOptions | undefined;
}

export function declaredResults(
  returns: RemoteResultOptions | readonly RemoteResultOptions[] | undefined,
): DeclaredResults {
  const all = returns === undefined ? [] : ([returns].flat() as readonly RemoteResultOptions[]);
  return { all, root: all.find((result) => result.root === true && result.http?.target === undefined) };
}

/** The values of a method as they are answered; a status or a header among them is set at once. */
export function answerOfValues(results: DeclaredResults, values: readonly unknown[], call: RemoteCall): unknown {
  const answer: Record<string, unknown> = {};
  let whole: unknown;
  for (const [index, result] of results.all.entries()) {
    const value = values[index];
    checkInteger(result, value, call);
    if (result.http?.target === 'status') setStatus(call, value);
    else if (result.http?.target === 'header') setHeader(call, result, value);
    else if (result === results.root) whole = isFile(result) ? value : shownValue(value);
    else if (result.arg !== undefined) answer[result.arg] = shownValue(value);
  }
  return results.root === undefined ? answer : whole;
}

/** Whether a result is sent as it is: a text, bytes, or a stream of them. */
export function isFile(result: RemoteResultOptions | undefined): boolean {
  return typeof result?.type === 'string' && result.type.toLowerCase() === 'file';
}

/** Whether a result is a stream that is sent as events. */
export function isStream(result: RemoteResultOptions | undefined): boolean {
  return typeof result?.type === 'string' && result.type.toLowerCase() === 'readablestream';
}

/** What can be sent as a file. */
export function isFileContent(value: unknown): value is string | Uint8Array | Readable {
  return typeof value === 'string' || value instanceof Uint8Array || value instanceof Readable;
}

// Kept from LoopBack 3 on purpose (conversation "remote-returns"): dates and bytes say their type where they are results themselves.
function shownValue(value: unknown): unknown {
  if (value instanceof Date) return { $type: 'date', $data: value.toISOString() };
  if (Buffer.isBuffer(value)) return { $type: 'base64', $data: value.toString('base64') };
  return value;
}

function checkInteger({ arg = '', type }: RemoteResultOptions, value: unknown, call: RemoteCall): void {
  const isList = Array.isArray(type);
  const name: unknown = isList ? type[0] : type;
  if (typeof name !== 'string' || name.toLowerCase() !== 'integer' || value === undefined || value === null) return;
  const items = isList && Array.isArray(value) ? (value as unknown[]) : [value];
  if (!items.every(Number.isSafeInteger)) throw fault(call, `the result "${arg}" is not a safe integer`);
}

function setStatus(call: RemoteCall, value: unknown): void {
  if (value === undefined || value === null) return;
  const status = Number(value);
  if (!Number.isInteger(status) || status < 100 || status > 599) throw fault(call, `${String(value)} is no status`);
  call.res.statusCode = status;
}

function setHeader(call: RemoteCall, { arg = '', http }: RemoteResultOptions, value: unknown): void {
  if (value === undefined || value === null) return;
  try {
    call.res.setHeader(http?.header ?? arg, Array.isArray(value) ? value.map(String) : String(value as string));
  } catch (error) {
    throw fault(call, error instanceof Error ? error.message : String(error));
  }
}

function fault({ model, method }: RemoteCall, text: string): Error {
  return new Error(`${model.modelName}.${method.name}: ${text}`);
}

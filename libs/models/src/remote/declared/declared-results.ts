import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { RemoteResultOptions } from '../../model/remoting/remote-method-options.js';
import type { RemoteCall } from '../remote-call.js';

/** The results of a declared method, by what becomes of them. */
export interface DeclaredResults {
  readonly all: readonly RemoteResultOptions[];
  /** The result that is the whole answer; `undefined` where the answer is an object of named ones. */
  readonly root: RemoteResultOptions | undefined;
  /** The result that is sent as a stream of events. */
  readonly stream: RemoteResultOptions | undefined;
}

export function declaredResults(
  returns: RemoteResultOptions | readonly RemoteResultOptions[] | undefined,
): DeclaredResults {
  const all = returns === undefined ? [] : ([returns].flat() as readonly RemoteResultOptions[]);
  return {
    all,
    root: all.find((result) => result.root === true && result.http?.target === undefined),
    stream: all.find(isStream),
  };
}

/** The values of a method as they are answered; a status or a header among them is set at once. */
export function answerOfValues(results: DeclaredResults, values: readonly unknown[], call: RemoteCall): unknown {
  // A fault in one of them is told before any has had an effect.
  for (const [index, result] of results.all.entries()) checkResult(result, values[index], call);
  const answer: Record<string, unknown> = {};
  let whole: unknown;
  for (const [index, result] of results.all.entries()) {
    const value = values[index];
    if (result.http?.target !== undefined) setTarget(call, result, value);
    else if (result === (results.stream ?? results.root)) whole = isFile(result) ? value : shownValue(value);
    else if (result.arg !== undefined) answer[result.arg] = shownValue(value);
  }
  return results.root === undefined && results.stream === undefined ? answer : whole;
}

function checkResult(result: RemoteResultOptions, value: unknown, call: RemoteCall): void {
  checkInteger(result, value, call);
  if (value === undefined || value === null) return;
  if (result.http?.target === 'status' && !isStatus(Number(value))) throw fault(call, `${String(value)} is no status`);
  if (result.http?.target !== 'header') return;
  try {
    validateHeaderName(headerName(result));
    for (const each of headerValues(value)) validateHeaderValue(headerName(result), each);
  } catch (error) {
    throw fault(call, error instanceof Error ? error.message : String(error));
  }
}

/** Whether a number can be the status of an answer. */
export function isStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 200 && status <= 599;
}

function setTarget({ res }: RemoteCall, result: RemoteResultOptions, value: unknown): void {
  if (value === undefined || value === null) return;
  if (result.http?.target === 'status') {
    res.statusCode = Number(value);
    return;
  }
  const values = headerValues(value);
  res.setHeader(headerName(result), values.length === 1 ? (values[0] ?? '') : values);
}

function headerName({ arg = '', http }: RemoteResultOptions): string {
  return http?.header ?? arg;
}

function headerValues(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [String(value as string)];
}

/** Whether a result is sent as it is: a text, bytes, or a stream of them. */
export function isFile(result: RemoteResultOptions | undefined): boolean {
  return typeof result?.type === 'string' && result.type.toLowerCase() === 'file';
}

function isStream(result: RemoteResultOptions): boolean {
  return typeof result.type === 'string' && result.type.toLowerCase() === 'readablestream';
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

function fault({ model, method }: RemoteCall, text: string): Error {
  return new Error(`${model.modelName}.${method.name}: ${text}`);
}

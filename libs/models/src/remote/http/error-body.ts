import { STATUS_CODES } from 'node:http';
import { BatchError } from '../../model/operations/create-many.js';

/** An error as a client is told of it (the chapter on REST, section 5). */
export interface ErrorBody {
  readonly statusCode: number;
  readonly name?: string;
  readonly message: string;
  readonly code?: unknown;
  readonly details?: unknown;
  readonly stack?: string;
}

/** What to show of an error. A server error shows its status only, except in debug mode. */
export function errorBody(error: unknown, debug: boolean, errorStatus = 500): ErrorBody {
  if (error instanceof BatchError) return batchBody(error, debug);
  const source = isObject(error) ? error : {};
  const statusCode = statusOf(source, errorStatus);
  const stack = debug && typeof source['stack'] === 'string' ? { stack: source['stack'] } : {};
  if (statusCode >= 500 && !debug) return { statusCode, message: STATUS_CODES[statusCode] ?? 'Internal Server Error' };
  return {
    statusCode,
    name: typeof source['name'] === 'string' ? source['name'] : 'Error',
    message: messageOf(error, source),
    ...(source['code'] === undefined ? {} : { code: source['code'] }),
    ...(source['details'] === undefined ? {} : { details: source['details'] }),
    ...stack,
  };
}

/** What the log is told of an error: those of a batch that are the server's own, or else the error itself. */
export function errorsToLog(error: unknown): readonly unknown[] {
  if (!(error instanceof BatchError)) return [error];
  return [...error].filter((each) => each !== undefined && errorBody(each, false).statusCode >= 500);
}

/** The status of an error: `statusCode`, else `status`, where it is one of an error; what the method says for all others. */
function statusOf(source: Readonly<Record<string, unknown>>, otherwise: number): number {
  const getStatus = source['getStatus'];
  const candidates = [
    source['statusCode'],
    source['status'],
    typeof getStatus === 'function' ? getStatus.call(source) : undefined,
  ];
  const status: unknown = candidates.find((candidate) => typeof candidate === 'number');
  return typeof status === 'number' && Number.isInteger(status) && status >= 400 && status < 600 ? status : otherwise;
}

function batchBody(errors: BatchError, debug: boolean): ErrorBody {
  const details = errors.instances.map((_instance, index) =>
    errors[index] === undefined ? null : errorBody(errors[index], debug),
  );
  const isServers = details.some((detail) => detail !== null && detail.statusCode >= 500);
  const statusCode = isServers ? 500 : 422;
  return {
    statusCode,
    name: 'Error',
    message: 'Failed with multiple errors, see `details` for more information.',
    details,
  };
}

function messageOf(error: unknown, source: Readonly<Record<string, unknown>>): string {
  if (typeof source['message'] === 'string') return source['message'];
  return typeof error === 'string' ? error : '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnyModel } from '../model/model.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import type { QueryString } from './http/query-string.js';
import type { RemoteMethod } from './remote-method.js';

/** A request as Express and Fastify (its raw one) hand it on. */
export interface RemoteRequest extends IncomingMessage {
  /** Set by a parser of the host, or by ours. */
  body?: unknown;
  originalUrl?: string;
}

/** One call of a remote method over HTTP, from its route to its answer. */
export interface RemoteCall {
  readonly req: RemoteRequest;
  readonly res: ServerResponse;
  readonly model: AnyModel;
  readonly method: RemoteMethod;
  /** Parameters of the path, decoded. */
  readonly params: ReadonlyMap<string, string>;
  readonly query: QueryString;
  /** What every data call of this request gets as its options. */
  readonly options: OperationOptions;
}

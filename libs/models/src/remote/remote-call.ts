import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnyModel } from '../model/model.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import type { RemoteContext } from './hooks/remote-context.js';
import type { QueryString } from './http/query-string.js';
import type { RemoteMethod, RemoteRoute } from './remote-method.js';

/** A request as Express and Fastify (its raw one) hand it on. */
export interface RemoteRequest extends IncomingMessage {
  /** Set by a parser of the host, or by ours. */
  body?: unknown;
  originalUrl?: string;
}

/**
 * How far a call has come: its arguments cannot be read; guards and pipes of the host; hooks and method; its result is looked
 * at. Error hooks are about the second and the third.
 */
export type CallStage = 'unreadable' | 'host' | 'method' | 'result';

/** One call of a remote method over HTTP, from its route to its answer. */
export interface RemoteCall {
  readonly req: RemoteRequest;
  readonly res: ServerResponse;
  readonly model: AnyModel;
  readonly method: RemoteMethod;
  readonly route: RemoteRoute;
  /** Parameters of the path, decoded. */
  readonly params: ReadonlyMap<string, string>;
  readonly query: QueryString;
  /** What every data call of this request gets as its options. */
  options: OperationOptions;
  /** How many rows are answered at most. */
  readonly pageSize: number | undefined;
  /** The arguments as the request gives them, converted, where access control has read them already. */
  given: readonly unknown[] | undefined;
  /** The arguments, converted, once they are read and pipes have seen them. */
  values: readonly unknown[] | undefined;
  /** The instance that a method of instances is called on, once it is looked up. */
  instance: object | undefined;
  /** What hooks and methods of the application see; made when it is needed. */
  context: RemoteContext | undefined;
  stage: CallStage;
  /** Hooks look at the result: instances rather than plain rows. */
  needsInstances: boolean;
  /** Whether the result is an object of named results already. */
  hasNamedResult: boolean;
}

import type { ServerResponse } from 'node:http';
import type { RemoteCall, RemoteRequest } from '../remote-call.js';
import { type SharedMethod, sharedMethod } from './shared-method.js';

/** The context of a call, as remote hooks and methods of an application see it (the chapter on hooks, B3). */
export class RemoteContext {
  /** The arguments by their names, converted; hooks may change them, and set those that were not given. */
  readonly args: Record<string, unknown> = {};
  /** The instance that a method of instances is called on. */
  instance: unknown;
  /** What will be answered. */
  result: unknown;
  /** What went wrong. */
  error: unknown;
  readonly method: SharedMethod;
  readonly methodString: string;
  readonly req: RemoteRequest;
  readonly res: ServerResponse;

  constructor({ req, res, model, method }: RemoteCall) {
    this.req = req;
    this.res = res;
    this.method = sharedMethod(model, method);
    this.methodString = this.method.stringName;
  }

  /** The options that data calls of this request get. */
  get options(): unknown {
    return this.args['options'];
  }
}

/** The context of a call, made when it is first asked for. */
export function contextOf(call: RemoteCall): RemoteContext {
  return (call.context ??= new RemoteContext(call));
}

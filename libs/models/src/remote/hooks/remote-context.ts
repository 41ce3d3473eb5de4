import type { ServerResponse } from 'node:http';
import type { OperationOptions } from '../../model/operations/operation-options.js';
import type { RemoteCall, RemoteRequest } from '../remote-call.js';
import { type SharedMethod, sharedMethod } from './shared-method.js';

/** The context of a call, as remote hooks and methods of an application see it (the chapter on hooks, B3). */
export class RemoteContext {
  /** What will be answered. */
  result: unknown;
  /** What went wrong. */
  error: unknown;
  readonly method: SharedMethod;
  readonly methodString: string;
  readonly req: RemoteRequest;
  readonly res: ServerResponse;
  private named: Record<string, unknown> | undefined;

  constructor(private readonly call: RemoteCall) {
    this.req = call.req;
    this.res = call.res;
    this.method = sharedMethod(call.model, call.method);
    this.methodString = this.method.stringName;
  }

  /** The arguments by their names, converted; hooks may change them, and set those that were not given. */
  get args(): Record<string, unknown> {
    if (this.named === undefined || !this.hasValues) {
      this.hasValues = (this.call.values ?? this.call.given) !== undefined;
      this.named = namedArguments(this.call);
    }
    return this.named;
  }

  /** The instance that a method of instances is called on. */
  get instance(): object | undefined {
    return this.call.instance;
  }

  set instance(instance: object | undefined) {
    this.call.instance = instance;
  }

  /** The options that data calls of this request get. */
  get options(): OperationOptions {
    return this.call.options;
  }

  /** Forgets what hooks have made of the arguments: the call is made again. */
  begin(): void {
    this.named = undefined;
    this.hasValues = false;
    this.result = undefined;
  }

  // Before the arguments are read there are none.
  private hasValues = false;
}

/** The context of a call, made when it is first asked for. */
export function contextOf(call: RemoteCall): RemoteContext {
  return (call.context ??= new RemoteContext(call));
}

/** The arguments of a call's method by position: the id of an instance is none of them. */
export function ownArguments({ method }: RemoteCall): readonly (readonly [index: number, name: string])[] {
  const named = method.accepts.map(({ arg }, index) => [index, arg] as const);
  return method.isStatic ? named : named.slice(1);
}

function namedArguments(call: RemoteCall): Record<string, unknown> {
  const { method, options } = call;
  const values = call.values ?? call.given ?? [];
  const args: Record<string, unknown> = {};
  for (const [index, name] of ownArguments(call)) if (values[index] !== undefined) args[name] = values[index];
  // Those that an application declares say it themselves where they take the options.
  return method.declaration === undefined ? { ...args, options } : args;
}

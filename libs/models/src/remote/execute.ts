import { readArgument } from './read-arguments.js';
import type { RemoteCall } from './remote-call.js';

/** The arguments of a call, converted, in the order of `accepts`. */
export function readArguments(call: RemoteCall): unknown[] {
  return call.method.accepts.map((argument) => readArgument(call, argument));
}

/** Runs the method of a call with its arguments: the way of every request, whatever serves it. */
export async function execute(call: RemoteCall, values: readonly unknown[]): Promise<unknown> {
  return checked(call, await call.method.invoke(call.model, values, call.options, call));
}

/** The result of a call; throws where it stands for "not there". */
export function checked(call: RemoteCall, result: unknown): unknown {
  call.method.checkResult?.(result, call);
  return result;
}

/** What is answered for a result: the value itself where the method says so, an object by the result's name otherwise. */
export function answerOf(call: RemoteCall, result: unknown): unknown {
  const [first] = call.method.returns;
  return first === undefined || first.root === true ? result : { [first.arg]: result };
}

import { ANSWERED } from './declared/call-function.js';
import { mayHaveHooks } from './hooks/find-hooks.js';
import { fillArguments, requireArguments, type RunMethod, runWithHooks } from './hooks/run-with-hooks.js';
import { instanceOf } from './methods/instance-of.js';
import { readArgument } from './read-arguments.js';
import type { RemoteCall } from './remote-call.js';

/** The arguments of a call, converted, in the order of `accepts`. */
export function readArguments(call: RemoteCall): unknown[] {
  return call.method.accepts.map((argument) => readArgument(call, argument));
}

/** Runs the method of a call with its arguments: the way of every request, whatever serves it. */
export async function execute(call: RemoteCall, values: readonly unknown[]): Promise<unknown> {
  return executeWith(call, values, (given) => call.method.invoke(call.model, given, call.options, call));
}

/** The same with something in place of the method: remote hooks run around it, too. */
export async function executeWith(call: RemoteCall, values: readonly unknown[], run: RunMethod): Promise<unknown> {
  call.stage = 'method';
  if (mayHaveHooks(call) || call.method.declaration?.rest !== undefined)
    return checked(call, await runWithHooks(call, values, run));
  if (call.method.declaration !== undefined) {
    // An instance that is not there goes before an argument that is missing.
    if (!call.method.isStatic) await instanceOf(call.model, values[0], call);
    requireArguments(call, values);
    if (call.context !== undefined) fillArguments(call.context, call, values);
  }
  return checked(call, await run(values));
}

/** The result of a call; throws where it stands for "not there". */
function checked(call: RemoteCall, result: unknown): unknown {
  // Error hooks have nothing to do with what follows.
  call.stage = 'result';
  if (result !== ANSWERED) call.method.checkResult?.(result, call);
  return result;
}

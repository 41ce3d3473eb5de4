import { ANSWERED } from './declared/call-function.js';
import { mayHaveHooks } from './hooks/find-hooks.js';
import { contextOf } from './hooks/remote-context.js';
import { callHook } from './hooks/run-hooks.js';
import { requireArguments, type RunMethod, runWithHooks } from './hooks/run-with-hooks.js';
import { instanceOf } from './methods/instance-of.js';
import { methodOptions } from './method-options.js';
import { namedResult } from './named-result.js';
import { readArgument } from './read-arguments.js';
import type { RemoteCall } from './remote-call.js';

/** The arguments of a call, converted, in the order of `accepts`. */
export function readArguments(call: RemoteCall): readonly unknown[] {
  return call.given ?? call.method.accepts.map((argument) => readArgument(call, argument));
}

/** Runs the method of a call with its arguments: the way of every request, whatever serves it. */
export function execute(call: RemoteCall, values: readonly unknown[]): Promise<unknown> {
  return executeWith(call, values, (given) => call.method.invoke(call.model, given, methodOptions(call), call));
}

/** The same with something in place of the method: remote hooks run around it, too. */
export async function executeWith(call: RemoteCall, values: readonly unknown[], run: RunMethod): Promise<unknown> {
  call.stage = 'method';
  call.values = values;
  // A host may run a call again.
  call.hasNamedResult = false;
  call.context?.begin();
  // What is built in and nobody hooks into takes the shortest way.
  const isPlain = call.method.declaration === undefined && !mayHaveHooks(call);
  const result = await (isPlain ? run(values) : runDeclared(call, values, run));
  // Error hooks have nothing to do with what follows.
  call.stage = 'result';
  if (result !== ANSWERED) call.method.checkResult?.(result, call);
  return result;
}

function runDeclared(call: RemoteCall, values: readonly unknown[], run: RunMethod): Promise<unknown> {
  const rest = call.method.declaration?.rest;
  return rest === undefined ? runMethod(call, values, run) : runAround(call, rest, values, run);
}

async function runMethod(call: RemoteCall, values: readonly unknown[], run: RunMethod): Promise<unknown> {
  if (mayHaveHooks(call)) return runWithHooks(call, values, run);
  if (call.method.declaration !== undefined) {
    // An instance that is not there goes before an argument that is missing.
    if (!call.method.isStatic) await instanceOf(call.model, values[0], call);
    requireArguments(call, values);
  }
  return run(values);
}

/** The functions `rest.before` and `rest.after` of a declaration, inside of which the hooks run. */
async function runAround(
  call: RemoteCall,
  { before, after }: NonNullable<NonNullable<RemoteCall['method']['declaration']>['rest']>,
  values: readonly unknown[],
  run: RunMethod,
): Promise<unknown> {
  const context = contextOf(call);
  if (before !== undefined && (await callHook(before as never, [context], context)) === ANSWERED) return ANSWERED;
  const result = await runMethod(call, values, run);
  if (after === undefined || result === ANSWERED) return result;
  context.result = namedResult(call, result);
  call.hasNamedResult = true;
  call.stage = 'result';
  return (await callHook(after as never, [context], context)) === ANSWERED ? ANSWERED : context.result;
}

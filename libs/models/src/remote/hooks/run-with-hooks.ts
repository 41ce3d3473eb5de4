import { LoopnestError } from '../../errors/loopnest.error.js';
import type { OperationOptions } from '../../model/operations/operation-options.js';
import { ANSWERED } from '../declared/call-function.js';
import { instanceOf } from '../methods/instance-of.js';
import { namedResult } from '../named-result.js';
import type { RemoteCall } from '../remote-call.js';
import { findHooks } from './find-hooks.js';
import { contextOf, ownArguments, type RemoteContext } from './remote-context.js';
import { runHooks } from './run-hooks.js';

/** Runs what a call is for: its method, with arguments in their order. */
export type RunMethod = (values: readonly unknown[]) => unknown;

/** The course of a call with hooks (the chapter on hooks, B4), from the instance to the result, by its name. */
export async function runWithHooks(call: RemoteCall, values: readonly unknown[], run: RunMethod): Promise<unknown> {
  const context = contextOf(call);
  // One that is not there is told before the hooks run.
  if (!call.method.isStatic) await instanceOf(call.model, values[0], call);
  if ((await runHooks(call, 'before')) === ANSWERED) return ANSWERED;
  call.needsInstances = findHooks(call, 'after').length > 0;
  const given = givenArguments(context, call, values);
  requireArguments(call, given);
  const result = await run(given);
  if (result === ANSWERED) return ANSWERED;
  context.result = namedResult(call, result);
  call.hasNamedResult = true;
  return (await runHooks(call, 'after')) === ANSWERED ? ANSWERED : context.result;
}

/** Refuses a call without an argument that is required: 400. */
export function requireArguments({ method }: RemoteCall, values: readonly unknown[]): void {
  for (const [index, argument] of method.accepts.entries()) {
    const value = values[index];
    if (argument.required === true && (value === undefined || value === null || value === ''))
      throw new LoopnestError(400, `${argument.arg} is a required argument`);
  }
}

/** Gives a failure to the error hooks: the error that is answered. One of theirs takes its place. */
export async function errorAfterHooks(call: RemoteCall, error: unknown): Promise<unknown> {
  const context = contextOf(call);
  context.error = error;
  try {
    await runHooks(call, 'afterError');
    return context.error;
  } catch (other) {
    return other;
  }
}

/** The arguments as hooks have left them. */
function givenArguments({ args }: RemoteContext, call: RemoteCall, values: readonly unknown[]): unknown[] {
  const given = [...values];
  for (const [index, name] of ownArguments(call)) given[index] = args[name];
  const { options } = args;
  // An argument of that name that an application declares is the client's.
  const isOurs = call.method.declaration === undefined;
  if (isOurs && typeof options === 'object' && options !== null) call.options = options as OperationOptions;
  return given;
}

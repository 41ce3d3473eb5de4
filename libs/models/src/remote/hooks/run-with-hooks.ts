import { LoopnestError } from '../../errors/loopnest.error.js';
import type { OperationOptions } from '../../model/operations/operation-options.js';
import { ANSWERED } from '../declared/call-function.js';
import { namedResult } from '../named-result.js';
import { instanceOf } from '../methods/instance-of.js';
import type { RemoteCall } from '../remote-call.js';
import { findHooks } from './find-hooks.js';
import { contextOf, type RemoteContext } from './remote-context.js';
import { callHook, runHooks } from './run-hooks.js';

/** Runs what a call is for: its method, with arguments in their order. */
export type RunMethod = (values: readonly unknown[]) => unknown;

/** The course of a call with hooks (the chapter on hooks, B4), from the instance to the result. */
export async function runWithHooks(call: RemoteCall, values: readonly unknown[], run: RunMethod): Promise<unknown> {
  const context = contextOf(call);
  fillArguments(context, call, values);
  // One that is not there is told before the hooks run.
  if (!call.method.isStatic) context.instance = await instanceOf(call.model, values[0], call);
  if ((await runHooks(call, 'before')) === ANSWERED) return ANSWERED;
  call.needsInstances = findHooks(call, 'after').length > 0;
  const given = readArguments(context, call, values);
  requireArguments(call, given);
  const result = await runInside(call, context, () => run(given));
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

// The id of an instance is no argument of its methods.
function ownArguments({ method }: RemoteCall): readonly [index: number, name: string][] {
  const named = method.accepts.map(({ arg }, index): [number, string] => [index, arg]);
  return method.isStatic ? named : named.slice(1);
}

/** Shows the arguments to hooks, and to methods that take the context. */
export function fillArguments({ args }: RemoteContext, call: RemoteCall, values: readonly unknown[]): void {
  for (const [index, name] of ownArguments(call)) if (values[index] !== undefined) args[name] = values[index];
  if (call.method.declaration === undefined) args['options'] = call.options;
}

function readArguments({ args, instance }: RemoteContext, call: RemoteCall, values: readonly unknown[]): unknown[] {
  const given = [...values];
  for (const [index, name] of ownArguments(call)) given[index] = args[name];
  if (typeof args['options'] === 'object' && args['options'] !== null)
    call.options = args['options'] as OperationOptions;
  if (typeof instance === 'object' && instance !== null) call.instance = instance;
  return given;
}

async function runInside(call: RemoteCall, context: RemoteContext, run: () => unknown): Promise<unknown> {
  const { before, after } = call.method.declaration?.rest ?? {};
  if (before !== undefined && (await callHook(before as never, [context], context)) === ANSWERED) return ANSWERED;
  const result = await run();
  if (after === undefined || result === ANSWERED) return result;
  context.result = namedResult(call, result);
  return (await callHook(after as never, [context], context)) === ANSWERED ? ANSWERED : context.result;
}

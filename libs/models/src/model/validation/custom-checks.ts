import type { CheckSubject, Fail } from './check.js';
import type { RunCheck } from './value-checks.js';

/** Ends a check. An error fails the operation. */
export type CheckDone = (error?: unknown) => void;

type Callable = (...parameters: unknown[]) => unknown;

/** A check of an application's own: called with the instance as `this`, it calls `fail` as often as something is wrong. */
export function customCheck(check: Callable): RunCheck {
  return (_value, fail, { instance, options }) => check.call(instance, fail, options);
}

/** One that ends later: it calls `done` in any case, or takes no `done` and returns a promise. */
export function asyncCustomCheck(check: Callable): RunCheck {
  return (_value, fail, subject) => callAsync(check, fail, subject);
}

async function callAsync(check: Callable, fail: Fail, { instance, options }: CheckSubject): Promise<void> {
  if (check.length < 2) {
    await check.call(instance, fail);
    return;
  }
  await new Promise<void>((resolve, reject) => {
    let isOpen = true;
    const failInTime: Fail = (kind) => {
      if (isOpen) fail(kind);
    };
    // Calls after the first change nothing. What is no error is what callbacks of other calls are given.
    const done: CheckDone = (error) => {
      isOpen = false;
      if (error instanceof Error) reject(error);
      else resolve();
    };
    const ends = check.length < 3 ? [done] : [options, done];
    const returned = check.call(instance, failInTime, ...ends);
    // A function that takes `done` ends by calling it, but a promise of it may be rejected before.
    Promise.resolve(returned).catch(reject);
  });
}

import { expect } from 'vitest';

/** What a callback is called with. */
export type Results = unknown[];

/** Calls with a callback, and waits until it could have been called twice. */
export async function called(call: (callback: (...results: Results) => void) => unknown): Promise<Results> {
  const calls: Results[] = [];
  const first = Promise.withResolvers<void>();
  let hasReturned = false;
  const returned = call((...results) => {
    expect(hasReturned).toBe(true);
    calls.push(results);
    first.resolve();
  });
  hasReturned = true;
  await Promise.all([first.promise, returned]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(calls).toHaveLength(1);
  return calls[0] ?? [];
}

/** Runs something that throws later than anybody could catch, and says how often and what. */
export async function uncaught(run: () => unknown): Promise<unknown[]> {
  const listeners = process.rawListeners('uncaughtException') as ((error: Error) => void)[];
  const thrown: unknown[] = [];
  process.removeAllListeners('uncaughtException').on('uncaughtException', (error) => thrown.push(error));
  try {
    await run();
    await expect.poll(() => thrown.length).toBeGreaterThan(0);
    await new Promise((resolve) => setImmediate(resolve));
    return thrown;
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const listener of listeners) process.on('uncaughtException', listener);
  }
}

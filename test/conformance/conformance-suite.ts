import { describe, expect, it } from 'vitest';
import type { TestDatabase } from '../support/databases.js';
import { findOpenTrace } from './open-traces.js';
import { replayTrace, within } from './replay-trace.js';
import { readTraces, type Trace } from './traces.js';

const TRACE_TIMEOUT = 60_000;

/** Replays every recorded conversation on a database, one test each. */
export function conformanceSuite(database: TestDatabase): void {
  describe(`LoopBack's answers on ${database.name}`, () => {
    for (const trace of readTraces()) {
      const open = findOpenTrace(trace.name, database.name);
      const name = `${trace.name} on ${database.name}`;
      if (open) {
        it(`${name} (open: ${open.reason})`, { timeout: 2 * TRACE_TIMEOUT }, async ({ task }) => {
          if (await passes(trace, database)) {
            expect.fail(`${name} passes: take it off the list in test/conformance/open-traces.ts.`);
          }
          task.meta.conformance = 'open';
        });
      } else {
        it(name, { timeout: TRACE_TIMEOUT }, async ({ task }) => {
          const failures = await replayTrace(trace, database, { differences: 'all', startTimeout: 20_000 });
          if (failures.length > 0) {
            const count = `${failures.length} of ${trace.steps.length} answers are not LoopBack's`;
            expect.fail([`${count}:`, ...failures].join('\n  '));
          }
          task.meta.conformance = 'passes';
        });
      }
    }
  });
}

/** Whether an open trace passes after all. Whatever its application does wrong, now or later, is no failure of the run. */
async function passes(trace: Trace, database: TestDatabase): Promise<boolean> {
  const release = containStrayErrors();
  try {
    const replay = replayTrace(trace, database, { differences: 'first', startTimeout: 10_000 });
    return (await within(TRACE_TIMEOUT, replay, 'The conversation did not end')).length === 0;
  } catch {
    return false;
  } finally {
    // A rejection that nobody handles is reported once the microtasks are through.
    await new Promise((resolve) => setImmediate(resolve));
    release();
  }
}

/** Keeps errors that nobody catches from the test runner, which would fail the run for them. */
function containStrayErrors(): () => void {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const ignore = (): void => undefined;
  const restore = events.map((event) => {
    const listeners = process.rawListeners(event) as ((...args: unknown[]) => void)[];
    process.removeAllListeners(event);
    process.on(event, ignore);
    return () => {
      process.off(event, ignore);
      for (const listener of listeners) process.on(event, listener);
    };
  });
  return () => restore.forEach((undo) => undo());
}

import { serve } from '@loopnest/cli';
import type { TestDatabase } from '../support/databases.js';
import { compare, run, type TraceStep } from './trace.mjs';
import { appDirectory, type Trace } from './traces.js';

const CLOSE_TIMEOUT = 10_000;

export interface ReplayOptions {
  /** `first`: stops at the first answer that differs. */
  readonly differences: 'all' | 'first';
  /** Milliseconds within which the application has to start. */
  readonly startTimeout: number;
}

/** Serves the trace's application on a new database and says which answers are not LoopBack's: empty where all are. */
export async function replayTrace(trace: Trace, database: TestDatabase, options: ReplayOptions): Promise<string[]> {
  const { url, drop } = await database.create();
  try {
    return await replayOn(url, trace, options);
  } finally {
    await drop();
  }
}

async function replayOn(database: string, trace: Trace, options: ReplayOptions): Promise<string[]> {
  const log: string[] = [];
  const starting = serve({
    directory: appDirectory(trace),
    database,
    host: '127.0.0.1',
    port: 0,
    env: Object.fromEntries(Object.entries(trace.env ?? {}).filter(([, value]) => value !== '')),
    log: (line) => log.push(line),
  });
  const server = await within(options.startTimeout, starting, 'The application did not start').catch(
    (cause: unknown) => {
      // An application that starts too late must not stay.
      starting.then((late) => late.close()).catch(() => undefined);
      throw new Error([`${trace.app} did not start: ${String(cause)}`, ...log.slice(-5)].join('\n'), { cause });
    },
  );

  const failures: string[] = [];
  const enough = new Error('enough');
  try {
    await run(server.url + trace.root, trace.steps, (step, answer) => {
      const why = compare(step.expect, answer, step);
      if (why.length > 0) failures.push(describeFailure(step, why));
      if (why.length > 0 && options.differences === 'first') throw enough;
    });
  } catch (error) {
    if (error !== enough) throw error;
  } finally {
    await within(CLOSE_TIMEOUT, server.close(), 'The application did not close');
  }
  return failures;
}

function describeFailure(step: TraceStep, why: readonly string[]): string {
  const more = why.length > 3 ? `; and ${why.length - 3} more` : '';
  return `${step.name} (${step.req[0]} ${step.req[1]}): ${why.slice(0, 3).join('; ')}${more}`;
}

/** Gives up waiting for a promise after so many milliseconds. */
export async function within<T>(milliseconds: number, promise: Promise<T>, what: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`${what} within ${milliseconds / 1000} s.`)), milliseconds);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

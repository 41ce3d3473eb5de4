import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TraceStep } from './trace.mjs';

/** A conversation recorded with LoopBack 3. */
export interface Trace {
  readonly name: string;
  /** Directory below `apps`. */
  readonly app: string;
  /** Put before every path. */
  readonly root: string;
  /** Environment of the server; an empty value means that the variable is not set. */
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly TraceStep[];
}

const directory = import.meta.dirname;

export function readTraces(): readonly Trace[] {
  return readdirSync(join(directory, 'traces'))
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => JSON.parse(readFileSync(join(directory, 'traces', file), 'utf8')) as Trace);
}

export function appDirectory(trace: Trace): string {
  return join(directory, 'apps', trace.app);
}

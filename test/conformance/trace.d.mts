/** One request of a recording and what LoopBack answered. */
export interface TraceStep {
  readonly name: string;
  readonly req: readonly [method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>];
  readonly expect: TraceAnswer;
}

export interface TraceAnswer {
  readonly status: number;
  readonly type?: string;
  readonly location?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly stack?: boolean;
  readonly body?: unknown;
}

/** Why an answer is not the recorded one: an array of sentences, empty where it is. */
export function compare(expected: TraceAnswer, actual: TraceAnswer, step: TraceStep): string[];

/** Runs the steps in order; calls `each(step, answer)` after each. Later steps see what earlier ones saved. */
export function run(
  base: string,
  steps: readonly TraceStep[],
  each: (step: TraceStep, answer: TraceAnswer) => void | Promise<void>,
): Promise<void>;

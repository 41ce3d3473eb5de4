import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadAnswer, LoadOrder } from './load-order.ts';

export interface LoadResult {
  readonly seconds: number;
  /** CPU time of the load process: close to `seconds` it would be the bottleneck. */
  readonly cpuSeconds: number;
}

/** Sends requests from a process of its own, so that they cost the servers nothing. */
export class Load {
  readonly #process: ChildProcess = fork(new URL('./load-main.ts', import.meta.url));

  /** Makes the requests and opens the connections. */
  async prepare(order: LoadOrder): Promise<void> {
    await this.#ask(order);
  }

  /** Sends what was prepared. */
  async run(): Promise<LoadResult> {
    const answer = await this.#ask('go');
    if (answer.kind !== 'done') throw new Error('The load process has nothing to send.');
    return answer;
  }

  stop(): void {
    this.#process.disconnect();
  }

  async #ask(order: LoadOrder | 'go'): Promise<LoadAnswer> {
    this.#process.send(order);
    const [answer] = (await once(this.#process, 'message')) as [LoadAnswer];
    if (answer.kind === 'failed') throw new Error(answer.text);
    return answer;
  }
}

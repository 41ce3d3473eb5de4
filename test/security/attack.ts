import { faultsOf } from './check-answer.js';
import type { HostileApp } from './hostile-app.js';
import type { Answer, HttpClient, HostileRequest } from './http-client.js';

/** What an answer may take, in milliseconds. */
const LIMIT = 5_000;
/** When nothing is expected any more. */
const TIMEOUT = 60_000;
/** How many slow answers of a group are asked for again. */
const AGAIN = 10;

/** What was wrong, how often, and the shortest request that showed it. */
interface Fault {
  count: number;
  example: string;
}

/** One group of requests against an application: every answer is checked, and what is wrong is kept. */
export class Attack {
  requests = 0;
  readonly #faults = new Map<string, Fault>();
  readonly #slow: HostileRequest[] = [];

  constructor(
    readonly app: HostileApp,
    private readonly client: HttpClient,
  ) {}

  /** What is wrong so far, each kind of it once. */
  get faults(): readonly string[] {
    return Array.from(this.#faults, ([fault, { count, example }]) => `${String(count)} × ${fault} <- ${example}`);
  }

  async send(request: HostileRequest): Promise<Answer | undefined> {
    this.requests++;
    const told = this.app.serverErrors.length;
    try {
      const answer = await this.client.send(request, TIMEOUT);
      const faults = faultsOf(request, answer);
      if (faults.length > 0) this.report(request, faults.join(', '), this.app.serverErrors[told] ?? answer.body);
      if (answer.elapsed > LIMIT) this.#slow.push(request);
      return answer;
    } catch (error) {
      this.report(request, error instanceof Error ? error.message : String(error), '');
      return undefined;
    }
  }

  /** Sends all, several at once, in the order given. */
  async all(requests: Iterable<HostileRequest>, atOnce = 16): Promise<void> {
    const waiting = requests[Symbol.iterator]();
    const work = async (): Promise<void> => {
      for (let next = waiting.next(); next.done !== true; next = waiting.next()) await this.send(next.value);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }

  /** Asks for what was slow again, without anything else under way: it may have waited for its neighbours only. */
  async checkTimes(): Promise<void> {
    for (const request of this.#slow.splice(0, AGAIN)) {
      const answer = await this.client.send(request, TIMEOUT).catch(() => undefined);
      const elapsed = answer?.elapsed ?? TIMEOUT;
      if (elapsed > LIMIT) this.report(request, `took ${elapsed.toFixed(0)} ms`, answer?.body ?? '');
    }
  }

  report(request: HostileRequest, fault: string, detail: string): void {
    const key = `${fault}: ${detail.split('\n').slice(0, 3).join(' ').slice(0, 300)}`;
    const example = shown(request);
    const known = this.#faults.get(key);
    if (known === undefined) this.#faults.set(key, { count: 1, example });
    else {
      known.count++;
      if (example.length < known.example.length) known.example = example;
    }
  }
}

function shown({ method, path, headers, body }: HostileRequest): string {
  const parts = [method, path, headers === undefined ? '' : JSON.stringify(headers), body?.toString() ?? ''];
  const text = parts.filter((part) => part !== '').join(' ');
  return text.length > 400 ? `${text.slice(0, 400)}… (${String(text.length)})` : text;
}

import { faultsOf } from './check-answer.js';
import type { HostileApp } from './hostile-app.js';
import { type Answer, HttpClient, type HostileRequest } from './http-client.js';

/** What an answer may take, in milliseconds: far more than any should, on a machine that has other things to do. */
const LIMIT = 5_000;

/** What was wrong, how often, and the shortest request that showed it. */
interface Fault {
  count: number;
  example: string;
}

/** One group of requests against an application: every answer is checked, and what is wrong is kept. */
export class Attack {
  requests = 0;
  readonly #faults = new Map<string, Fault>();

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
    const limit = request.limit ?? LIMIT;
    const told = this.app.serverErrors.length;
    try {
      const answer = await this.client.send(request, 2 * limit);
      const faults = faultsOf(request, answer, limit);
      if (faults.length > 0) {
        this.report(request, faults.join(', '), this.app.serverErrors[told] ?? answer.body);
      }
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

import { deepStrictEqual } from 'node:assert';
import type { BenchRequest } from '../load/bench-request.ts';
import type { Server } from '../servers/server.ts';
import { createRandom } from '../workloads/random.ts';
import type { Workload } from '../workloads/workloads.ts';

const SAMPLES = 10;

/** Throws where servers answer differently, or with nothing: then their costs are not comparable. */
export async function checkSameAnswers(servers: readonly Server[], workload: Workload): Promise<void> {
  const random = createRandom(1);
  for (const server of servers) await checkRefusal(server, workload);
  for (let sample = 0; sample < SAMPLES; sample++) {
    const request = workload.request(random);
    const answers = await Promise.all(servers.map((server) => answerOf(server, request)));
    if (isEmpty(answers[0])) throw new Error(`${request.method} ${request.path} is answered with nothing.`);
    for (const [place, answer] of answers.entries()) {
      const names = `${servers[0]?.name} and ${servers[place]?.name} answer ${request.method} ${request.path} differently`;
      deepStrictEqual(answer, answers[0], `${names}: ${shorten(answers[0])} and ${shorten(answer)}`);
    }
  }
}

/** Behind rules nobody gets anything without a token, nor with one that nobody knows. */
async function checkRefusal({ name, port }: Server, { of, request }: Workload): Promise<void> {
  if (of !== 'acl') return;
  const { path } = request(createRandom(1));
  for (const headers of [{}, { Authorization: 'unknown' }]) {
    const { status } = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    if (status !== 401) throw new Error(`${name} answers a stranger with ${status}.`);
  }
}

function isEmpty(answer: unknown): boolean {
  if (Array.isArray(answer)) return answer.length === 0;
  return typeof answer === 'object' && answer !== null && 'count' in answer && answer.count === 0;
}

async function answerOf({ name, port }: Server, request: BenchRequest): Promise<unknown> {
  const { method, path, body = null, authorization } = request;
  const headers: Record<string, string> = {
    ...(body === null ? {} : { 'Content-Type': 'application/json' }),
    ...(authorization === undefined ? {} : { Authorization: authorization }),
  };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${name} answers ${method} ${path} with ${response.status}: ${text}`);
  return JSON.parse(text);
}

function shorten(answer: unknown): string {
  return JSON.stringify(answer).slice(0, 1000);
}

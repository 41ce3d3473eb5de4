import type { Load } from '../load/load.ts';
import { type Cost, measure } from '../measure/measure.ts';
import type { Server } from '../servers/server.ts';
import type { ServerKind } from '../servers/server-kinds.ts';
import { createRandom } from '../workloads/random.ts';
import type { Workload } from '../workloads/workloads.ts';

/** What a workload has cost a server in one round. */
export interface Measurement extends Cost {
  readonly workload: string;
  /** What the server is in the tables. */
  readonly server: string;
}

export interface StartedServer {
  readonly kind: ServerKind;
  readonly server: Server;
}

/** What was measured close together: ratios are made within a round. */
export type Round = readonly Measurement[];

export interface RoundOptions {
  readonly number: number;
  /** Of a workload of weight 1. */
  readonly requests: number;
  readonly connections: number;
}

/** Every workload on every server that serves it, one after the other: who comes first changes from round to round. */
export async function playRound(
  servers: readonly StartedServer[],
  workloads: readonly Workload[],
  load: Load,
  { number, requests, connections }: RoundOptions,
): Promise<Round> {
  const measurements: Measurement[] = [];
  for (const workload of workloads) {
    const random = createRandom(number);
    const made = Array.from({ length: Math.ceil(requests * workload.weight) }, () => workload.request(random));
    for (const { kind, server } of inTurn(number, workload, servers)) {
      const cost = await measure(server, load, made, connections);
      measurements.push({ workload: workload.name, server: kind.column, ...cost });
    }
  }
  return measurements;
}

function inTurn(number: number, { of }: Workload, all: readonly StartedServer[]): readonly StartedServer[] {
  const servers = all.filter(({ kind }) => kind.of === of);
  const first = number % servers.length;
  return [...servers.slice(first), ...servers.slice(0, first)];
}

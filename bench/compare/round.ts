import type { Load } from '../load/load.ts';
import { type Cost, measure } from '../measure/measure.ts';
import type { Server } from '../servers/server.ts';
import { createRandom } from '../workloads/random.ts';
import type { Workload } from '../workloads/workloads.ts';

/** What a workload has cost a server in one round. */
export interface Measurement extends Cost {
  readonly workload: string;
  readonly server: string;
}

/** What was measured close together: ratios are made within a round. */
export type Round = readonly Measurement[];

export interface RoundOptions {
  readonly number: number;
  /** Of a workload of weight 1. */
  readonly requests: number;
  readonly connections: number;
}

/** Every workload on every server, one after the other: who comes first changes from round to round. */
export async function playRound(
  servers: readonly Server[],
  workloads: readonly Workload[],
  load: Load,
  { number, requests, connections }: RoundOptions,
): Promise<Round> {
  const first = number % servers.length;
  const order = [...servers.slice(first), ...servers.slice(0, first)];
  const measurements: Measurement[] = [];
  for (const workload of workloads) {
    const random = createRandom(number);
    const made = Array.from({ length: Math.ceil(requests * workload.weight) }, () => workload.request(random));
    for (const server of order) {
      const cost = await measure(server, load, made, connections);
      measurements.push({ workload: workload.name, server: server.name, ...cost });
    }
  }
  return measurements;
}

import type { BenchRequest } from '../load/bench-request.ts';
import { Load } from '../load/load.ts';
import { measure } from '../measure/measure.ts';
import type { BenchOptions } from '../options.ts';
import type { Server } from '../servers/server.ts';
import type { StartupProject } from './startup-project.ts';

/** CPU time of a GET by id in one round, in microseconds: of the only model, of the first and of the last of many. */
export interface RequestCost {
  readonly only: number;
  readonly first: number;
  readonly last: number;
}

interface Target {
  readonly server: Server;
  readonly request: BenchRequest;
}

/** Compares the smallest and the largest project, both running at the same time. */
export async function measureRequests(
  projects: readonly StartupProject[],
  { rounds, requests, warmup, connections }: BenchOptions,
): Promise<readonly RequestCost[]> {
  const [smallest, largest] = [projects.at(0), projects.at(-1)];
  if (smallest === undefined || largest === undefined) return [];
  const [small, large] = [await smallest.start(), await largest.start()];
  const load = new Load();
  const cost = async ({ server, request }: Target, count: number): Promise<number> =>
    (
      await measure(
        server,
        load,
        Array.from({ length: count }, () => request),
        connections,
      )
    ).cpu;
  const targets = {
    only: { server: small, request: smallest.request('first') },
    first: { server: large, request: largest.request('first') },
    last: { server: large, request: largest.request('last') },
  };
  try {
    // Both models of the large project run the same code: in turns, so that neither finds it colder than the other.
    for (let turn = 0; turn < 4; turn++) {
      for (const target of Object.values(targets)) await cost(target, Math.ceil(warmup / 4));
    }
    const costs: RequestCost[] = [];
    for (let round = 0; round < rounds; round++)
      costs.push(await inTurns(targets, round, (target) => cost(target, requests)));
    return costs;
  } finally {
    load.stop();
    await Promise.all([small.stop(), large.stop()]);
  }
}

async function inTurns(
  targets: Readonly<Record<keyof RequestCost, Target>>,
  round: number,
  cost: (target: Target) => Promise<number>,
): Promise<RequestCost> {
  const names = ['only', 'first', 'last'] as const;
  const costs = { only: 0, first: 0, last: 0 };
  for (let place = 0; place < names.length; place++) {
    const name = names[(round + place) % names.length] ?? 'only';
    costs[name] = await cost(targets[name]);
  }
  return costs;
}

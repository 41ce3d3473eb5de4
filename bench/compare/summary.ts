import { median, type Spread, spreadOf } from '../measure/statistics.ts';
import { WORKLOADS } from '../workloads/workloads.ts';
import type { Round } from './round.ts';

/** What a run says about one workload. */
export interface WorkloadSummary {
  readonly workload: string;
  /** Median of the microseconds of CPU time per request, by server. */
  readonly cpu: Readonly<Record<string, number>>;
  /** What each server costs, in costs of the floor. */
  readonly toFloor: Readonly<Record<string, Spread>>;
  /** What Loopnest costs, in costs of Nest and MikroORM by hand. */
  readonly byHand: Spread | undefined;
  /** What Loopnest costs with one `before save` hook, in costs of Loopnest without. */
  readonly hook: Spread | undefined;
}

export function summarize(rounds: readonly Round[], floor: string): readonly WorkloadSummary[] {
  const measured = rounds.flat();
  const servers = [...new Set(measured.map(({ server }) => server))];
  const workloads = WORKLOADS.filter(({ name }) => measured.some(({ workload }) => workload === name));
  return workloads.map(({ name: workload }) => {
    const costs = (server: string): readonly number[] =>
      measured.filter((one) => one.workload === workload && one.server === server).map(({ cpu }) => cpu);
    const ratio = (server: string, base: string): Spread | undefined =>
      spreadOf(ratios(rounds, workload, server, base));
    const toFloor = servers.flatMap((server) => {
      const spread = server === floor ? undefined : ratio(server, floor);
      return spread === undefined ? [] : [[server, spread] as const];
    });
    return {
      workload,
      cpu: Object.fromEntries(servers.map((server) => [server, median(costs(server))])),
      toFloor: Object.fromEntries(toFloor),
      byHand: ratio('loopnest', 'nest-mikroorm'),
      hook: ratio('loopnest-hook', 'loopnest'),
    };
  });
}

/** How busy the load process was at the most. */
export function loadBusyOf(rounds: readonly Round[]): number {
  return Math.max(0, ...rounds.flat().map(({ loadBusy }) => loadBusy));
}

function ratios(rounds: readonly Round[], workload: string, server: string, base: string): readonly number[] {
  return rounds.flatMap((round) => {
    const cost = (name: string) => round.find((one) => one.workload === workload && one.server === name)?.cpu;
    const [over, under] = [cost(server), cost(base)];
    return over === undefined || under === undefined ? [] : [over / under];
  });
}

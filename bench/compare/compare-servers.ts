import type { Databases } from '../databases/databases.ts';
import { Load } from '../load/load.ts';
import type { BenchOptions } from '../options.ts';
import { Server } from '../servers/server.ts';
import type { ServerKind } from '../servers/server-kinds.ts';
import { type Workload, WORKLOADS } from '../workloads/workloads.ts';
import { playRound, type Round, type StartedServer } from './round.ts';
import { checkSameAnswers } from './same-answers.ts';

/** Measures servers against each other, in rounds, after it has seen that they answer the same. */
export async function compareServers(
  kinds: readonly ServerKind[],
  databases: Databases,
  options: BenchOptions,
): Promise<readonly Round[]> {
  const load = new Load();
  const started: StartedServer[] = [];
  const urls: string[] = [];
  const play = async (number: number, requests: number): Promise<Round> => {
    const round = await playRound(started, workloads, load, { ...options, number, requests });
    for (const url of urls) await databases.tidy(url);
    process.stderr.write(number === 0 ? 'Warmed up.\n' : `Round ${number} of ${options.rounds}.\n`);
    return round;
  };
  const workloads = WORKLOADS.filter(({ name }) => options.workloads.includes(name));
  try {
    for (const kind of kinds) {
      if (workloads.every(({ of }) => of !== kind.of)) continue;
      const url = await databases.create(kind.name);
      urls.push(url);
      started.push({ kind, server: await Server.start(kind.command(url), profiling(kind, options)) });
    }
    for (const workload of workloads) await checkSameAnswers(serversOf(workload, started), workload);
    await play(0, options.warmup);
    const rounds: Round[] = [];
    for (let number = 1; number <= options.rounds; number++) rounds.push(await play(number, options.requests));
    return rounds;
  } finally {
    load.stop();
    await Promise.all(started.map(({ server }) => server.stop()));
  }
}

function serversOf({ of }: Workload, started: readonly StartedServer[]): readonly Server[] {
  return started.filter(({ kind }) => kind.of === of).map(({ server }) => server);
}

function profiling({ name }: ServerKind, { profile }: BenchOptions): readonly string[] {
  if (profile === undefined) return [];
  return ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${name}.cpuprofile`];
}

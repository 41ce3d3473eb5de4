import type { StartupProject } from './startup-project.ts';

/** What one start has cost. */
export interface Start {
  readonly models: number;
  /** From the start of the process to its listening line. */
  readonly millis: number;
  readonly cpuMillis: number;
  /** Resident memory after the start. */
  readonly megabytes: number;
}

/** Rounds of one start per project; who comes first changes from round to round. */
export async function measureStarts(
  projects: readonly StartupProject[],
  rounds: number,
): Promise<readonly (readonly Start[])[]> {
  const measured: Start[][] = [];
  for (let round = 0; round < rounds; round++) {
    const first = round % projects.length;
    const starts: Start[] = [];
    for (const project of [...projects.slice(first), ...projects.slice(0, first)]) starts.push(await start(project));
    measured.push(starts);
    process.stderr.write(`Starts ${round + 1} of ${rounds}.\n`);
  }
  return measured;
}

async function start(project: StartupProject): Promise<Start> {
  const server = await project.start();
  try {
    const { cpuMicros, rss } = await server.usage();
    return {
      models: project.models,
      millis: server.startMillis,
      cpuMillis: cpuMicros / 1000,
      megabytes: rss / 2 ** 20,
    };
  } finally {
    await server.stop();
  }
}

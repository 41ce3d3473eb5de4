import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresDatabases } from '../databases/postgres-databases.ts';
import { startPostgres } from '../databases/postgres-server.ts';
import type { BenchOptions } from '../options.ts';
import { measureRequests, type RequestCost } from './request-cost.ts';
import { measureStarts, type Start } from './start-cost.ts';
import { StartupProject } from './startup-project.ts';
import { startupReport } from './startup-report.ts';

/** What starts cost, and requests to models among many. */
export interface StartupFigures {
  readonly starts: readonly (readonly Start[])[];
  readonly requests: readonly RequestCost[];
}

/** Starts projects of several sizes on existing tables; prints a table. */
export async function startup(options: BenchOptions): Promise<StartupFigures> {
  const directory = await mkdtemp(join(tmpdir(), 'loopnest-bench-'));
  const postgres = await startPostgres();
  const databases = new PostgresDatabases(postgres.url);
  try {
    const projects: StartupProject[] = [];
    for (const models of options.models) projects.push(await StartupProject.create(models, directory, databases));
    const starts = await measureStarts(projects, options.rounds);
    const requests = await measureRequests(projects, options);
    console.log(`\n${startupReport(starts, requests)}`);
    return { starts, requests };
  } finally {
    await databases.drop();
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

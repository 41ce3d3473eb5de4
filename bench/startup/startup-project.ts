import { join } from 'node:path';
import type { PostgresDatabases } from '../databases/postgres-databases.ts';
import type { BenchRequest } from '../load/bench-request.ts';
import { serveCommand } from '../servers/server-kinds.ts';
import { Server } from '../servers/server.ts';
import { generateProject, modelName } from './generate-project.ts';

/** A generated project whose tables exist, with one row in the first and in the last. */
export class StartupProject {
  readonly models: number;
  readonly #directory: string;
  readonly #database: string;

  private constructor(models: number, directory: string, database: string) {
    this.models = models;
    this.#directory = directory;
    this.#database = database;
  }

  static async create(models: number, parent: string, databases: PostgresDatabases): Promise<StartupProject> {
    const directory = join(parent, `models-${models}`);
    await generateProject(directory, models);
    const project = new StartupProject(models, directory, await databases.createEmpty(`startup_${models}`));
    const server = await project.start();
    for (const number of new Set([1, models])) await createRow(server, number);
    await server.stop();
    return project;
  }

  start(): Promise<Server> {
    return Server.start(serveCommand(`${this.models} models`, this.#directory, this.#database));
  }

  /** GET of the row of a model. */
  request(place: 'first' | 'last'): BenchRequest {
    return { method: 'GET', path: `${pathOf(place === 'first' ? 1 : this.models)}/1` };
  }
}

function pathOf(number: number): string {
  return `/api/${modelName(number)}s`;
}

async function createRow({ port }: Server, number: number): Promise<void> {
  const body = {
    name: `Item ${number}`,
    description: 'An item of the benchmark',
    price: 12.5,
    created: '2020-01-02T03:04:05.678Z',
    labels: ['a', 'b'],
    details: { color: 'red' },
    note: 'hidden',
  };
  const response = await fetch(`http://127.0.0.1:${port}${pathOf(number)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status !== 200)
    throw new Error(`Creating ${body.name} answers ${response.status}: ${await response.text()}`);
}

import { type Application, createApplication } from '@loopnest/models';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import type { TestDatabase } from '../support/databases.js';

/** Files by path; what is no text is written as JSON. */
export type ProjectFiles = Readonly<Record<string, unknown>>;

/** A project directory of a test, and the applications that are made of it. */
export class TestProject {
  readonly warnings: string[] = [];
  private readonly ends: (() => Promise<unknown>)[] = [];

  async write(files: ProjectFiles): Promise<string> {
    const root = await mkdtemp(join(tmpdir(), 'loopnest-project-'));
    this.ends.push(() => rm(root, { recursive: true, force: true }));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
    }
    return root;
  }

  /** @param prepare - called before the application starts */
  async start(
    root: string,
    database: TestDatabase,
    prepare: (application: Application) => unknown = () => undefined,
  ): Promise<Application> {
    const { url, drop } = await database.create();
    const ignore = () => undefined;
    const application = createApplication({
      root,
      dataSources: { db: { connector: database.name, url } },
      logger: { log: ignore, error: ignore, warn: (text) => this.warnings.push(text) },
    });
    this.ends.unshift(drop);
    this.ends.unshift(() => application.close());
    prepare(application);
    await application.start();
    return application;
  }

  async end(): Promise<void> {
    for (const end of this.ends.splice(0)) await end();
  }
}

/** Projects that are gone after each test. */
export function useProjects(): TestProject {
  const project = new TestProject();
  afterEach(() => project.end());
  return project;
}

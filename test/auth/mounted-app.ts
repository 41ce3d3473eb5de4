import { auth, type AuthOptions } from '@loopnest/auth';
import { type Application, createApplication, type CreateApplicationOptions, createHandler } from '@loopnest/models';
import express from 'express';
import type TestAgent from 'supertest/lib/agent.js';
import request from 'supertest';
import { afterEach } from 'vitest';
import type { TestDatabase } from '../support/databases.js';

/** What an application is made of; its database is a new one, the data source `db`. */
export interface MountedAppOptions extends Omit<CreateApplicationOptions, 'logger' | 'plugins'> {
  readonly auth?: AuthOptions;
}

/** An application with `auth()`, mounted into Express. */
export interface MountedApp {
  readonly app: Application;
  readonly client: TestAgent;
  /** What was logged, and warned of. */
  readonly logs: string[];
  readonly warnings: string[];
}

/** Makes applications that are gone after each test. */
export function useMountedApps(database: TestDatabase): (options: MountedAppOptions) => Promise<MountedApp> {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  return async ({ auth: options, dataSources, ...sources }) => {
    const { url, drop } = await database.create();
    ends.unshift(drop);
    const [logs, warnings]: [string[], string[]] = [[], []];
    const app = createApplication({
      ...sources,
      dataSources: { db: { connector: database.name, url }, ...dataSources },
      plugins: [auth(options)],
      logger: {
        log: (text) => logs.push(String(text)),
        warn: (text) => warnings.push(String(text)),
        error: () => undefined,
      },
    });
    ends.unshift(() => app.close());
    await app.start();
    return { app, client: request(express().use('/api', createHandler(app))), logs, warnings };
  };
}

import {
  type Application,
  type DataSourceSettings,
  getApplicationToken,
  type ModelClass,
  ModelsModule,
  type ModelsModuleOptions,
} from '@loopnest/models';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { CreatedDatabase, TestDatabase } from '../support/databases.js';
import { RestClient } from './rest-client.js';

/** What an application is made of; its models are on one new database. */
export interface AppOptions extends Omit<ModelsModuleOptions, 'dataSources'> {
  /** Settings of the data source beside those of the database. */
  readonly dataSource?: DataSourceSettings;
  /** More data sources, which are no databases. */
  readonly services?: Readonly<Record<string, DataSourceSettings>>;
}

/** A Nest application with models, and a client of it. */
export class TestApp extends RestClient {
  application!: Application;
  private host: INestApplication | undefined;
  private database: CreatedDatabase | undefined;

  async start(database: TestDatabase, { dataSource, services, ...options }: AppOptions): Promise<void> {
    this.database = await database.create();
    const db = { connector: database.name, url: this.database.url, ...dataSource };
    const models = ModelsModule.forRoot({ ...options, dataSources: { db, ...services } });
    const testing = await Test.createTestingModule({ imports: [models] }).compile();
    this.host = testing.createNestApplication();
    await this.host.listen(0, '127.0.0.1');
    this.application = this.host.get<Application>(getApplicationToken());
    this.url = (await this.host.getUrl()) + this.application.restApiRoot;
  }

  /** Takes all rows out of all tables. */
  async empty(): Promise<void> {
    const stored = this.application.models().filter((model) => 'destroyAll' in model);
    await Promise.all((stored as unknown as readonly ModelClass[]).map((model) => model.destroyAll()));
  }

  async close(): Promise<void> {
    await this.host?.close();
    await this.database?.drop();
  }
}

/** An application for all tests of a `describe`, empty at the beginning of each. */
export function useApp(database: TestDatabase, options: AppOptions): TestApp {
  const app = new TestApp();
  beforeAll(() => app.start(database, options));
  beforeEach(() => app.empty());
  afterAll(() => app.close());
  return app;
}

import {
  type Application,
  createApplication,
  type DataSource,
  type DataSourceSettings,
  type ModelClass,
} from '@loopnest/models';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { CreatedDatabase, TestDatabase } from '../support/databases.js';

/** An application without Nest, and its database. */
export class TestModels {
  app!: Application;
  private database: CreatedDatabase | undefined;

  constructor(
    private readonly kind: TestDatabase,
    private readonly settings: DataSourceSettings,
  ) {}

  async start(definitions: readonly Record<string, unknown>[]): Promise<void> {
    this.database = await this.kind.create({ storage: 'file' });
    const silent = { log: ignore, warn: ignore, error: ignore };
    this.app = createApplication({
      models: definitions,
      modelConfig: Object.fromEntries(definitions.map(({ name }) => [name, { dataSource: 'db' }])),
      dataSources: { db: { connector: this.kind.name, url: this.database.url, ...this.settings } },
      logger: silent,
    });
    await this.app.start();
  }

  get db(): DataSource {
    return this.app.dataSources['db'] as DataSource;
  }

  model<T extends object = Record<string, unknown>>(name: string): ModelClass<T> {
    return this.app.registry.getModel(name) as unknown as ModelClass<T>;
  }

  /** Takes all rows out of all tables. */
  async empty(): Promise<void> {
    const stored = this.app.models().filter((model) => 'destroyAll' in model);
    await Promise.all(stored.map((model) => (model as unknown as ModelClass).destroyAll()));
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database?.drop();
  }
}

/**
 * Models for all tests of a `describe`, empty at the beginning of each.
 *
 * @param settings - of the data source, beside those of the database
 */
export function useModels(
  database: TestDatabase,
  definitions: readonly Record<string, unknown>[],
  settings: DataSourceSettings = {},
): TestModels {
  const models = new TestModels(database, settings);
  beforeAll(() => models.start(definitions));
  beforeEach(() => models.empty());
  afterAll(() => models.close());
  return models;
}

function ignore(): void {}

import { type Application, createApplication, type PersistedModel } from '@loopnest/models';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { CreatedDatabase, TestDatabase } from '../support/databases.js';

const properties = {
  id: { type: 'string', id: true, defaultFn: 'guid' },
  text: { type: 'string', required: true },
  level: 'number',
  at: 'date',
  meta: 'object',
  tags: ['string'],
  secret: 'string',
};

const tracked = { properties, hidden: ['secret'], trackChanges: true, changeCleanupInterval: -1 };

/** `Note` in one database, and `Copy` in another one, both tracked. */
export class TrackedModels {
  app!: Application;
  readonly warnings: string[] = [];
  private databases: CreatedDatabase[] = [];

  constructor(
    private readonly kind: TestDatabase,
    private readonly settings: Readonly<Record<string, unknown>> = {},
  ) {}

  async start(): Promise<void> {
    const create = () => this.kind.create({ storage: 'file' });
    this.databases = [await create(), await create()];
    const [here, there] = this.databases.map(({ url }) => ({ connector: this.kind.name, url }));
    this.app = createApplication({
      models: [
        { name: 'Note', ...tracked, ...this.settings },
        { name: 'Copy', ...tracked, ...this.settings },
      ],
      modelConfig: { Note: { dataSource: 'here' }, Copy: { dataSource: 'there' } },
      dataSources: { here, there },
      logger: { log: ignore, warn: (text) => this.warnings.push(text), error: ignore },
    });
    await this.app.start();
  }

  model(name: string): typeof PersistedModel {
    return this.app.registry.getModel(name) as typeof PersistedModel;
  }

  /** Takes all rows out of all tables, the records of changes among them. */
  async empty(): Promise<void> {
    for (const name of ['Note', 'Copy', 'Note-change', 'Copy-change']) await this.model(name).destroyAll();
  }

  async close(): Promise<void> {
    await this.app.close();
    await Promise.all(this.databases.map((database) => database.drop()));
  }
}

/** The models for all tests of a `describe`, empty at the beginning of each. */
export function useTrackedModels(database: TestDatabase, settings?: Readonly<Record<string, unknown>>): TrackedModels {
  const models = new TrackedModels(database, settings);
  beforeAll(() => models.start());
  beforeEach(() => models.empty());
  afterAll(() => models.close());
  return models;
}

function ignore(): void {}

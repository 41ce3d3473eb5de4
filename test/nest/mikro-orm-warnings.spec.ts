import { type Application, createApplication, type ModelClass } from '@loopnest/models';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testDatabases } from '../support/databases.js';

/** An entity, of which nobody has types. */
type Row = Record<string, any>;

function ignore(): void {}

describe.each(testDatabases())('what MikroORM cannot have of relations on $name', (database) => {
  const warnings: string[] = [];

  async function started(models: readonly object[]): Promise<Application> {
    const created = await database.create({ storage: 'file' });
    onTestFinished(() => created.drop());
    warnings.length = 0;
    const app = createApplication({
      models: models as never,
      dataSources: { db: { connector: database.name, url: created.url } },
      logger: { log: ignore, error: ignore, warn: (text) => warnings.push(text) },
    });
    onTestFinished(() => app.close());
    await app.start();
    return app;
  }

  const propertiesOf = (app: Application, model: string): readonly string[] => {
    const db = app.dataSources['db']!;
    return Object.keys(db.orm.getMetadata().get(db.entity(model)).properties);
  };

  it('is told where a key has another type than the id', async () => {
    const app = await started([
      {
        name: 'Box',
        properties: { id: { type: 'string', id: true, generated: true } },
        relations: {
          items: { type: 'hasMany', model: 'Item' },
          lid: { type: 'hasOne', model: 'Lid' },
          tags: { type: 'hasMany', model: 'Tag', through: 'Tagging' },
        },
      },
      { name: 'Item', properties: { boxId: 'string' }, relations: { box: { type: 'belongsTo', model: 'Box' } } },
      { name: 'Lid', properties: { boxId: 'string' } },
      { name: 'Tag', properties: { word: 'string' } },
      { name: 'Tagging', properties: { boxId: 'string', tagId: 'number' } },
    ]);
    expect(propertiesOf(app, 'Box')).toEqual(['id']);
    expect(propertiesOf(app, 'Item')).not.toContain('box');
    const id = database.name === 'sqlite' ? 'INTEGER' : 'SERIAL';
    const told = (relation: string, model: string, key: string) =>
      `Data source "db": MikroORM cannot have the relation "${relation}" of ${model}: "boxId" of ${key} (TEXT) has another type than "id" of Box (${id}).`;
    const expected = [
      told('box', 'Item', 'Item'),
      told('items', 'Box', 'Item'),
      told('lid', 'Box', 'Lid'),
      told('tags', 'Box', 'Tagging'),
    ];
    expect(warnings).toEqual(expected);
    // Entities are made anew where a model changes.
    app.dataSources['db']!.relationsChanged('Box');
    expect(propertiesOf(app, 'Box')).toEqual(['id']);
    expect(warnings).toEqual(expected);
  });

  it('is told where a scope orders by what is no property, and what is one counts', async () => {
    const app = await started([
      {
        name: 'Box',
        properties: { label: 'string' },
        relations: {
          items: { type: 'hasMany', model: 'Item', scope: { order: ['size.width ASC', 'rank DESC, nope', 'id odd'] } },
          plain: { type: 'hasMany', model: 'Item', foreignKey: 'plainId', scope: { order: 'nope DESC' } },
        },
      },
      { name: 'Item', properties: { rank: 'number', size: 'object' } },
    ]);
    const db = app.dataSources['db']!;
    const create = async (model: string, data: object) =>
      (await (app.registry.getModel(model) as unknown as ModelClass<Row>).create(data)) as Row;
    const box = await create('Box', { label: 'a' });
    for (const rank of [1, 3, 2]) await create('Item', { rank, boxId: box['id'], plainId: box['id'] });
    for (const strategy of ['joined', 'select-in'] as const) {
      const populate = ['items', 'plain'] as never;
      const [found] = (await db.em.fork().find(db.entity('Box'), {}, { populate, strategy })) as Row[];
      const ranks = (relation: string) => found![relation].getItems().map(({ rank }: Row) => rank);
      expect([ranks('items'), ranks('plain')]).toEqual([
        [3, 2, 1],
        [1, 3, 2],
      ]);
    }
    const told = (relation: string, property: string) =>
      `Data source "db": MikroORM cannot order the relation "${relation}" of Box by "${property}": Item has no such property.`;
    expect(warnings).toEqual([told('items', 'size.width'), told('items', 'nope'), told('plain', 'nope')]);
  });
});

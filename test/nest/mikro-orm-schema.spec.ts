import { type Application, createApplication, type DataSource, type ModelClass } from '@loopnest/models';
import { EntitySchema, type MikroORM, type Options } from '@mikro-orm/core';
import { MikroORM as PostgresOrm } from '@mikro-orm/postgresql';
import { MikroORM as SqliteOrm } from '@mikro-orm/sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../support/databases.js';

const models = [
  {
    name: 'Customer',
    properties: { name: 'string' },
    relations: { wares: { type: 'hasMany', model: 'Ware', through: 'Waring' } },
  },
  { name: 'Ware', properties: { word: 'string' } },
  {
    name: 'Waring',
    properties: { kind: 'string' },
    relations: { customer: { type: 'belongsTo', model: 'Customer' }, ware: { type: 'belongsTo', model: 'Ware' } },
  },
  {
    name: 'Order',
    properties: { customerId: { type: 'number', index: true } },
    foreignKeys: { orderCustomer: { entity: 'Customer', foreignKey: 'customerId' } },
  },
  { name: 'Line', idInjection: false, properties: { text: 'string' } },
  { name: 'Part', properties: { text: 'string' }, postgresql: { schema: 'store', table: 'Parts' } },
];
const plain = { name: 'Crate', properties: { label: 'string' } };
const own = (name: string, tableName: string, more: object = {}) =>
  new EntitySchema<any>({
    name,
    tableName,
    properties: { id: { type: 'number', primary: true }, note: { type: 'string', nullable: true }, ...more } as never,
  });

function ignore(): void {}

describe.each(testDatabases())('the schema tool of MikroORM on $name', (database) => {
  async function created(): Promise<CreatedDatabase> {
    const made = await database.create({ storage: 'file' });
    onTestFinished(() => made.drop());
    return made;
  }

  async function started(dataSource: object, definitions: readonly object[] = models): Promise<Application> {
    const app = createApplication({
      models: definitions as never,
      dataSources: { db: { connector: database.name, ...dataSource } },
      logger: { log: ignore, error: ignore, warn: ignore },
    });
    onTestFinished(() => app.close());
    await app.start();
    return app;
  }

  const dataSourceOf = (app: Application): DataSource => app.dataSources['db']!;
  const model = (app: Application, name: string) => app.registry.getModel(name) as unknown as ModelClass<any>;

  /** Fills the tables of an application, and says whether all is as it should be. */
  async function filled(app: Application): Promise<() => Promise<void>> {
    const customer = await model(app, 'Customer').create({ name: 'Ann' });
    const ware = await model(app, 'Ware').create({ word: 'x' });
    await model(app, 'Waring').create({ customerId: customer.id, wareId: ware.id, kind: 'gift' });
    await model(app, 'Line').create({ text: 'a' });
    await model(app, 'Part').create({ text: 'p' });
    return async () => {
      expect(await model(app, 'Waring').find()).toMatchObject([{ kind: 'gift' }]);
      expect(await model(app, 'Line').count()).toBe(1);
      expect(await model(app, 'Part').count()).toBe(1);
      await expect(model(app, 'Order').create({ customerId: 99 })).rejects.toMatchObject({ statusCode: 422 });
      expect(await dataSourceOf(app).isActual()).toBe(true);
    };
  }

  it('names no table of a model', async () => {
    const app = await started({ url: (await created()).url });
    const isAsItWas = await filled(app);
    const { schema } = dataSourceOf(app).orm;
    for (const sql of [
      await schema.getUpdateSchemaSQL({ wrap: false }),
      await schema.getCreateSchemaSQL({ wrap: false }),
      await schema.getDropSchemaSQL({ wrap: false }),
    ])
      expect(sql.trim()).toBe('');
    await schema.update();
    await schema.drop();
    await schema.clear();
    await isAsItWas();
  });

  it('names none of a model that came later', async () => {
    const app = await started({ url: (await created()).url });
    const db = dataSourceOf(app);
    // The tool is made when it is first asked for.
    await db.orm.schema.getUpdateSchemaSQL();
    for (const name of ['Extra', 'More']) {
      app.model(app.registry.createModel({ name, properties: { label: { type: 'string', index: true } } }), {
        dataSource: 'db',
      });
    }
    await db.autoupdate('More');
    expect((await db.orm.schema.getUpdateSchemaSQL({ wrap: false })).trim()).toBe('');
    await db.orm.schema.update();
    expect(await db.isActual('More')).toBe(true);
  });

  describe('on an instance of the application', () => {
    async function ormOf(options: Partial<Options> = {}): Promise<MikroORM> {
      const { url } = await created();
      const all = { entities: [], discovery: { warnWhenNoEntities: false }, ...options };
      const orm =
        database.name === 'postgresql'
          ? await PostgresOrm.init({ ...all, clientUrl: url } as never)
          : await SqliteOrm.init({ ...all, dbName: url.replace('sqlite:', '') } as never);
      onTestFinished(() => orm.close(true));
      return orm;
    }

    it('goes on making the tables of its own entities, and only those', async () => {
      const schemaGenerator = { skipTables: ['kept'] };
      const orm = await ormOf({ entities: [own('Invoice', 'invoice')], schemaGenerator });
      await orm.schema.update();
      await orm.em.getConnection().execute('CREATE TABLE kept (id INTEGER)');
      const app = await started({ orm });
      const isAsItWas = await filled(app);
      // Nobody has asked for an entity of a model so far.
      expect((await orm.schema.getUpdateSchemaSQL({ wrap: false })).trim()).toBe('');
      expect(await dataSourceOf(app).em.fork().count(dataSourceOf(app).entity('Ware'), {})).toBe(1);
      orm.discoverEntity(own('Letter', 'letter'));
      const sql = await orm.schema.getUpdateSchemaSQL({ wrap: false });
      expect(sql).toMatch(/create table \W*letter/);
      expect(sql).not.toMatch(/waring|customer|order|line|parts|kept/i);
      await orm.schema.update();
      expect(await orm.em.fork().count('Letter' as never, {})).toBe(0);
      expect(schemaGenerator).toEqual({ skipTables: ['kept'] });
      await isAsItWas();
    });

    it('refuses mistakes in its own entities as before', async () => {
      const twice = own('Twice', 'twice', { other: { type: 'string', fieldName: 'note' } });
      for (const definitions of [models, [plain]]) {
        const orm = await ormOf();
        const app = await started({ orm }, definitions);
        expect(dataSourceOf(app).entity(definitions === models ? 'Ware' : 'Crate')).toBeDefined();
        expect(() => orm.discoverEntity(twice)).toThrow(/note/);
      }
      const orm = await ormOf();
      const app = await started({ orm }, [plain]);
      expect(dataSourceOf(app).entity('Crate')).toBeDefined();
      expect(() => orm.discoverEntity([own('One', 'same'), own('Two', 'same')])).toThrow(/Duplicate table names.*same/);
    });

    it('may have been told to allow them', async () => {
      const discovery = { warnWhenNoEntities: false, checkDuplicateTableNames: false };
      const orm = await ormOf({ discovery });
      const app = await started({ orm }, [plain]);
      await model(app, 'Crate').create({ label: 'a' });
      expect(dataSourceOf(app).entity('Crate')).toBeDefined();
      const crate = own('OwnCrate', 'crate');
      orm.discoverEntity(crate);
      expect(await orm.em.fork().count(crate, {}, {})).toBe(1);
    });
  });
});

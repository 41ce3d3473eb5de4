import {
  type AnyModel,
  createApplication,
  DefinitionsError,
  loadProject,
  type ModelClass,
  type ModelInstance,
} from '@loopnest/models';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { constrainedModels } from './constrained-models.js';
import { TestApp, useApp } from './use-app.js';

const DANGLING = {
  statusCode: 422,
  name: 'ValidationError',
  message:
    'The `Order` instance is not valid. Details: `customerId` refers to a `Customer` that does not exist (value: 99).',
  details: {
    context: 'Order',
    codes: { customerId: ['reference'] },
    messages: { customerId: ['refers to a `Customer` that does not exist'] },
  },
};

function referenced(message: string): object {
  return { status: 409, body: { error: { statusCode: 409, name: 'Error', message, code: 'REFERENCED' } } };
}

describe.each(testDatabases())('constraints on $name', (database) => {
  const app = useApp(database, { models: constrainedModels });
  const model = (name: string): ModelClass => app.application.models[name] as unknown as ModelClass;
  const db = () => app.application.dataSources['db']!;
  const databases: CreatedDatabase[] = [];
  const created = async (): Promise<CreatedDatabase> => {
    databases.push(await database.create());
    return databases.at(-1)!;
  };
  // Constraints do not let all rows be deleted at once.
  app.empty = async () => void (await db().automigrate());

  afterAll(async () => void (await Promise.all(databases.map((each) => each.drop()))));

  async function customer(name = 'Ann', more: object = {}): Promise<number> {
    return (await app.create('/Customers', { name, ...more })).id;
  }

  describe('38. a write that violates one is 422 with the property named', () => {
    it('on create', async () => {
      const { status, body } = await app.post('/Orders', { total: 1, customerId: 99 });
      expect({ status, body }).toEqual({ status: 422, body: { error: DANGLING } });
      expect(await app.find('/Orders')).toEqual([]);
    });

    it('of an array, for the one that does', async () => {
      const id = await customer();
      const { status, body } = await app.post('/Orders', [{ customerId: id }, { customerId: 99 }]);
      expect({ status, entries: body.error.details.length }).toEqual({ status: 422, entries: 2 });
      expect(body.error.details[1]).toMatchObject({ statusCode: 422, message: DANGLING.message });
      expect(await app.find('/Orders')).toMatchObject([{ customerId: id }]);
    });

    it.each(['patch', 'put'] as const)('on %s', async (verb) => {
      const customerId = await customer();
      const { id } = await app.create('/Orders', { total: 1, customerId });
      const { status, body } = await app[verb](`/Orders/${id}`, { total: 2, customerId: 99 });
      expect({ status, body }).toEqual({ status: 422, body: { error: DANGLING } });
      expect((await app.get(`/Orders/${id}`)).body).toMatchObject({ total: 1, customerId });
    });

    it('on an update of many, which changes none', async () => {
      const customerId = await customer();
      for (const total of [1, 2]) await app.create('/Orders', { total, customerId });
      const { status, body } = await app.post('/Orders/update?where={}', { customerId: 99 });
      expect({ status, body }).toEqual({ status: 422, body: { error: DANGLING } });
      expect(await app.find('/Orders', { where: { customerId } })).toHaveLength(2);
    });

    it('names the property that is wrong, of several', async () => {
      const [customerId, tag] = [await customer(), await app.create('/Tags', { word: 'x' })];
      const { body } = await app.post('/Taggings', { customerId, tagId: 99 });
      expect(body.error.details.codes).toEqual({ tagId: ['reference'] });
      const other = await app.post('/Taggings', { customerId: 99, tagId: tag.id });
      expect(other.body.error.details.codes).toEqual({ customerId: ['reference'] });
    });

    it('does not name the key of a row that refers to itself', async () => {
      const wrong = await app.post('/Folders', { id: 5, parentId: 5, customerId: 99 });
      expect(wrong.body.error.details.codes).toEqual({ customerId: ['reference'] });
      expect((await app.post('/Folders', { id: 5, parentId: 5 })).body).toMatchObject({ id: 5, parentId: 5 });
      const changed = await app.patch('/Folders', { id: 5, parentId: 5, customerId: 99 });
      expect(changed.body.error.details.codes).toEqual({ customerId: ['reference'] });
      const other = await app.post('/Folders', { id: 6, parentId: 7, customerId: 99 });
      expect(other.body.error.details.codes).toEqual({ parentId: ['reference'] });
    });

    it('names the property of a key that is no id', async () => {
      await customer('Ann', { code: 'a' });
      expect((await app.post('/Badges', { customerCode: 'a' })).status).toBe(200);
      const { status, body } = await app.post('/Badges', { customerCode: 'b' });
      expect({ status, codes: body.error.details.codes }).toEqual({
        status: 422,
        codes: { customerCode: ['reference'] },
      });
    });

    it('does not name a hidden property, nor what it refers to', async () => {
      const { status, body, text } = await app.post('/Secrets', { word: 'x', customerId: 99 });
      expect({ status, message: body.error.message, details: body.error.details }).toEqual({
        status: 422,
        message: 'The `Secret` instance is not valid. Details: a value refers to what does not exist.',
        details: { context: 'Secret', codes: {}, messages: {} },
      });
      expect(text).not.toMatch(/customer|99/i);
    });

    it('in code, and within a transaction that goes on as the database lets it', async () => {
      const wrong = { message: DANGLING.message, statusCode: 422, details: DANGLING.details };
      await expect(model('Order').create({ customerId: 99 })).rejects.toMatchObject(wrong);
      const order = await model('Order').create({ total: 1 });
      await expect(order.updateAttributes({ customerId: 99 })).rejects.toMatchObject(wrong);
      const transaction = await db().executor.begin();
      await expect(model('Order').updateAll({}, { customerId: 99 }, { transaction })).rejects.toMatchObject(wrong);
      await transaction.rollback();
      expect(await model('Order').find()).toMatchObject([{ total: 1, customerId: null }]);
    });

    it('in a model that came before the one that it refers to', async () => {
      const application = createApplication({
        dataSources: { db: { connector: database.name, url: (await created()).url } },
        logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
      });
      const properties = { boxId: { type: 'number', postgresql: { dataType: 'integer' } } };
      const foreignKeys = { thingBox: { entity: 'Box', foreignKey: 'boxId' } };
      const Thing = application.registry.createModel({ name: 'Thing', properties, foreignKeys });
      application.model(Thing, { dataSource: 'db' });
      await application.start();
      const things = Thing as unknown as ModelClass;
      expect(await things.create({ boxId: null })).toMatchObject({ id: 1 });
      application.model(application.registry.createModel({ name: 'Box' }), { dataSource: 'db' });
      await application.dataSources['db']!.autoupdate();
      await expect(things.create({ boxId: 9 })).rejects.toMatchObject({
        statusCode: 422,
        details: { codes: { boxId: ['reference'] } },
      });
      await application.close();
    });

    it('takes null, and what exists', async () => {
      const customerId = await customer();
      expect((await app.post('/Orders', { customerId })).status).toBe(200);
      expect((await app.post('/Orders', { customerId: null })).status).toBe(200);
      expect((await app.post('/Orders', {})).status).toBe(200);
    });

    it('in models that inherit a constraint', async () => {
      const { status, body } = await app.post('/Parcels', { customerId: 99 });
      expect({ status, codes: body.error.details.codes }).toEqual({
        status: 422,
        codes: { customerId: ['reference'] },
      });
    });
  });

  describe('38. a deletion that violates one is 409', () => {
    const REFERRED = 'The `Customer` with id 1 is still referred to by `Order`.';

    beforeEach(async () => {
      const customerId = await customer();
      await app.create('/Orders', { total: 1, customerId });
    });

    it('by id', async () => {
      const { status, body } = await app.delete('/Customers/1');
      expect({ status, body }).toEqual(referenced(REFERRED));
      expect(await app.find('/Customers')).toHaveLength(1);
    });

    it('in code: by id, of an instance, of all', async () => {
      const wrong = { statusCode: 409, code: 'REFERENCED', message: REFERRED };
      await expect(model('Customer').destroyById(1)).rejects.toMatchObject(wrong);
      const ann = (await model('Customer').findById(1)) as ModelInstance;
      await expect(ann.destroy()).rejects.toMatchObject(wrong);
      await expect(model('Customer').destroyAll({ id: 1 })).rejects.toMatchObject(wrong);
      await expect(model('Customer').destroyAll({ id: { inq: [1] } })).rejects.toMatchObject(wrong);
      const transaction = await db().executor.begin();
      await expect(model('Customer').destroyById(1, { transaction })).rejects.toMatchObject(wrong);
      await transaction.rollback();
      expect(await model('Customer').count()).toBe(1);
    });

    it('of several, without an id, and deletes none', async () => {
      await customer('Bob');
      const message = 'Some of the `Customer` instances are still referred to by `Order`; none was deleted.';
      const wrong = { statusCode: 409, code: 'REFERENCED', message };
      await expect(model('Customer').destroyAll()).rejects.toMatchObject(wrong);
      await expect(model('Customer').destroyAll({ name: { like: '%n%' } })).rejects.toMatchObject(wrong);
      expect(await model('Customer').count()).toBe(2);
      expect(await model('Customer').destroyAll({ name: 'Bob' })).toEqual({ count: 1 });
    });

    it('below another model', async () => {
      await app.create('/Customers/1/orders', { total: 2 });
      await app.create('/Lines', { orderId: 1 });
      const one = await app.delete('/Customers/1/orders/1');
      expect({ status: one.status, body: one.body }).toEqual(
        referenced('The `Order` with id 1 is still referred to by `Line`.'),
      );
      const all = await app.delete('/Customers/1/orders');
      expect({ status: all.status, body: all.body }).toEqual(
        referenced('Some of the `Order` instances are still referred to by `Line`; none was deleted.'),
      );
      expect(await app.find('/Orders')).toHaveLength(2);
      expect((await app.delete('/Customers/1/orders/2')).status).toBe(204);
    });

    it('of a target that links refer to', async () => {
      await app.create('/Customers/1/tags', { word: 'x' });
      const { status, body } = await app.delete('/Tags/1');
      expect({ status, body }).toEqual(referenced('The `Tag` with id 1 is still referred to by `Tagging`.'));
      expect((await app.delete('/Customers/1/tags')).status).toBe(204);
      expect((await app.delete('/Tags/1')).status).toBe(200);
    });

    it('of a target through a relation, which keeps its link', async () => {
      await app.create('/Customers/1/tags', { word: 'x' });
      await app.create('/Synonyms', { tagId: 1 });
      const { status, body } = await app.delete('/Customers/1/tags/1');
      expect({ status, body }).toEqual(referenced('The `Tag` with id 1 is still referred to by `Synonym`.'));
      expect(await app.find('/Customers/1/tags')).toEqual([{ id: 1, word: 'x' }]);
      await app.delete('/Synonyms/1');
      expect((await app.delete('/Customers/1/tags/1')).status).toBe(204);
      expect([await app.find('/Tags'), await app.find('/Taggings')]).toEqual([[], []]);
    });

    it('where RESTRICT says so, whoever may see the key', async () => {
      const id = await customer('Bob');
      await app.create('/Secrets', { word: 'x', customerId: id });
      const { status, body } = await app.delete(`/Customers/${id}`);
      expect({ status, body }).toEqual(
        referenced(`The \`Customer\` with id ${id} is still referred to by \`Secret\`.`),
      );
    });

    it('where the key would be emptied that is required', async () => {
      const id = await customer('Bob');
      await app.create('/Profiles', { customerId: id });
      const { status, body } = await app.delete(`/Customers/${id}`);
      expect({ status, body }).toEqual(
        referenced(`The \`Customer\` with id ${id} is still referred to by \`Profile\`.`),
      );
    });

    it('where something refers to what would be deleted with it', async () => {
      const id = await customer('Bob');
      const note = await app.create(`/Customers/${id}/notes`, { text: 'x' });
      await app.create('/Comments', { noteId: note.id });
      const { status, body } = await app.delete(`/Customers/${id}`);
      expect({ status, body }).toEqual(
        referenced(`The \`Customer\` with id ${id} is still referred to by \`Comment\`.`),
      );
      expect(await app.find('/Notes')).toHaveLength(1);
    });

    it('of a row that others of its own table refer to, but not of all of them', async () => {
      const boss = await app.create('/People', { name: 'Ada' });
      await app.create(`/People/${boss.id}/team`, { name: 'Eva' });
      const { status, body } = await app.delete(`/People/${boss.id}`);
      expect({ status, body }).toEqual(
        referenced(`The \`Person\` with id ${boss.id} is still referred to by \`Person\`.`),
      );
      expect(await model('Person').destroyAll()).toEqual({ count: 2 });
    });

    it('nor of what nothing refers to', async () => {
      const id = await customer('Bob');
      expect((await app.delete(`/Customers/${id}`)).body).toEqual({ count: 1 });
    });
  });

  describe('38. a change of a key that others refer to is 409', () => {
    it('of one, of several', async () => {
      const id = await customer('Ann', { code: 'a' });
      await app.create('/Badges', { customerCode: 'a' });
      const one = await app.patch(`/Customers/${id}`, { code: 'b' });
      expect({ status: one.status, body: one.body }).toEqual(
        referenced(`The \`Customer\` with id ${id} is still referred to by \`Badge\`.`),
      );
      const many = await app.post('/Customers/update?where={}', { code: 'b' });
      expect({ status: many.status, body: many.body }).toEqual(
        referenced('Some of the `Customer` instances are still referred to by `Badge`; none was changed.'),
      );
      expect((await app.patch(`/Customers/${id}`, { name: 'Eva', code: 'a' })).status).toBe(200);
    });
  });

  describe('38. what the database does by itself', () => {
    const EVENTS = ['before delete', 'after delete', 'before save', 'after save'];
    const observed = (name: string) => model(name) as unknown as AnyModel;

    afterEach(() => {
      for (const name of ['Note', 'Visit']) for (const event of EVENTS) observed(name).clearObservers(event);
    });

    it('CASCADE deletes rows, SET NULL empties keys, without hooks', async () => {
      const id = await customer();
      await app.create(`/Customers/${id}/notes`, { text: 'x' });
      await app.create('/Visits', { customerId: id });
      const seen: string[] = [];
      for (const name of ['Note', 'Visit']) {
        for (const event of EVENTS) observed(name).observe(event, async () => void seen.push(`${name} ${event}`));
      }
      expect((await app.delete(`/Customers/${id}`)).body).toEqual({ count: 1 });
      expect(await app.find('/Notes')).toEqual([]);
      expect(await app.find('/Visits')).toEqual([{ id: 1, customerId: null }]);
      expect(seen).toEqual([]);
      await app.create('/Notes', { text: 'y' });
      expect(seen).toEqual(['Note before save', 'Note after save']);
    });

    it('CASCADE changes keys with those that they refer to', async () => {
      await customer('Ann', { code: 'a' });
      await app.create('/Stamps', { customerCode: 'a' });
      expect((await app.patch('/Customers/1', { code: 'b' })).status).toBe(200);
      expect(await app.find('/Stamps')).toMatchObject([{ customerCode: 'b' }]);
    });
  });
});

describe('definitions of constraints', () => {
  const customers = { name: 'Customer', properties: { name: 'string' } };

  function load(foreignKeys: unknown, more: object = {}) {
    const order = { name: 'Order', properties: { customerId: 'number' }, foreignKeys, ...more };
    const dataSources = { db: { connector: 'memory' }, other: { connector: 'memory' } };
    const modelConfig = { Customer: { dataSource: 'other' }, Order: { dataSource: 'db' } };
    return loadProject({ models: [customers, order], dataSources, modelConfig });
  }

  function problemsOf(foreignKeys: unknown, more?: object): unknown {
    try {
      load(foreignKeys, more);
    } catch (error) {
      if (error instanceof DefinitionsError) return error.problems;
      throw error;
    }
    return [];
  }

  const file = 'models[1]';
  const constraintsOf = (foreignKeys: unknown, more?: object) =>
    load(foreignKeys, more).models.find(({ definition }) => definition.name === 'Order')?.definition.foreignKeys;

  it('are read with their defaults', () => {
    const place = { file, pointer: '/foreignKeys/a' };
    const read = {
      key: 'a',
      name: 'a',
      entity: 'Customer',
      foreignKey: 'customerId',
      onDelete: 'NO ACTION',
      onUpdate: 'NO ACTION',
    };
    expect(constraintsOf({ a: { entity: 'Customer', foreignKey: 'customerId' } })).toEqual([{ ...read, place }]);
    expect(constraintsOf({ a: { name: 'b', entity: { name: 'Customer' }, foreignKey: 'customerId' } })).toEqual([
      { ...read, name: 'b', place },
    ]);
    const { a } = { a: { entity: 'Customer', entityKey: 'id', foreignKey: 'customerId' } };
    expect(constraintsOf(undefined, { options: { foreignKeys: { a } } })).toEqual([
      { ...read, entityKey: 'id', place: { file, pointer: '/options/foreignKeys/a' } },
    ]);
  });

  it.each<[unknown, string]>([
    ['cascade', 'CASCADE'],
    ['Set  Null', 'SET NULL'],
    ['set default', 'SET DEFAULT'],
    ['RESTRICT', 'RESTRICT'],
    ['no action', 'NO ACTION'],
    ['explode', 'NO ACTION'],
    [null, 'NO ACTION'],
    [7, 'NO ACTION'],
  ])('have actions in any case, and else none: %j', (written, action) => {
    const a = { entity: 'Customer', foreignKey: 'customerId', onDelete: written, onUpdate: written };
    expect(constraintsOf({ a })).toMatchObject([{ onDelete: action, onUpdate: action }]);
  });

  it('are inherited key by key, and taken out by null', () => {
    const a = { entity: 'Customer', foreignKey: 'customerId' };
    const base = { name: 'Order', properties: { customerId: 'number' }, foreignKeys: { a, b: a } };
    const heir = { name: 'Parcel', base: 'Order', foreignKeys: { a: { onDelete: 'CASCADE' }, b: null, c: a } };
    const { models } = loadProject({ models: [customers, base, heir], dataSources: { db: { connector: 'memory' } } });
    const parcel = models.find(({ definition }) => definition.name === 'Parcel')?.definition;
    expect(parcel?.foreignKeys).toMatchObject([
      { key: 'a', entity: 'Customer', onDelete: 'CASCADE', place: { file: 'models[2]' } },
      { key: 'c', place: { file: 'models[2]', pointer: '/foreignKeys/c' } },
    ]);
  });

  it.each<[string, unknown, object]>([
    ['the whole', 'x', { pointer: '/foreignKeys', message: 'Expected object or null, got string' }],
    [
      'one that is no object',
      { 'a/b': 'customerId' },
      {
        pointer: '/foreignKeys/a~1b',
        message: '"a/b" is not the description of a constraint',
        expected: 'an object such as { "entity": "Customer", "entityKey": "id", "foreignKey": "customerId" }',
      },
    ],
    [
      'no model',
      { a: { foreignKey: 'customerId' } },
      {
        pointer: '/foreignKeys/a',
        message: '"entity" of the constraint "a" is missing',
        expected: 'the name of a model, or { "name": … }',
      },
    ],
    [
      'a model that is no name',
      { a: { entity: 5, foreignKey: 'customerId' } },
      { pointer: '/foreignKeys/a/entity', message: '"entity" of the constraint "a" is not a name' },
    ],
    [
      'an unknown model',
      { a: { entity: 'Client', foreignKey: 'customerId' } },
      {
        pointer: '/foreignKeys/a/entity',
        message: 'there is no model "Client"',
        expected: 'the name of a model; known: Customer, Order',
      },
    ],
    [
      'no key',
      { a: { entity: 'Customer' } },
      {
        pointer: '/foreignKeys/a',
        message: '"foreignKey" of the constraint "a" is missing',
        expected: 'a property of the model itself',
      },
    ],
    [
      'a key that is no name',
      { a: { entity: 'Customer', foreignKey: ['customerId'] } },
      { pointer: '/foreignKeys/a/foreignKey', message: '"foreignKey" of the constraint "a" is not a name' },
    ],
    [
      'another key that is no name',
      { a: { entity: 'Customer', entityKey: '', foreignKey: 'customerId' } },
      { pointer: '/foreignKeys/a/entityKey', message: '"entityKey" of the constraint "a" is not a name' },
    ],
    [
      'a name that is none',
      { a: { name: 7, entity: 'Customer', foreignKey: 'customerId' } },
      { pointer: '/foreignKeys/a/name', message: '"name" of the constraint "a" is not a name' },
    ],
  ])('are refused: %s', (_, foreignKeys, problem) => {
    expect(problemsOf(foreignKeys)).toMatchObject([{ file, ...problem }]);
  });

  it('are refused where they are written: in options, in model-config', () => {
    expect(problemsOf(undefined, { options: { foreignKeys: { a: 1 } } })).toMatchObject([
      { file, pointer: '/options/foreignKeys/a' },
    ]);
    const modelConfig = { Customer: { dataSource: 'db', options: { foreignKeys: { a: 1 } } } };
    const inConfig = () =>
      loadProject({ models: [customers], modelConfig, dataSources: { db: { connector: 'memory' } } });
    expect(inConfig).toThrow('modelConfig › /Customer/options/foreignKeys/a: "a" is not the description');
  });

  it.each(cases('update', 'recreate', false, 'lazy'))(
    'stop the start where a property is unknown: autoMigrate %j',
    async (autoMigrate) => {
      const app = new TestApp();
      const broken = { name: 'Broken', foreignKeys: { a: { entity: 'Broken', foreignKey: 'nothing' } } };
      const [sqlite] = testDatabases();
      const start = app.start(sqlite!, { models: [broken], dataSource: { autoMigrate } });
      await expect(start).rejects.toThrow(
        'models[0] › /foreignKeys/a/foreignKey: Broken has no property or column "nothing"; one of id',
      );
      await app.close();
    },
  );

  it('may name a property that a relation adds', async () => {
    const app = new TestApp();
    const order = {
      name: 'Order',
      relations: { customer: { type: 'belongsTo', model: 'Customer' } },
      foreignKeys: { a: { entity: 'Customer', foreignKey: 'customerId' } },
    };
    const [sqlite] = testDatabases();
    await app.start(sqlite!, { models: [customers, order] });
    expect((await app.post('/Orders', { customerId: 9 })).status).toBe(422);
    await app.close();
  });

  const stamp = (entity: string) => ({
    name: 'Stamp',
    properties: { linkId: 'number' },
    foreignKeys: { stampLink: { entity, foreignKey: 'linkId' } },
  });

  /** Customers and tags, each of which has a relation over their links. */
  const linked = (more: object = {}) => {
    const to = (model: string) => ({ type: 'hasAndBelongsToMany', model, ...more });
    return [
      { ...customers, relations: { tags: to('Tag') } },
      { name: 'Tag', relations: { customers: to('Customer') } },
    ];
  };

  it.each([
    ['named after both models', 'TagCustomer', {}],
    ['in any case of letters', 'tagcustomer', {}],
    ['named by the relation', 'Labels', { throughTable: 'Labels' }],
  ])('may refer to links that a relation makes: %s', async (_, entity, more) => {
    const app = new TestApp();
    const [sqlite] = testDatabases();
    await app.start(sqlite!, { models: [...linked(more), stamp(entity)] });
    const { id } = await app.create('/Customers', { name: 'Ann' });
    const tag = await app.create(`/Customers/${id}/tags`, {});
    expect((await app.post('/Stamps', { linkId: 9 })).status).toBe(422);
    expect((await app.post('/Stamps', { linkId: 1 })).status).toBe(200);
    expect((await app.delete(`/Customers/${id}/tags/rel/${tag.id}`)).status).toBe(409);
    await app.close();
  });

  it('stop the start where the links have got another name', () => {
    const make = () =>
      createApplication({
        models: [...linked(), stamp('CustomerTag')],
        dataSources: { db: { connector: 'memory' } },
        logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
      });
    expect(make).toThrow(DefinitionsError);
    expect(make).toThrow(
      /^models\[2\] › \/foreignKeys\/stampLink\/entity: there is no model "CustomerTag"; the name of a model; known: .*TagCustomer/,
    );
  });

  it('may not refer to links that no relation makes', () => {
    const through = { tags: { type: 'hasAndBelongsToMany', model: 'Order', through: 'Order' } };
    const load = (relations: object) =>
      loadProject({
        models: [{ ...customers, relations }, { name: 'Order' }, stamp('CustomerOrder')] as never,
        dataSources: { db: { connector: 'memory' } },
      });
    for (const relations of [{}, through, { orders: { type: 'hasMany', model: 'Order' } }])
      expect(() => load(relations)).toThrow('there is no model "CustomerOrder"');
    expect(load({ orders: { type: 'HasAndBelongsToMany', model: 'Order' } }).models).toHaveLength(3);
  });

  it('make a warning where the model is on another data source', async () => {
    const warnings: string[] = [];
    const order = {
      name: 'Order',
      properties: { customerId: 'number' },
      foreignKeys: { a: { entity: 'Customer', foreignKey: 'customerId' } },
    };
    const application = createApplication({
      models: [customers, order],
      modelConfig: { Customer: { dataSource: 'other' }, Order: { dataSource: 'db' } },
      dataSources: { db: { connector: 'sqlite' }, other: { connector: 'memory' } },
      logger: { log: () => undefined, warn: (text) => warnings.push(text), error: () => undefined },
    });
    await application.start();
    const orders = application.models['Order'] as unknown as ModelClass;
    expect(await orders.create({ customerId: 9 })).toMatchObject({ customerId: 9 });
    await application.close();
    expect(warnings).toEqual([
      'Data source "db": there is no constraint "a" of the model "Order", since the model "Customer" is not on the same data source.',
    ]);
  });
});

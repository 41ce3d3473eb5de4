import { ConnectorRegistry, createRegistry, DataSource, type ModelClass, ModelRegistry } from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { calledBack, useDataSource } from './use-data-source.js';

describe.each(testDatabases())('a data source in code on $name', (database) => {
  const test = useDataSource(database);

  const crate = () =>
    test.db.define('Crate', {
      label: { type: String, required: true },
      shelfId: { type: Number, [database.name]: { columnName: 'shelf_id' } },
      lid: { type: Boolean, default: true },
    }) as unknown as ModelClass;

  it('makes models that are attached to it, and known to its registry', async () => {
    const Crate = crate();
    expect(Crate.getDataSource()).toBe(test.db);
    expect(test.db.getModel('Crate')).toBe(Crate);
    expect(test.db.models['Crate']).toBe(Crate);
    expect(test.db.getModel('Nobody')).toBeUndefined();
    expect(test.db.registry.getModel('Crate')).toBe(Crate);
    expect(Object.keys(test.db.getModelDefinition('Crate')?.properties ?? {})).toEqual([
      'label',
      'shelfId',
      'lid',
      'id',
    ]);
    await test.db.autoupdate('Crate');
    expect(await Crate.create({ label: 'a' })).toMatchObject({ label: 'a', lid: true, id: 1 });
  });

  it('names columns as the definition does', () => {
    crate();
    const { db } = test;
    expect([db.columnName('Crate', 'label'), db.columnName('Crate', 'shelfId')]).toEqual(['label', 'shelf_id']);
    expect(db.columnNames('Crate').toSorted()).toEqual(['id', 'label', 'lid', 'shelf_id']);
    expect([db.idName('Crate'), db.idNames('Crate'), db.idColumnName('Crate')]).toEqual(['id', ['id'], 'id']);
    expect(() => db.idName('Nobody')).toThrow('The model "Nobody" is not attached to the data source "db".');
  });

  it('attaches classes of a registry, with their relations', async () => {
    const registry = createRegistry();
    const Shelf = registry.createModel({
      name: 'Shelf',
      properties: { code: 'string' },
      relations: { boxes: { type: 'hasMany', model: 'Box' } },
    });
    const Box = registry.createModel({ name: 'Box', relations: { shelf: { type: 'belongsTo', model: 'Shelf' } } });
    await expect((Shelf as unknown as ModelClass).find()).rejects.toThrow('has not been correctly attached');
    expect(test.db.attach(Shelf)).toBe(Shelf);
    Box.attachTo(test.db);
    await test.db.autoupdate();
    const shelf = (await (Shelf as unknown as ModelClass).create({ code: 'a' })) as unknown as {
      boxes: { create(data: object): Promise<object> };
    };
    expect(await shelf.boxes.create({})).toMatchObject({ shelfId: 1 });
    expect(Object.keys(Shelf.relations)).toEqual(['boxes']);
  });

  it('takes a model away with its class', () => {
    crate();
    test.db.deleteModelByName('Crate');
    expect([test.db.getModel('Crate'), test.db.registry.findModel('Crate')]).toEqual([undefined, undefined]);
  });

  it('calls back what its functions give', async () => {
    const { db } = test;
    const Crate = crate();
    expect(await calledBack((callback) => db.ping(callback))).toEqual([null]);
    expect(await calledBack((callback) => db.isActual('Crate', callback))).toEqual([null, false]);
    const [error] = await calledBack((callback) => db.autoupdate(['Crate'], callback));
    expect(error).toBeNull();
    expect(await calledBack((callback) => db.isActual(callback))).toEqual([null, true]);
    await Crate.create({ label: 'a' });
    expect((await calledBack((callback) => db.automigrate('Crate', callback)))[0]).toBeNull();
    expect((await Crate.create({ label: 'b' })).id).toBe(1);
    expect(await calledBack((callback) => db.disconnect(callback))).toEqual([null]);
    expect(db.connected).toBe(false);
    expect(await calledBack((callback) => db.connect(callback))).toEqual([null]);
  });

  it('refuses to migrate models that are not attached', async () => {
    await expect(test.db.automigrate('Nobody')).rejects.toThrow(
      'Cannot migrate models not attached to this datasource: Nobody',
    );
  });

  it('throws for functions that are not offered, and names what is', () => {
    const old = test.db as unknown as Record<string, () => unknown>;
    expect(() => old['discoverSchemasSync']?.()).toThrow('is not offered: use discoverSchemas');
    expect(() => old['freeze']?.()).toThrow('dataSource.freeze is not offered');
  });

  describe('runs native SQL', () => {
    it('with numbered parameters, and gives the rows', async () => {
      const { execute } = test.db.connector;
      const Crate = crate();
      await test.db.autoupdate();
      await Crate.create([{ label: 'a', shelfId: 1 }, { label: "b'$1" }]);
      expect(
        await execute('SELECT label FROM crate WHERE label = $1 OR shelf_id = $2 ORDER BY label', ['b', 1]),
      ).toEqual([{ label: 'a' }]);
      expect(await execute("SELECT '$1' AS text, $2 AS b, $1 AS a -- $3", ['x', 'y'])).toEqual([
        { text: '$1', b: 'y', a: 'x' },
      ]);
      expect(await execute("SELECT 1 AS one, 'two' AS two")).toEqual([{ one: 1, two: 'two' }]);
      expect(await execute('INSERT INTO crate (label, lid) VALUES ($1, $2) RETURNING label', ['c', true])).toEqual([
        { label: 'c' },
      ]);
    });

    it('and tells how many rows a change touched', async () => {
      const { execute } = test.db.connector;
      const Crate = crate();
      await test.db.autoupdate();
      await Crate.create([{ label: 'a' }, { label: 'b' }]);
      expect(await execute('UPDATE crate SET label = $1', ['c'])).toEqual({ affectedRows: 2, count: 2, rows: [] });
      const called = await calledBack((callback) => execute('DELETE FROM crate WHERE label = $1', ['c'], {}, callback));
      expect(called).toEqual([null, { affectedRows: 2, count: 2, rows: [] }]);
    });

    it('and fails with the error of the database', async () => {
      const code = database.name === 'postgresql' ? '42P01' : 'SQLITE_ERROR';
      await expect(test.db.connector.execute('SELECT * FROM no_such_table')).rejects.toMatchObject({ code });
      const [error] = await calledBack((callback) =>
        test.db.connector.execute('SELECT * FROM no_such_table', callback),
      );
      expect(error).toMatchObject({ code });
    });
  });

  it('makes a model of a plain object', async () => {
    const sample = {
      name: 'Bo',
      age: 30,
      alive: true,
      born: new Date(0),
      hobbies: ['chess'],
      address: { street: 'S', no: 1 },
      friends: [{ name: 'Al', since: 1999 }],
      nothing: null,
    };
    const Person = test.db.buildModelFromInstance('Person', sample, { idInjection: true });
    const { properties } = Person.definition;
    const named = (type: unknown): unknown => (Array.isArray(type) ? type.map(named) : (type as { name: string }).name);
    expect(
      Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, named(property['type'])])),
    ).toEqual({
      name: 'String',
      age: 'Number',
      alive: 'Boolean',
      born: 'Date',
      hobbies: ['String'],
      address: 'Person_address',
      friends: ['Person_friends'],
      nothing: 'Any',
      id: 'Number',
    });
    await test.db.autoupdate('Person');
    const { id } = await (Person as unknown as ModelClass).create(sample);
    const stored = await (Person as unknown as ModelClass).findById(id);
    expect(stored?.toJSON()).toEqual({ ...sample, id });
  });

  it.each([
    ['itself', 'self', (sample: Record<string, unknown>) => (sample['self'] = sample)],
    ['a list of itself', 'friends', (sample: Record<string, unknown>) => (sample['friends'] = [sample])],
    ['an object that has it', 'home.owner', (sample: Record<string, unknown>) => (sample['home'] = { owner: sample })],
    [
      'a list in itself',
      'list',
      (sample: Record<string, unknown>) => (sample['list'] as unknown[]).push(sample['list']),
    ],
  ])('makes no model of an object with %s', (_what, path, tie) => {
    const sample: Record<string, unknown> = { name: 'Bo', list: [], twice: {} };
    tie(sample);
    const build = () => test.db.buildModelFromInstance('Person', sample);
    expect(build).toThrow(`No model can be made of the sample: "${path}" is an object or a list that contains it.`);
    expect(test.db.getModel('Person')).toBeUndefined();
  });

  it('makes a model of an object that has another one twice', () => {
    const part = { no: 1 };
    const { properties } = test.db.buildModelFromInstance('Pair', { left: part, right: part }).definition;
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(['left', 'right']));
  });
});

describe('a data source', () => {
  it('needs no more than the name of a connector', async () => {
    const db = new DataSource('memory');
    expect([db.name, db.connector.name, db.isRelational()]).toEqual(['memory', 'memory', false]);
    const Note = db.define('Note', { text: 'string' }) as unknown as ModelClass;
    expect(await Note.create({ id: 7, text: 'a' }, { validate: false })).toMatchObject({ id: 7 });
    expect((await Note.create({ text: 'b' })).id).toBe(8);
    await db.disconnect();
  });

  it('takes a connector, by its name or itself', async () => {
    const connector = new ConnectorRegistry().find('memory');
    const db = new DataSource('db', { connector });
    expect(db.connector.name).toBe('memory');
    await db.define('Note', { text: String }).create({ text: 'a' });
    await db.disconnect();
  });

  it('takes its name from its settings', () => {
    expect(new DataSource({ name: 'store', connector: 'sqlite' }).name).toBe('store');
    expect(new DataSource({ connector: 'sqlite' }).name).toBe('sqlite');
    expect(new DataSource('db', { connector: 'sqlite' }).isRelational()).toBe(true);
  });

  it('puts its models into the registry that it is given', () => {
    const registry = createRegistry();
    expect(registry).toBeInstanceOf(ModelRegistry);
    const [one, other] = [
      new DataSource('a', { connector: 'memory' }, registry),
      registry.createDataSource('b', { connector: 'memory' }),
    ];
    const Note = one.define('Note');
    expect(registry.findModel('Note')).toBe(Note);
    expect(other.registry).toBe(registry);
    expect(new DataSource('memory').registry.findModel('Note')).toBeUndefined();
  });

  it('keeps models of the same name apart', async () => {
    const sources = Array.from({ length: 3 }, () => new DataSource('memory'));
    const notes = sources.map((db) => db.define('Note', { text: 'string' }) as unknown as ModelClass);
    await Promise.all(notes.map((Note, index) => Note.create({ text: String(index) })));
    expect(await Promise.all(notes.map((Note) => Note.count()))).toEqual([1, 1, 1]);
    await Promise.all(sources.map((db) => db.disconnect()));
  });
});

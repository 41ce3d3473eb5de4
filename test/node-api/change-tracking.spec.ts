import { createApplication, createRegistry, DataSource, type PersistedModel } from '@loopnest/models';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../support/databases.js';

type Instance = any;

const properties = { id: { type: 'string', id: true, defaultFn: 'guid' }, text: 'string' };
const tracked = { properties, trackChanges: true, changeCleanupInterval: -1 };
const silent = { log: ignore, warn: ignore, error: ignore };

describe.each(testDatabases())('change tracking in code on $name', (database) => {
  let created: CreatedDatabase;
  let db: DataSource;

  beforeEach(async () => {
    created = await database.create({ storage: 'file' });
    db = new DataSource('db', { connector: database.name, url: created.url, autoMigrate: 'lazy' });
  });
  afterEach(async () => {
    await db.disconnect();
    await created.drop();
  });

  function define(definition: Record<string, unknown>, dataSource = db): typeof PersistedModel {
    const model = createRegistry().createModel(definition) as typeof PersistedModel;
    model.attachTo(dataSource);
    return model;
  }

  it('makes its tables when they are needed, without an application', async () => {
    const Note = define({ name: 'Note', ...tracked });
    await Note.create({ id: 'a', text: 'a' });
    expect((await Note.changes(-1)).map(({ modelId }: Instance) => modelId)).toEqual(['a']);
    expect(await Note.currentCheckpoint()).toBe(1);
    expect(((await Note.checkpoint()) as Instance).seq).toBe(2);
    expect(Note.getChangeModel().modelName).toBe('Note-change');
  });

  it('has its tables among those that are made at once', async () => {
    const eager = new DataSource('eager', { connector: database.name, url: created.url });
    const Note = define({ name: 'Note', ...tracked }, eager);
    await eager.autoupdate();
    await Note.create({ id: 'a', text: 'a' });
    expect(await Note.changes(-1)).toHaveLength(1);
    await eager.disconnect();
  });

  it('begins where it is switched on, and says so before', async () => {
    const Note = define({ name: 'Note', properties, changeCleanupInterval: -1 });
    await Note.create({ id: 'a', text: 'a' });
    await expect(Note.changes(-1)).rejects.toThrow('Changes of the model "Note" are not tracked');
    Note.enableChangeTracking();
    await Note.create({ id: 'b', text: 'b' });
    await Note.updateAll({ id: 'a' }, { text: 'A' });
    const ids = (await Note.changes(-1)).map(({ modelId }: Instance): string => modelId);
    expect(new Set(ids)).toEqual(new Set(['a', 'b']));
  });

  it('keeps a record for each heir, which is its own', async () => {
    const Note = define({ name: 'Note', ...tracked });
    const Memo = Note.extend('Memo', {}) as typeof PersistedModel;
    const Loose = Note.extend('Loose', {}, { trackChanges: false }) as typeof PersistedModel;
    Memo.attachTo(db);
    Loose.attachTo(db);
    await Note.create({ id: 'n', text: 'x' });
    await Memo.create({ id: 'm', text: 'x' });
    await Loose.create({ id: 'l', text: 'x' });
    expect((await Note.changes(-1)).map(({ modelId }: Instance) => modelId)).toEqual(['n']);
    expect((await Memo.changes(-1)).map(({ modelId, modelName }: Instance) => [modelName, modelId])).toEqual([
      ['Memo', 'm'],
    ]);
    await expect(Loose.changes(-1)).rejects.toThrow('not tracked');
  });

  it('looks at nothing where it is off', () => {
    const Note = define({ name: 'Note', properties });
    expect(Note.core.hasObservers('after save') || Note.core.hasObservers('after delete')).toBe(false);
    expect(db.modelNames).toEqual(['Note']);
  });

  it('belongs to the transaction of models that are bound to one', async () => {
    const Note = define({ name: 'Note', ...tracked });
    await Note.create({ id: 'a', text: 'a' });
    const before = (await Note.findLastChange('a')) as Instance;
    const failing = db.transaction(async (bound) => {
      const Bound = bound['Note'] as unknown as typeof PersistedModel;
      await Bound.updateAll({ id: 'a' }, { text: 'b' });
      expect(((await Bound.findLastChange('a')) as Instance).rev).not.toBe(before.rev);
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    expect(((await Note.findLastChange('a')) as Instance).rev).toBe(before.rev);
  });

  it('keeps the revision before within a checkpoint, and moves it on at the next', async () => {
    const Note = define({ name: 'Note', ...tracked });
    const last = async (): Promise<Instance> => Note.findLastChange('a');
    await Note.create({ id: 'a', text: '1' });
    const first = await last();
    await Note.updateAll({ id: 'a' }, { text: '2' });
    expect(await last()).toMatchObject({ prev: null, checkpoint: 1 });
    const second = await last();
    expect([first.type(), second.type()]).toEqual(['create', 'create']);
    await Note.checkpoint();
    await Note.updateAll({ id: 'a' }, { text: '3' });
    await Note.updateAll({ id: 'a' }, { text: '4' });
    expect(await last()).toMatchObject({ prev: second.rev, checkpoint: 2 });
    expect((await last()).type()).toBe('update');
    await Note.destroyById('a');
    expect(await last()).toMatchObject({ rev: null, prev: second.rev });
    expect((await last()).type()).toBe('delete');
  });

  it('refuses a model that has more than one id', () => {
    const two = { a: { type: 'string', id: 1 }, b: { type: 'string', id: 2 } };
    expect(() => define({ name: 'Pair', properties: two, trackChanges: true })).toThrow(
      'Changes of the model "Pair" cannot be tracked: it has to have one id property',
    );
  });

  it('names Change and Checkpoint without a file of theirs, in whatever order', async () => {
    const { url, drop } = await database.create({ storage: 'file' });
    const app = createApplication({
      models: [{ name: 'Note', ...tracked }],
      modelConfig: { Note: { dataSource: 'db' }, Checkpoint: { dataSource: 'db' }, Change: { dataSource: 'db' } },
      dataSources: { db: { connector: database.name, url } },
      logger: silent,
    });
    try {
      await app.start();
      expect(app.dataSources['db']?.modelNames.toSorted()).toEqual(['Change', 'Checkpoint', 'Note', 'Note-change']);
      const Note = app.registry.getModel('Note') as typeof PersistedModel;
      await Note.checkpoint();
      const Checkpoint = app.registry.getModel('Checkpoint') as typeof PersistedModel;
      expect((await Checkpoint.find()).map(({ seq }: Instance) => seq)).toEqual([2]);
    } finally {
      await app.close();
      await drop();
    }
  });
});

function ignore(): void {}

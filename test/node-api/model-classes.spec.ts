import { type AnyModel, type DataSource, type ModelClass, ModelRegistry } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Crate, crateModel } from './crates.js';
import { useModels } from './use-models.js';

function persisted(model: AnyModel): ModelClass {
  return model as unknown as ModelClass;
}

describe.each(testDatabases())('model classes on $name', (database) => {
  const fair = { name: 'art-fair', properties: { title: 'string' } };
  const models = useModels(database, [crateModel, fair]);
  let db: DataSource;

  beforeEach(() => {
    db = models.app.dataSources['db']!;
  });

  it('are found in app.models by all variants of their names', () => {
    const { models: table, registry } = models.app;
    const model = registry.getModel('art-fair');
    expect([table['art-fair'], table['ArtFair'], table['artFair']]).toEqual([model, model, model]);
    expect(Object.keys(table).filter((name) => name.toLowerCase().includes('crate'))).toEqual(['Crate']);
    expect(table().map(({ modelName }) => modelName)).toEqual(['Crate', 'art-fair']);
    expect(table['Nobody']).toBeUndefined();
  });

  it('know themselves', () => {
    const model = models.app.registry.getModel('Crate');
    expect(model.name).toBe('Crate');
    expect([model.modelName, model.pluralModelName, model.getIdName()]).toEqual(['Crate', 'Crates', 'id']);
    expect(model.base).toBe(models.app.registry.PersistedModel);
    expect(model.app).toBe(models.app);
    expect([model.dataSource, model.getDataSource()]).toEqual([db, db]);
    expect(model.definition.settings).toBe(model.settings);
    expect(model.definition.properties['packed']).toMatchObject({ type: Date });
    expect([model.definition.idName(), model.definition.idNames()]).toEqual(['id', ['id']]);
    const names: string[] = [];
    model.forEachProperty((name) => names.push(name));
    expect(names).toContain('label');
  });

  it('are made by a registry at any time', async () => {
    await models.model('Crate').find();
    const made = models.app.registry.createModel('Pallet', { code: 'string' });
    await expect(persisted(made).find()).rejects.toThrow('Cannot call Pallet.find()');
    made.attachTo(db);
    await db.autoupdate('Pallet');
    const pallet = await persisted(made).create({ code: 'x' });
    expect(pallet).toBeInstanceOf(made);
    expect(await persisted(made).count({ code: 'x' })).toBe(1);
    expect(models.app.models['Pallet']).toBeUndefined();
    models.app.model(made, {});
    expect(models.app.models['Pallet']).toBe(made);
    models.app.deleteModelByName('Pallet');
    expect(models.app.registry.findModel('Pallet')).toBeUndefined();
  });

  it('are extended', async () => {
    const base = models.app.registry.getModel('Crate');
    const Box = base.extend('Box', { lid: 'boolean' }, { hidden: ['weight'] });
    Box.attachTo(db);
    await db.autoupdate('Box');
    const box = await persisted(Box).create({ label: 'a', lid: true, pin: 'p' });
    expect(box).toBeInstanceOf(base);
    expect(box.toJSON()).toEqual({ id: 1, label: 'a', lid: true });
    expect([Box.base, Box.modelName]).toEqual([base, 'Box']);
    expect(models.app.registry.getModelByType('Crate')).toBe(Box);
    expect(await models.model('Crate').count()).toBe(0);
    models.app.registry.deleteModel('Box');
  });

  it('grow properties after the first query', async () => {
    const made = models.app.registry.createModel('Growing', { a: 'string' });
    made.attachTo(db);
    await db.autoupdate('Growing');
    await persisted(made).create({ a: 'x' });
    made.defineProperty('b', { type: 'number', default: 5 });
    await db.autoupdate('Growing');
    expect((await persisted(made).create({ b: '7' })).toJSON()).toMatchObject({ b: 7 });
    expect(await persisted(made).find({ where: { b: 7 } })).toHaveLength(1);
    expect(made.getPropertyType('b')).toBe('Number');
    models.app.registry.deleteModel('Growing');
  });

  it('take changed settings at the next call', async () => {
    const made = models.app.registry.createModel('Changing', { a: 'string' });
    made.attachTo(db);
    await db.autoupdate('Changing');
    made.settings['strict'] = true;
    await expect(persisted(made).create({ a: 'x', more: 1 })).rejects.toMatchObject({ statusCode: 422 });
    made.settings['hidden'] = ['a'];
    expect((await persisted(made).create({ a: 'x' })).toJSON()).toEqual({ id: 1 });
    models.app.registry.deleteModel('Changing');
  });

  it('call what replaces a static function', async () => {
    const Model = models.model<Crate>('Crate');
    const { find } = Model;
    const replaced = () => Promise.resolve([]);
    Object.assign(Model, { find: replaced });
    expect(Model.find).toBe(replaced);
    Object.assign(Model, { find });
  });
});

describe('model classes without a data source', () => {
  const registry = new ModelRegistry();
  const Loose = persisted(registry.createModel('Loose', { a: 'string' }));

  it.each([
    ['find', () => Loose.find()],
    ['findOne', () => Loose.findOne()],
    ['findById', () => Loose.findById(1)],
    ['findByIds', () => Loose.findByIds([1])],
    ['findOrCreate', () => Loose.findOrCreate({ a: 'x' })],
    ['count', () => Loose.count()],
    ['exists', () => Loose.exists(1)],
    ['create', () => Loose.create({ a: 'x' })],
    ['upsert', () => Loose.patchOrCreate({ a: 'x' })],
    ['replaceOrCreate', () => Loose.replaceOrCreate({ a: 'x' })],
    ['upsertWithWhere', () => Loose.upsertWithWhere({ a: 'x' }, { a: 'y' })],
    ['replaceById', () => Loose.replaceById(1, { a: 'x' })],
    ['updateAll', () => Loose.updateAll({ a: 'x' })],
    ['destroyAll', () => Loose.destroyAll()],
    ['deleteById', () => Loose.destroyById(1)],
    ['save', () => new Loose({ a: 'x' }).save()],
    ['updateAttributes', () => new Loose({ a: 'x' }).patchAttributes({ a: 'y' })],
    ['reload', () => new Loose({ a: 'x' }).reload()],
    ['destroy', () => new Loose({ a: 'x' }).destroy()],
  ])('say so for %s', async (method, call) => {
    const text = `Cannot call Loose.${method}(). The ${method} method has not been setup. The PersistedModel has not been correctly attached to a DataSource!`;
    await expect(call()).rejects.toThrow(text);
  });

  it('can be instantiated and extended', () => {
    expect(new Loose({ a: 5 }).toJSON()).toEqual({ a: '5' });
    const Heir = registry.createModel({ name: 'Heir', base: 'Loose', properties: { b: 'number' } });
    expect(new Heir({ a: 'x', b: '1' }).toJSON()).toEqual({ a: 'x', b: 1 });
    expect(new Heir()).toBeInstanceOf(Loose);
  });

  it('need a base that is there', () => {
    expect(() => registry.createModel({ name: 'Orphan', base: 'Nobody' })).toThrow(
      'Model not found: model `Orphan` is extending an unknown model `Nobody`.',
    );
    expect(() => registry.getModel('Nobody')).toThrow('Model not found: Nobody');
    expect(registry.findModel('Nobody')).toBeUndefined();
  });
});

import type { ModelClass } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Crate, crateModel, type Tag, tagModel } from './crates.js';
import { useModels } from './use-models.js';

describe.each(testDatabases())('operations on $name', (database) => {
  const models = useModels(database, [crateModel, tagModel, { ...tagModel, name: 'StrictTag', strictDelete: true }]);
  let Crate: ModelClass<Crate>;
  let Tag: ModelClass<Tag>;

  beforeEach(() => {
    Crate = models.model<Crate>('Crate');
    Tag = models.model<Tag>('Tag');
  });

  it('has one function under all names of it', () => {
    expect([Crate.upsert, Crate.updateOrCreate]).toEqual([Crate.patchOrCreate, Crate.patchOrCreate]);
    expect(Crate.patchOrCreateWithWhere).toBe(Crate.upsertWithWhere);
    expect(Crate.update).toBe(Crate.updateAll);
    expect([Crate.remove, Crate.deleteAll]).toEqual([Crate.destroyAll, Crate.destroyAll]);
    expect([Crate.deleteById, Crate.removeById]).toEqual([Crate.destroyById, Crate.destroyById]);
    const { prototype } = Crate as unknown as { prototype: Record<string, unknown> };
    expect(prototype['updateAttributes']).toBe(prototype['patchAttributes']);
    expect([prototype['delete'], prototype['remove']]).toEqual([prototype['destroy'], prototype['destroy']]);
  });

  it('creates instances of the class', async () => {
    const crate = await Crate.create({ label: 'a', packed: '2020-05-05' });
    expect(crate).toBeInstanceOf(Crate);
    expect(crate.isNewRecord()).toBe(false);
    expect(crate).toMatchObject({ id: expect.any(Number), weight: 1, packed: new Date('2020-05-05') });
    const instance = new Crate({ label: 'b' });
    expect(await Crate.create(instance)).toBe(instance);
    expect(await Crate.create([])).toEqual([]);
    const several = await Crate.create([{ label: 'c' }, { label: 'd' }]);
    expect(several.map(({ label }) => label)).toEqual(['c', 'd']);
    expect(await Crate.count()).toBe(4);
  });

  it('finds in the order of the ids', async () => {
    const made = await Crate.create([{ label: 'a' }, { label: 'b' }, { label: 'c' }]);
    const ids = Object.fromEntries(made.map(({ id, label }) => [label, id]));
    const labels = async (...parameters: Parameters<typeof Crate.findByIds>) =>
      (await Crate.findByIds(...parameters)).map(({ label }) => label);
    expect(await labels([ids['c'], 0, ids['a'], ids['b']])).toEqual(['c', 'a', 'b']);
    expect(await labels([ids['c'], ids['a']], { where: { label: 'a' } })).toEqual(['a']);
    expect(await labels([ids['a'], ids['c']], { order: 'label DESC' })).toEqual(['c', 'a']);
    expect(await labels([])).toEqual([]);
  });

  it('finds or creates', async () => {
    const [first, isNew] = await Crate.findOrCreate({ where: { label: 'a' } }, { label: 'a', weight: 3 });
    expect([first.weight, isNew]).toEqual([3, true]);
    const [second, isNewAgain] = await Crate.findOrCreate({ where: { label: 'a' } }, { label: 'a', weight: 4 });
    expect([second.id, second.weight, isNewAgain]).toEqual([first.id, 3, false]);
    expect((await Crate.findOrCreate({ label: 'a' }))[1]).toBe(false);
  });

  it('answers null, false or zero for what is not there', async () => {
    expect(await Crate.findById(0)).toBeNull();
    expect(await Crate.findOne()).toBeNull();
    expect(await Crate.exists(0)).toBe(false);
    expect(await Crate.destroyById(0)).toEqual({ count: 0 });
    expect(await Crate.updateAll({ label: 'x' }, { weight: 1 })).toEqual({ count: 0 });
  });

  it.each([
    ['findById', 'findById', () => Crate.findById(undefined)],
    ['exists', 'exists', () => Crate.exists(null)],
    ['destroyById', 'deleteById', () => Crate.destroyById('')],
  ])('%s needs an id', async (_name, named, call) => {
    await expect(call()).rejects.toThrow(`Model::${named} requires the id argument`);
  });

  it('refuses to change ids', async () => {
    const { id } = await Crate.create({ label: 'a' });
    const other = `id property (id) cannot be updated from ${id} to ${id + 1}`;
    await expect(Crate.replaceById(id, { id: id + 1, label: 'b' })).rejects.toMatchObject({
      statusCode: 400,
      message: other,
    });
    const crate = await Crate.findById(id);
    const forced = `id cannot be updated from ${id} to ${id + 1} when forceId is set to true`;
    await expect(crate?.patchAttributes({ id: id + 1 })).rejects.toMatchObject({ statusCode: 400, message: forced });
  });

  it('tells what is not there, with LoopBack’s two statuses where it has them', async () => {
    const unknown = { statusCode: 404, status: 404 };
    await expect(Crate.replaceById(4711, { label: 'b' })).rejects.toMatchObject({
      ...unknown,
      message: 'Could not replace. Object with id 4711 does not exist!',
    });
    await expect(Crate.upsert({ id: 4711, label: 'b' })).rejects.toMatchObject({
      ...unknown,
      message: 'Could not update attributes. Object with id 4711 does not exist!',
    });
    const gone = await Crate.create({ label: 'a' });
    await gone.destroy();
    const error: unknown = await gone.patchAttributes({ label: 'b' }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ statusCode: 404 });
    expect(error).not.toHaveProperty('status');
    const StrictTag = models.model<Tag>('StrictTag');
    await expect(StrictTag.destroyById('x')).rejects.toMatchObject({
      statusCode: 404,
      code: 'NOT_FOUND',
      message: 'No instance with id x found for StrictTag',
    });
  });

  it('upserts', async () => {
    expect(await Tag.upsert({ code: 'a', text: 'x' })).toMatchObject({ code: 'a', text: 'x' });
    expect(await Tag.upsert({ code: 'a', colour: 'red' })).toMatchObject({ text: 'x', colour: 'red' });
    expect((await Tag.replaceOrCreate({ code: 'a', colour: 'blue' })).toJSON()).toMatchObject({
      code: 'a',
      colour: 'blue',
    });
    expect((await Tag.findById('a'))?.text).toBeNull();
    expect(await Tag.upsertWithWhere({ colour: 'blue' }, { text: 'y' })).toMatchObject({ code: 'a', text: 'y' });
    await expect(Tag.upsert([] as never)).rejects.toThrow(
      'updateOrCreate does not support bulk mode or any array input',
    );
    await expect(Tag.upsertWithWhere({ code: 'a' }, {})).rejects.toMatchObject({
      statusCode: 400,
      message: 'data object cannot be empty!',
    });
    await Tag.create({ code: 'b', colour: 'blue' });
    await expect(Tag.upsertWithWhere({ colour: 'blue' }, { text: 'z' })).rejects.toMatchObject({
      statusCode: 400,
      message: 'There are multiple instances found.Upsert Operation will not be performed!',
    });
  });

  it('loses no change of another property', async () => {
    const { id } = await Crate.create({ label: 'a' });
    const [one, other] = [await Crate.findById(id), await Crate.findById(id)];
    await Promise.all([one?.patchAttributes({ weight: 7 }), other?.patchAttributes({ fragile: true })]);
    expect(await Crate.findById(id)).toMatchObject({ label: 'a', weight: 7, fragile: true });
  });

  it('upserts one id many times at once', async () => {
    const texts = Array.from({ length: 10 }, (_, index) => `t${index}`);
    const upserted = await Promise.all(texts.map((text) => Tag.upsert({ code: 'a', text })));
    expect(upserted.map(({ text }) => text)).toEqual(texts);
    await Promise.all(texts.map((text) => Tag.replaceOrCreate({ code: 'b', text })));
    expect((await Tag.find({ order: 'code' })).map(({ code }) => code)).toEqual(['a', 'b']);
  });

  it('passes options on to hooks', async () => {
    const seen: unknown[] = [];
    const observe = (context: { options: unknown }) => void seen.push(context.options);
    Crate.observe('access', observe as never);
    const options = { mine: true };
    await Crate.find({}, options);
    await Crate.count({}, options);
    Crate.removeObserver('access', observe as never);
    expect(seen).toEqual([options, options]);
    expect(seen[0]).toBe(options);
  });
});

import type { ModelClass, ModelInstance } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { called, type Results, uncaught } from './called.js';
import { type Crate, crateModel, type Tag, tagModel } from './crates.js';
import { useModels } from './use-models.js';

describe.each(testDatabases())('calls with callbacks on $name', (database) => {
  const models = useModels(database, [crateModel, tagModel]);
  let Crate: ModelClass<Crate>;
  let Tag: ModelClass<Tag>;
  let crate: ModelInstance<Crate>;

  beforeEach(async () => {
    Crate = models.model<Crate>('Crate');
    Tag = models.model<Tag>('Tag');
    crate = await Crate.create({ label: 'a' });
    await Tag.create({ code: 'a', text: 'x' });
  });

  const one = expect.objectContaining({ label: 'a' });
  const calls: [string, (callback: (...results: Results) => void) => unknown, Results][] = [
    ['find', (done) => Crate.find(done), [null, [one]]],
    ['find with a filter', (done) => Crate.find({ limit: 1 }, done), [null, [one]]],
    ['find with options', (done) => Crate.find({ limit: 1 }, {}, done), [null, [one]]],
    ['findOne', (done) => Crate.findOne(done), [null, one]],
    ['findOne with options', (done) => Crate.findOne({ where: { label: 'b' } }, {}, done), [null, null]],
    ['findById', (done) => Crate.findById(crate.id, done), [null, one]],
    ['findById with a filter', (done) => Crate.findById(crate.id, {}, done), [null, one]],
    ['findById with options', (done) => Crate.findById(crate.id, {}, {}, done), [null, one]],
    ['findByIds', (done) => Crate.findByIds([crate.id], done), [null, [one]]],
    ['findOrCreate', (done) => Crate.findOrCreate({ where: { label: 'a' } }, { label: 'a' }, done), [null, one, false]],
    [
      'findOrCreate with data',
      (done) => Crate.findOrCreate({ label: 'b' }, done),
      [null, expect.objectContaining({ label: 'b' }), true],
    ],
    ['count', (done) => Crate.count(done), [null, 1]],
    ['count with a where', (done) => Crate.count({ label: 'b' }, done), [null, 0]],
    ['count with options', (done) => Crate.count({ label: 'a' }, {}, done), [null, 1]],
    ['exists', (done) => Crate.exists(crate.id, done), [null, true]],
    ['create', (done) => Crate.create({ label: 'b' }, done), [null, expect.objectContaining({ label: 'b' })]],
    [
      'create with options',
      (done) => Crate.create({ label: 'b' }, {}, done),
      [null, expect.objectContaining({ label: 'b' })],
    ],
    [
      'create of several',
      (done) => Crate.create([{ label: 'b' }], done),
      [null, [expect.objectContaining({ label: 'b' })]],
    ],
    [
      'patchOrCreate',
      (done) => Tag.patchOrCreate({ code: 'a', text: 'y' }, done),
      [null, expect.objectContaining({ text: 'y' })],
    ],
    [
      'replaceOrCreate',
      (done) => Tag.replaceOrCreate({ code: 'a' }, {}, done),
      [null, expect.objectContaining({ code: 'a' })],
    ],
    [
      'upsertWithWhere',
      (done) => Tag.upsertWithWhere({ code: 'a' }, { text: 'y' }, done),
      [null, expect.objectContaining({ text: 'y' })],
    ],
    [
      'replaceById',
      (done) => Tag.replaceById('a', { text: 'y' }, done),
      [null, expect.objectContaining({ text: 'y' })],
    ],
    ['updateAll', (done) => Crate.updateAll({ weight: 2 }, done), [null, { count: 1 }]],
    [
      'updateAll with a where',
      (done) => Crate.updateAll({ label: 'a' }, { weight: 2 }, {}, done),
      [null, { count: 1 }],
    ],
    ['destroyAll', (done) => Crate.destroyAll(done), [null, { count: 1 }]],
    ['destroyById', (done) => Crate.destroyById(crate.id, done), [null, { count: 1 }]],
    ['save', (done) => crate.save(done), [null, one]],
    ['patchAttributes', (done) => crate.patchAttributes({ weight: 3 }, {}, done), [null, one]],
    ['updateAttribute', (done) => crate.updateAttribute('weight', 3, done), [null, one]],
    ['replaceAttributes', (done) => crate.replaceAttributes({ label: 'a' }, done), [null, one]],
    ['reload', (done) => crate.reload(done), [null, one]],
    ['destroy', (done) => crate.destroy({}, done), [null, { count: 1 }]],
  ];

  it.each(calls)('%s calls back once, later', async (_name, call, results) => {
    expect(await called(call)).toEqual(results);
  });

  it('calls back with an error', async () => {
    expect(await called((done) => Crate.findById(undefined, done))).toEqual([
      new Error('Model::findById requires the id argument'),
      undefined,
    ]);
    const failure = expect.objectContaining({ statusCode: 400, message: 'The limit parameter -1 is not valid' });
    expect(await called((done) => Crate.find({ limit: -1 }, done))).toEqual([failure, undefined]);
  });

  it('calls back with what was refused', async () => {
    const [error, refused] = await called((done) => Crate.create({ weight: 5 }, done));
    expect(error).toMatchObject({ name: 'ValidationError', statusCode: 422 });
    expect(refused).toBeInstanceOf(Crate);
    expect(refused).toMatchObject({ weight: 5 });
    const [errors, items] = await called((done) => Crate.create([{ label: 'b' }, { weight: 5 }, { label: 'c' }], done));
    expect(Array.from(errors as Iterable<unknown>)).toEqual([
      undefined,
      expect.objectContaining({ name: 'ValidationError' }),
    ]);
    expect(items).toMatchObject([{ label: 'b' }, { weight: 5 }, { label: 'c' }]);
  });

  it.each([
    ['a result', (done: () => void) => Crate.count(done)],
    ['an error', (done: () => void) => Crate.find({ limit: -1 }, done)],
    ['the result of an instance', (done: () => void) => crate.save(done)],
  ])('does not swallow what a callback throws at %s, nor calls it again', async (_name, call) => {
    let count = 0;
    const thrown = await uncaught(() =>
      call(() => {
        count++;
        throw new Error('mine');
      }),
    );
    expect(thrown).toEqual([new Error('mine')]);
    expect(count).toBe(1);
  });
});

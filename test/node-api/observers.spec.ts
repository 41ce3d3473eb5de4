import type { ModelClass, ModelInstance } from '@loopnest/models';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Crate, crateModel, type Tag, tagModel } from './crates.js';
import { useModels } from './use-models.js';

const EVENTS = ['access', 'before save', 'persist', 'loaded', 'after save', 'before delete', 'after delete'];
/** What a context may have, as the chapter on hooks abbreviates it. */
const MEMBERS = { instance: 'i', data: 'd', where: 'w', currentInstance: 'ci', query: 'q', info: 'info' } as const;

interface Context extends Record<string, unknown> {
  isNewInstance?: boolean;
  hookState: object;
  options: object;
}

/** `persist (d w ci n-)`: an event, and what its context has. */
function describeContext(event: string, context: Context): string {
  const members = Object.entries(MEMBERS).flatMap(([name, short]) => (context[name] === undefined ? [] : [short]));
  const isNew = context.isNewInstance === undefined ? [] : [context.isNewInstance ? 'n+' : 'n-'];
  return `${event} (${[...members, ...isNew].join(' ')})`;
}

const CREATE = ['before save (i n+)', 'persist (d ci n+)', 'loaded (d n+)', 'after save (i n+)'];
const REPLACE = ['before save (i n-)', 'persist (d w ci n-)', 'loaded (d n-)', 'after save (i n-)'];
const SAVE = ['before save (i)', 'persist (d w ci)', 'loaded (d)', 'after save (i)'];
const PATCH = ['before save (d w ci)', 'persist (d w ci n-)', 'loaded (d n-)', 'after save (i n-)'];
const FIND = ['access (q)', 'loaded (d n-)'];
const DELETE = ['access (q)', 'before delete (w)', 'after delete (w info)'];

describe.each(testDatabases())('observers on $name', (database) => {
  const models = useModels(database, [crateModel, tagModel]);
  let Crate: ModelClass<Crate>;
  let Tag: ModelClass<Tag>;
  let crate: ModelInstance<Crate>;
  let events: string[] = [];
  let contexts: Context[] = [];

  beforeEach(async () => {
    Crate = models.model<Crate>('Crate');
    Tag = models.model<Tag>('Tag');
    crate = await Crate.create({ label: 'a' });
    await Tag.create({ code: 'a', text: 'x' });
    for (const model of [Crate, Tag]) {
      for (const event of EVENTS) {
        const observer = (context: Context) => {
          events.push(describeContext(event, context));
          contexts.push(context);
        };
        model.observe(event, observer as never);
      }
    }
    [events, contexts] = [[], []];
  });

  afterEach(() => {
    for (const model of [Crate, Tag]) for (const event of EVENTS) model.clearObservers(event);
  });

  const operations: [string, () => Promise<unknown>, string[]][] = [
    ['create', () => Crate.create({ label: 'b' }), CREATE],
    ['save of a new instance', () => new Crate({ label: 'b' }).save(), CREATE],
    ['save of a stored instance', () => crate.save(), SAVE],
    ['patchAttributes', () => crate.patchAttributes({ weight: 2 }), PATCH],
    ['updateAttribute', () => crate.updateAttribute('weight', 2), PATCH],
    ['replaceById', () => Crate.replaceById(crate.id, { label: 'b' }), REPLACE],
    ['replaceAttributes', () => crate.replaceAttributes({ label: 'b' }), REPLACE],
    ['replaceOrCreate of a chosen id', () => Tag.replaceOrCreate({ code: 'a' }), ['access (q)', ...REPLACE]],
    ['replaceOrCreate of a new id', () => Tag.replaceOrCreate({ code: 'b' }), ['access (q)', ...CREATE]],
    ['replaceOrCreate without an id', () => Crate.replaceOrCreate({ label: 'b' }), CREATE],
    ['upsert of a generated id', () => Crate.upsert({ id: crate.id, weight: 2 }), [...FIND, ...PATCH]],
    ['upsert of a chosen id', () => Tag.upsert({ code: 'a', text: 'y' }), ['access (q)', ...PATCH]],
    ['upsert of a new id', () => Tag.upsert({ code: 'b', text: 'y' }), ['access (q)', ...CREATE]],
    ['upsert without an id', () => Crate.upsert({ label: 'b' }), CREATE],
    ['upsertWithWhere of one', () => Crate.upsertWithWhere({ label: 'a' }, { weight: 2 }), ['access (q)', ...PATCH]],
    ['upsertWithWhere of none', () => Crate.upsertWithWhere({ label: 'b' }, { label: 'b' }), ['access (q)', ...CREATE]],
    [
      'updateAll',
      () => Crate.updateAll({ label: 'a' }, { weight: 2 }),
      ['access (q)', 'before save (d w)', 'persist (d w)', 'after save (d w info)'],
    ],
    ['findOrCreate of one', () => Crate.findOrCreate({ where: { label: 'a' } }, { label: 'a' }), FIND],
    [
      'findOrCreate of none',
      () => Crate.findOrCreate({ where: { label: 'b' } }, { label: 'b' }),
      ['access (q)', ...CREATE],
    ],
    ['find', () => Crate.find(), FIND],
    ['findById', () => Crate.findById(crate.id), FIND],
    ['findOne', () => Crate.findOne(), FIND],
    ['findByIds', () => Crate.findByIds([crate.id]), FIND],
    ['reload', () => crate.reload(), FIND],
    ['count', () => Crate.count(), ['access (q)']],
    ['exists', () => Crate.exists(crate.id), ['access (q)']],
    ['destroyById', () => Crate.destroyById(crate.id), DELETE],
    ['destroyAll', () => Crate.destroyAll({ label: 'nothing' }), DELETE],
    ['destroy', () => crate.destroy(), ['access (q)', 'before delete (i w)', 'after delete (i w info)']],
  ];

  it.each(operations)('sees what %s does', async (_name, operate, expected) => {
    await operate();
    expect(events).toEqual(expected);
  });

  it('has one hookState and the options of the call in an operation', async () => {
    const options = { mine: true };
    await Crate.create({ label: 'b' }, options);
    expect(new Set(contexts.map(({ hookState }) => hookState)).size).toBe(1);
    expect(contexts.every((context) => context.options === options)).toBe(true);
    expect(contexts.every(({ Model }) => Model === (Crate as unknown))).toBe(true);
  });

  it('runs observers one after the other, however they end', async () => {
    const order: number[] = [];
    Crate.observe('my event', ((_context: unknown, next: () => void) =>
      setImmediate(() => {
        order.push(1);
        next();
      })) as never);
    Crate.observe('my event', (() => Promise.resolve().then(() => void order.push(2))) as never);
    Crate.observe('other', (() => void order.push(3)) as never);
    const context = { mine: true };
    expect(await Crate.notifyObserversOf('my event', context)).toBe(context);
    expect(order).toEqual([1, 2]);
    const called = Promise.withResolvers<unknown[]>();
    Crate.notifyObserversOf(['other', 'my event'], context, (...results: unknown[]) =>
      called.resolve(results),
    ) as unknown;
    expect(await called.promise).toEqual([null, context]);
    expect(order).toEqual([1, 2, 3, 1, 2]);
    for (const event of ['my event', 'other']) Crate.clearObservers(event);
  });

  it('ends the operation with an error', async () => {
    const refuse = ((_context: unknown, next: (error: Error) => void) => next(new Error('no'))) as never;
    Crate.observe('before save', refuse);
    await expect(Crate.create({ label: 'b' })).rejects.toThrow('no');
    expect(Crate.removeObserver('before save', refuse)).toEqual([refuse]);
    expect(Crate.removeObserver('before save', refuse)).toBeUndefined();
    expect(await Crate.count()).toBe(1);
  });

  it('lets observers change what is stored and asked for', async () => {
    Crate.observe('before save', (({ instance }: { instance?: ModelInstance<Crate> }) => {
      if (instance !== undefined) instance.weight = 42;
    }) as never);
    expect((await Crate.create({ label: 'b' })).weight).toBe(42);
    Crate.observe('access', ((context: Context) => {
      context['query'] = { where: { label: 'b' } };
    }) as never);
    expect((await Crate.find()).map(({ label }) => label)).toEqual(['b']);
    expect(await Crate.count()).toBe(1);
  });

  it('leaves hooks out where notify is off', async () => {
    await Crate.find({}, { notify: false });
    expect(events).toEqual([]);
    await Crate.destroyAll({}, { notify: false });
    expect(events).toEqual([]);
  });
});

import type { ModelClass } from '@loopnest/models';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useModels } from '../node-api/use-models.js';
import { testDatabases } from '../support/databases.js';
import { expectNoLeaks, FEW } from './expect-no-leaks.js';
import { FAILURES, type Next, REFUSED, SUCCESSES, type Way } from './ways-to-fail.js';

const definitions = [
  {
    name: 'Order',
    properties: { label: 'string', state: 'string' },
    relations: { lines: { type: 'hasMany', model: 'Line' } },
  },
  { name: 'Line', properties: { label: 'string', state: 'string' } },
];

/** Events before something is stored, and those after it. */
type Events = readonly string[];

interface Operation {
  /** A failure at one of these leaves everything as it is. */
  readonly before: Events;
  /** What fails at one of these is done. */
  readonly after: Events;
  run(Line: Related, order: Related): Promise<unknown>;
}

type Related = any;

const write = { before: ['before save', 'persist'], after: ['loaded', 'after save'] };
const found = { ...write, before: ['access', ...write.before] };
const deletion = { before: ['access', 'before delete'], after: ['after delete'] };
const values = { label: 'stored', state: 'new' };

const OPERATIONS: Readonly<Record<string, Operation>> = {
  create: { ...write, run: (Line) => Line.create({ label: 'b' }) },
  'create of a list': { ...write, run: (Line) => Line.create([{ label: 'b' }, { label: 'c' }]) },
  'create through a relation': { ...write, run: (_Line, order) => order.lines.create({ label: 'b' }) },
  'save of a new one': { ...write, run: (Line) => new Line({ label: 'b' }).save() },
  findOrCreate: { ...found, run: (Line) => Line.findOrCreate({ where: { label: 'b' } }, { label: 'b' }) },
  save: {
    ...write,
    run: async (Line) => Object.assign(await one(Line), values).save(),
  },
  updateAttributes: { ...write, run: async (Line) => (await one(Line)).updateAttributes({ state: 'new' }) },
  replaceById: { ...write, run: async (Line) => Line.replaceById((await one(Line)).id, values) },
  upsert: {
    before: ['access', ...write.before],
    after: ['after save'],
    run: async (Line) => Line.upsert({ id: (await one(Line)).id, state: 'new' }),
  },
  upsertWithWhere: { ...found, run: (Line) => Line.upsertWithWhere({ label: 'stored' }, { state: 'new' }) },
  updateAll: {
    before: ['access', 'before save', 'persist'],
    after: ['after save'],
    run: (Line) => Line.updateAll({ label: 'stored' }, { state: 'new' }),
  },
  'update through a relation': {
    before: ['access', ...write.before],
    after: ['after save'],
    run: async (Line, order) => order.lines.updateById((await one(Line)).id, { state: 'new' }),
  },
  destroyById: { ...deletion, run: async (Line) => Line.destroyById((await one(Line)).id) },
  destroyAll: { ...deletion, run: (Line) => Line.destroyAll({ label: 'stored' }) },
  destroy: { ...deletion, run: async (Line) => (await one(Line)).destroy() },
  'deletion through a relation': {
    ...deletion,
    run: async (Line, order) => order.lines.destroy((await one(Line)).id),
  },
};

/** The stored instance, which no hook knows of. */
function one(Line: Related): Promise<Related> {
  return Line.findOne({ where: { label: 'stored' } }, { notify: false });
}

const cases = FAILURES.flatMap(([how, end]) =>
  Object.entries(OPERATIONS).map(([name, operation]) => ({ how, end, name, operation })),
);

describe.each(testDatabases())('an operation on $name', (database) => {
  const models = useModels(database, definitions, FEW);
  expectNoLeaks(() => models.db);
  let Line: ModelClass;
  let order: Related;

  beforeEach(async () => {
    Line = models.model('Line');
    await reset();
  });
  afterEach(() => clear());

  async function reset(): Promise<void> {
    clear();
    await Line.destroyAll();
    order = await models.model('Order').create({ label: 'o' });
    await order.lines.create({ label: 'stored', state: 'old' });
  }

  function observe(event: string, end: Way[1]): void {
    Line.observe(event, ((_context: unknown, next: Next) => end(next)) as never);
  }

  function clear(): void {
    for (const event of ['access', 'before save', 'persist', 'loaded', 'after save', 'before delete', 'after delete'])
      Line.clearObservers(event);
  }

  async function stored(): Promise<unknown[]> {
    const rows = await Line.find({ order: 'label', fields: ['label', 'state'] }, { notify: false });
    return rows.map((row) => row.toJSON());
  }

  /** What the operation leaves behind where nothing fails. */
  async function done(operation: Operation): Promise<unknown[]> {
    await operation.run(Line, order);
    const rows = await stored();
    await reset();
    return rows;
  }

  it.each(cases)('with a hook that $how: $name fails as a whole, before it is stored or after', async ({ end, operation }) => {
    const [untouched, changed] = [await stored(), await done(operation)];
    for (const event of [...operation.before, ...operation.after]) {
      await reset();
      observe(event, end);
      const failure = await operation.run(Line, order).catch((error: unknown) => error);
      for (const each of Array.isArray(failure) ? failure : [failure]) expect(each).toMatchObject(REFUSED);
      clear();
      expect([event, await stored()]).toEqual([event, operation.before.includes(event) ? untouched : changed]);
    }
  }); // prettier-ignore

  it.each(Object.entries(OPERATIONS))('%s in a transaction is undone, wherever a hook fails', async (_name, operation) => {
    const untouched = await stored();
    for (const event of [...operation.before, ...operation.after]) {
      observe(event, () => Promise.reject(Object.assign(new Error('refused'), { code: 'REFUSED' })));
      const run = models.db.transaction(async (bound) => {
        const Order = bound['Order'] as Related;
        await (bound['Line'] as Related).updateAll({ label: 'stored' }, { state: 'half' }, { notify: false }).catch(() => undefined);
        await operation.run(bound['Line'], await Order.findById(order.id));
      });
      await expect(run).rejects.toSatisfy((error) => [error].flat().every((each) => each.code === 'REFUSED'));
      clear();
      expect([event, await stored()]).toEqual([event, untouched]);
    }
  }); // prettier-ignore

  it.each(Object.entries(OPERATIONS))('%s in a transaction is undone in time, where a hook never ends', async (_name, operation) => {
    const untouched = await stored();
    for (const event of [...operation.before, ...operation.after]) {
      observe(event, () => undefined);
      const run = models.db.transaction(
        async (bound) => operation.run(bound['Line'], await (bound['Order'] as Related).findById(order.id)),
        { timeout: 40 },
      );
      await expect(run).rejects.toMatchObject({ code: 'TRANSACTION_TIMEOUT' });
      clear();
      expect([event, await stored()]).toEqual([event, untouched]);
    }
  }); // prettier-ignore

  it('whose hook ends after the transaction does not go on', async () => {
    const late = Promise.withResolvers<void>();
    const after = vi.fn<() => void>();
    observe('before save', () => late.promise);
    observe('after save', () => after());
    const creating = Promise.withResolvers<unknown>();
    const run = models.db.transaction(
      async (bound) => {
        const created = (bound['Line'] as Related).create({ label: 'b' });
        created.then(creating.resolve, creating.resolve);
        await created;
      },
      { timeout: 20 },
    );
    await expect(run).rejects.toMatchObject({ code: 'TRANSACTION_TIMEOUT' });
    late.resolve();
    expect(await creating.promise).toMatchObject({ message: expect.stringContaining('The transaction is not active') });
    expect(after).not.toHaveBeenCalled();
    expect(await stored()).toHaveLength(1);
  });

  it.each(SUCCESSES)('with a hook that %s goes on once', async (_how, end) => {
    const counted = vi.fn<() => void>();
    for (const event of ['access', 'before save', 'persist', 'loaded', 'after save']) observe(event, end);
    Line.observe('after save', (() => counted()) as never);
    await Line.create({ label: 'b' });
    await Line.upsertWithWhere({ label: 'b' }, { state: 'new' });
    expect(counted).toHaveBeenCalledTimes(2);
    expect(await stored()).toMatchObject([{ label: 'b', state: 'new' }, { label: 'stored' }]);
    for (const event of ['before delete', 'after delete']) observe(event, end);
    expect(await Line.destroyAll({ label: 'b' })).toEqual({ count: 1 });
  });
});

import type { ModelClass } from '@loopnest/models';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useModels } from '../node-api/use-models.js';
import { testDatabases } from '../support/databases.js';
import { expectNoLeaks, FEW } from './expect-no-leaks.js';
import { FAILURES, type Next, refusal, REFUSED, SUCCESSES, type Way } from './ways-to-fail.js';

type Related = any;

const definitions = [
  {
    name: 'Order',
    properties: { label: 'string' },
    relations: { lines: { type: 'hasMany', model: 'Line' } },
    validateUpsert: true,
  },
  { name: 'Line', properties: { label: 'string', state: 'string' }, validateUpsert: true, validateUpdate: true },
];

/** What checks an instance, and ends as `end` says. */
const OPERATIONS: Readonly<Record<string, (Line: Related, order: Related) => Promise<unknown>>> = {
  create: (Line) => Line.create({ label: 'b' }),
  'create of a list': (Line) => Line.create([{ label: 'b' }, { label: 'c' }]),
  'create through a relation': (_Line, order) => order.lines.create({ label: 'b' }),
  'save of a new one': (Line) => new Line({ label: 'b' }).save(),
  findOrCreate: (Line) => Line.findOrCreate({ where: { label: 'b' } }, { label: 'b' }),
  save: async (Line) => Object.assign(await Line.findOne(), { state: 'new' }).save(),
  updateAttributes: async (Line) => (await Line.findOne()).updateAttributes({ state: 'new' }),
  updateAttribute: async (Line) => (await Line.findOne()).updateAttribute('state', 'new'),
  replaceAttributes: async (Line) => (await Line.findOne()).replaceAttributes({ label: 'b' }),
  replaceById: async (Line) => Line.replaceById((await Line.findOne()).id, { label: 'b' }),
  replaceOrCreate: async (Line) => Line.replaceOrCreate({ id: (await Line.findOne()).id, label: 'b' }),
  upsert: async (Line) => Line.upsert({ id: (await Line.findOne()).id, state: 'new' }),
  upsertWithWhere: (Line) => Line.upsertWithWhere({ label: 'stored' }, { state: 'new' }),
  updateAll: (Line) => Line.updateAll({ label: 'stored' }, { state: 'new' }),
  'update through a relation': async (Line, order) => order.lines.updateById((await Line.findOne()).id, { state: 'n' }),
};

/** Functions of a check, of each number of parameters that it may have. */
const KINDS: Readonly<Record<string, (Line: Related, end: () => Way[1]) => void>> = {
  'validateAsync with done': (Line, end) => Line.validateAsync('label', (_fail: unknown, done: Next) => end()(done)),
  'validateAsync with options and done': (Line, end) =>
    Line.validateAsync('label', (_fail: unknown, _options: unknown, done: Next) => end()(done)),
};

const isWell: Way[1] = (next) => next();

describe.each(testDatabases())('checks on $name', (database) => {
  describe.each(Object.entries(KINDS))('%s', (_kind, register) => {
    const models = useModels(database, definitions, FEW);
    expectNoLeaks(() => models.db);
    let end = isWell;
    let isRegistered = false;
    let Line: ModelClass;
    let order: Related;

    beforeEach(async () => {
      end = isWell;
      Line = models.model('Line');
      if (!isRegistered) register(Line, () => end);
      isRegistered = true;
      order = await models.model('Order').create({ label: 'o' });
      await order.lines.create({ label: 'stored', state: 'old' });
    });

    const stored = async () => (await Line.find()).map((row) => row.toJSON());

    it.each(FAILURES)('that %s: the operation fails with the error, and nothing is stored', async (_how, fail) => {
      const before = await stored();
      end = fail;
      for (const [name, run] of Object.entries(OPERATIONS)) {
        const failure = await run(Line, order).catch((error: unknown) => error);
        for (const each of [failure].flat()) expect([name, each]).toMatchObject([name, REFUSED]);
        expect([name, await stored()]).toEqual([name, before]);
      }
    });

    it.each(FAILURES)('that %s in a transaction undo what was written before', async (_how, fail) => {
      const before = await stored();
      for (const run of Object.values(OPERATIONS)) {
        const task = models.db.transaction(async (bound) => {
          end = isWell;
          await (bound['Line'] as Related).create({ label: 'half' });
          const bound2 = await (bound['Order'] as Related).findById(order.id);
          end = fail;
          await run(bound['Line'], bound2);
        });
        await expect(task).rejects.toSatisfy((error) => [error].flat().every(({ code }) => code === 'REFUSED'));
        expect(await stored()).toEqual(before);
      }
    });

    it.each(SUCCESSES)('that %s end once', async (_how, succeed) => {
      end = succeed;
      const saved = vi.fn<() => void>();
      Line.observe('after save', (() => saved()) as never);
      await Line.create({ label: 'b' });
      Line.clearObservers('after save');
      expect(saved).toHaveBeenCalledTimes(1);
      expect(await stored()).toHaveLength(2);
    });

    it('that never end keep a transaction no longer than its time', async () => {
      const before = await stored();
      end = () => undefined;
      for (const run of Object.values(OPERATIONS)) {
        const task = models.db.transaction(
          async (bound) => run(bound['Line'], await (bound['Order'] as Related).findById(order.id)),
          { timeout: 30 },
        );
        await expect(task).rejects.toMatchObject({ code: 'TRANSACTION_TIMEOUT' });
        expect(await stored()).toEqual(before);
      }
    });

    it('are asked of by isValid, whose callback gets the error', async () => {
      for (const [, fail] of FAILURES) {
        end = fail;
        const asked = Promise.withResolvers<unknown[]>();
        new Line({ label: 'b' }).isValid((...results: unknown[]) => asked.resolve(results));
        expect((await asked.promise)[1]).toMatchObject(REFUSED);
      }
    });
  });

  describe('at once', () => {
    const models = useModels(database, definitions, FEW);
    expectNoLeaks(() => models.db);
    let isBroken = false;
    const broken = () => {
      if (isBroken) throw refusal();
    };

    beforeEach(() => {
      isBroken = false;
    });

    it.each([
      ['a check', (Line: ModelClass) => Line.validate('label', () => broken())],
      ['a check of a promise', (Line: ModelClass) => Line.validateAsync('label', async (_fail) => broken())],
      ['a condition', (Line: ModelClass) => Line.validatesPresenceOf('label', { if: () => (broken(), true) })],
      ['a condition of uniqueness', (Line: ModelClass) => Line.validatesUniquenessOf('label', { unless: () => (broken(), false) })],
      ['a message', (Line: ModelClass) => Line.validatesLengthOf('label', { max: 3, allowNull: true, message: () => (broken(), 'too long') })],
    ])('%s that throws fails all operations, and nothing is stored', async (_what, register) => {
      const Line = models.model('Line');
      const order: Related = await models.model('Order').create({ label: 'o' });
      await order.lines.create({ label: 'old', state: 'old' });
      register(Line);
      const before = (await Line.find()).map((row) => row.toJSON());
      isBroken = true;
      const long = (row: Related) => Object.assign(row, { label: 'much too long' });
      const runs = [
        () => Line.create({ label: 'much too long' }),
        async () => long(await Line.findOne()).save(),
        async () => ((await Line.findOne()) as Related).updateAttributes({ label: 'much too long' }),
        async () => Line.replaceById(((await Line.findOne()) as Related).id, { label: 'much too long' }),
        () => Line.upsertWithWhere({ label: 'old' }, { label: 'much too long' }),
        () => order.lines.create({ label: 'much too long' }),
      ];
      for (const run of runs) await expect(run()).rejects.toMatchObject(REFUSED);
      expect((await Line.find()).map((row) => row.toJSON())).toEqual(before);
    }); // prettier-ignore
  });
});

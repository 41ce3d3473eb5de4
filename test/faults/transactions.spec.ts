import { DataSource, type ModelClass, type Transaction, type TransactionEvent } from '@loopnest/models';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useModels } from '../node-api/use-models.js';
import { testDatabases } from '../support/databases.js';
import { expectFreeConnections, expectNoLeaks, FEW } from './expect-no-leaks.js';
import { FAILURES, type Next, REFUSED, SUCCESSES } from './ways-to-fail.js';

type Related = any;

const definitions = [
  {
    name: 'Account',
    properties: { owner: { type: 'string', required: true, index: { unique: true } }, balance: 'number' },
    relations: { entries: { type: 'hasMany', model: 'Entry' } },
  },
  { name: 'Entry', properties: { text: 'string' } },
];

describe.each(testDatabases())('transactions on $name', (database) => {
  const models = useModels(database, definitions, FEW);
  expectNoLeaks(() => models.db);
  let Account: ModelClass;

  beforeEach(async () => {
    Account = models.model('Account');
    await Account.create({ owner: 'ada', balance: 1 });
  });

  const balances = async () => (await Account.find({ order: 'owner' })).map((row) => row.toJSON()['balance']);
  const change = (transaction: Transaction) => Account.updateAll({ owner: 'ada' }, { balance: 2 }, { transaction });
  const changeBound = (bound: Related) => bound.Account.updateAll({ owner: 'ada' }, { balance: 2 });

  describe.each(FAILURES)('with a function that %s', (_how, fail) => {
    it('roll back, and fail with its error', async () => {
      const run = models.db.transaction((bound, done) => changeBound(bound).then(() => fail(done as Next)));
      await expect(run).rejects.toMatchObject(REFUSED);
      expect(await balances()).toEqual([1]);
    });

    it.each(['before commit', 'before rollback'] as const)('at "%s" fail and stay open', async (event) => {
      const transaction = await Account.beginTransaction();
      await change(transaction);
      transaction.observe(event, (_context, next) => fail(next));
      await expect(event === 'before commit' ? transaction.commit() : transaction.rollback()).rejects.toMatchObject(REFUSED);
      expect(transaction.isActive()).toBe(true);
      expect(await Account.count({ balance: 2 }, { transaction })).toBe(1);
      transaction.clearObservers(event);
      await transaction.rollback();
      expect(await balances()).toEqual([1]);
    }); // prettier-ignore

    it.each(['after commit', 'after rollback'] as const)('at "%s" have ended, and do not fail by it', async (event) => {
      const transaction = await Account.beginTransaction();
      await change(transaction);
      transaction.observe(event, (_context, next) => fail(next));
      await (event === 'after commit' ? transaction.commit() : transaction.rollback());
      expect(transaction.isActive()).toBe(false);
      expect(await balances()).toEqual([event === 'after commit' ? 2 : 1]);
    }); // prettier-ignore

    it('at any event end all the same where their time is up', async () => {
      const transaction = await Account.beginTransaction({ timeout: 10 });
      await change(transaction);
      for (const event of ['timeout', 'before rollback', 'after rollback'] as const)
        transaction.observe(event, (_context, next) => fail(next));
      await vi.waitFor(() => expect(transaction.isActive()).toBe(false));
      await expect(transaction.commit()).rejects.toThrow('The transaction is not active');
      expect(await balances()).toEqual([1]);
    });
  });

  describe.each(SUCCESSES)('with a function that %s', (_how, succeed) => {
    it('are committed once, whatever comes later', async () => {
      const committed = vi.fn<() => void>();
      const transaction = await Account.beginTransaction();
      await change(transaction);
      for (const event of ['before commit', 'after commit'] as const)
        transaction.observe(event, (_context, next) => succeed(next));
      transaction.observe('after commit', committed);
      await transaction.commit();
      expect(committed).toHaveBeenCalledTimes(1);
      expect(await balances()).toEqual([2]);
    });
  });

  describe('whose function never ends', () => {
    it.each([
      ['a promise', () => new Promise(() => undefined)],
      ['a callback', (_bound: unknown, _done: unknown) => undefined],
    ])('are rolled back in time: %s', async (_what, never) => {
      const task = never.length === 2
        ? (bound: Related, done: unknown) => void changeBound(bound).then(() => never(bound, done))
        : async (bound: Related) => { await changeBound(bound); await never(bound, undefined); };
      await expect(models.db.transaction(task, { timeout: 30 })).rejects.toMatchObject({ code: 'TRANSACTION_TIMEOUT' });
      expect(await balances()).toEqual([1]);
    }); // prettier-ignore

    it('fail what is done with their models afterwards', async () => {
      let late: Related;
      const run = models.db.transaction(
        async (bound) => {
          late = bound;
          await new Promise(() => undefined);
        },
        { timeout: 10 },
      );
      await expect(run).rejects.toMatchObject({ code: 'TRANSACTION_TIMEOUT' });
      await expect(changeBound(late)).rejects.toThrow('The transaction is not active');
      await expect(late.Account.create({ owner: 'bob' })).rejects.toThrow('The transaction is not active');
      expect(await balances()).toEqual([1]);
    });

    it.each(['before commit', 'after commit', 'before rollback', 'after rollback'] satisfies TransactionEvent[])(
      'at "%s" give their connection back in time',
      async (event) => {
        const transaction = await Account.beginTransaction({ timeout: 20 });
        await change(transaction);
        transaction.observe(event, (_context, _next) => undefined);
        void (event.endsWith('commit') ? transaction.commit() : transaction.rollback()).catch(() => undefined);
        await vi.waitFor(() => expect(transaction.isActive()).toBe(false), 5_000);
        expect(await balances()).toEqual([event === 'after commit' ? 2 : 1]);
      },
    );
  });

  describe('of which a step fails', () => {
    it('at the beginning leave nothing open', async () => {
      await expect(Account.beginTransaction('CHAOS')).rejects.toThrow('Unknown isolation level');
      await expect(models.db.transaction(async () => undefined, { timeout: -1 })).rejects.toThrow('timeout');
      const called = Promise.withResolvers<unknown>();
      Account.beginTransaction('CHAOS', called.resolve);
      expect(await called.promise).toBeInstanceOf(Error);
    });

    it('in a statement undo all others, by which operation ever', async () => {
      const steps: ((bound: Related) => Promise<unknown>)[] = [
        ({ Account: Bound }) => Bound.create({ owner: 'ada' }),
        ({ Account: Bound }) => Bound.create([{ owner: 'eve' }, { owner: 'ada' }]),
        ({ Account: Bound }) => Bound.create({}),
        ({ Account: Bound }) => Bound.upsert({ id: 4711, balance: 1 }),
        ({ Account: Bound }) => Bound.replaceById(4711, { owner: 'x' }),
        ({ Account: Bound }) => Bound.find({ where: { balance: { unknown: 1 } } }),
        ({ Account: Bound }) => Bound.updateAll({ nothing: 1 }, { balance: 3 }),
        async ({ Account: Bound }) => (await Bound.create({ owner: 'bob' })).updateAttributes({ owner: 'ada' }),
        async ({ Account: Bound }) => (await Bound.findOne()).entries.findById(4711),
      ];
      for (const step of steps) {
        const run = models.db.transaction(async (bound) => {
          await changeBound(bound);
          await (bound['Entry'] as Related).create({ text: 'half' });
          await step(bound);
        });
        await expect(run).rejects.toThrow();
        expect([await balances(), await models.model('Entry').count()]).toEqual([[1], 0]);
      }
    });

    it('by native SQL are rolled back, whoever goes on', async () => {
      const transaction = await Account.beginTransaction();
      await change(transaction);
      const { connector } = models.db;
      await expect(connector.execute('SELECT nonsense', [], { transaction })).rejects.toThrow();
      if (database.name === 'postgresql')
        await expect(transaction.commit()).rejects.toThrow('The transaction was rolled back');
      else await transaction.rollback();
      expect(transaction.isActive()).toBe(false);
      expect(await balances()).toEqual([1]);
    });

    it('at the commit give their connection back', async () => {
      const { connector } = models.db;
      const account = await Account.findOne();
      await connector.execute(
        `CREATE TABLE pledge (account integer REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED)`,
      );
      try {
        const pledge = (id: unknown, transaction: Transaction) =>
          connector.execute(`INSERT INTO pledge (account) VALUES ($1)`, [id], { transaction });
        const transaction = await Account.beginTransaction();
        await change(transaction);
        await pledge(4711, transaction);
        await expect(transaction.commit()).rejects.toThrow();
        expect(transaction.isActive()).toBe(false);
        expect(await balances()).toEqual([1]);
        const again = await Account.beginTransaction();
        await pledge(account?.['id'], again);
        await again.commit();
        const run = models.db.transaction(async (bound) => {
          await changeBound(bound);
          await connector.execute(`INSERT INTO pledge (account) VALUES (4711)`, [], {
            transaction: (bound['Account'] as Related).core.transaction,
          });
        });
        await expect(run).rejects.toThrow();
        expect(await balances()).toEqual([1]);
      } finally {
        await connector.execute('DROP TABLE pledge');
      }
    });

    it('all at a time leave all connections free', async () => {
      const runs = Array.from({ length: 12 }, (_, index) =>
        models.db.transaction(async (bound) => {
          await changeBound(bound);
          if (index % 3 > 0) throw new Error(`no ${index}`);
        }),
      );
      const results = await Promise.allSettled(runs);
      expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(8);
      expect(await balances()).toEqual([2]);
    });

    it('where they cannot be begun since all connections are in use, wait for one', async () => {
      const open = await Promise.all(Array.from({ length: database.name === 'postgresql' ? FEW.max : 1 }, () => Account.beginTransaction()));
      const waiting = Account.beginTransaction();
      await Promise.all(open.map((transaction) => transaction.rollback()));
      await (await waiting).rollback();
    }); // prettier-ignore
  });

  describe.runIf(database.name === 'postgresql')('whose connection is lost (which SQLite has not)', () => {
    /** Ends the connection of a transaction from another one. */
    async function cut(transaction: Transaction): Promise<void> {
      const { execute } = models.db.connector;
      const [row] = await execute('SELECT pg_backend_pid() AS pid', [], { transaction });
      await execute('SELECT pg_terminate_backend($1)', [row?.['pid']]);
    }

    it.each(['commit', 'rollback'] as const)('fail at the %s', async (end) => {
      const transaction = await Account.beginTransaction();
      await change(transaction);
      await cut(transaction);
      await expect(transaction[end]()).rejects.toThrow();
      expect(transaction.isActive()).toBe(false);
      expect(await balances()).toEqual([1]);
    });

    it('fail with the function that goes on', async () => {
      const run = models.db.transaction(async (bound) => {
        await changeBound(bound);
        await cut((bound['Account'] as Related).core.transaction);
        await changeBound(bound);
      });
      await expect(run).rejects.toThrow();
      expect(await balances()).toEqual([1]);
    });

    it('fail in time', async () => {
      const run = models.db.transaction(
        async (bound) => {
          await changeBound(bound);
          await cut((bound['Account'] as Related).core.transaction);
          await new Promise(() => undefined);
        },
        { timeout: 30 },
      );
      await expect(run).rejects.toMatchObject({ code: 'TRANSACTION_TIMEOUT' });
      expect(await balances()).toEqual([1]);
    });
  });

  it('of a data source that is gone fail', async () => {
    const { url, drop } = await database.create({ storage: 'file' });
    const db = new DataSource('gone', { connector: database.name, url, ...FEW });
    const Note = db.define('Note', { text: 'string' });
    await db.automigrate();
    const transaction = await Note.beginTransaction();
    await db.disconnect();
    await expect(Note.create({ text: 'a' }, { transaction })).rejects.toThrow('The transaction is not active');
    await db.connect();
    await expectFreeConnections(db);
    await db.disconnect();
    await drop();
  });
});

import { DataSource, type ModelClass, type Transaction } from '@loopnest/models';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useModels } from './use-models.js';

interface Account {
  id: number;
  owner: string;
  balance: number;
}

interface Shelf {
  id: number;
  code: string;
  zone: string;
  capacity: number;
}

const definitions = [
  {
    name: 'Account',
    properties: { owner: { type: 'string', required: true }, balance: { type: 'number', default: 0 } },
  },
  {
    name: 'Shelf',
    properties: { code: { type: 'string', required: true }, zone: 'string', capacity: 'number' },
    relations: {
      crates: { type: 'hasMany', model: 'Crate' },
      plate: { type: 'hasOne', model: 'Plate' },
      marks: { type: 'hasAndBelongsToMany', model: 'Mark' },
      signs: { type: 'referencesMany', model: 'Mark' },
    },
  },
  {
    name: 'Crate',
    properties: { label: 'string' },
    relations: { shelf: { type: 'belongsTo', model: 'Shelf' } },
  },
  { name: 'Plate', properties: { text: 'string' } },
  { name: 'Mark', properties: { sign: 'string' } },
];

type Related = any;

describe.each(testDatabases())('transactions on $name', (database) => {
  const models = useModels(database, definitions);
  let Account: ModelClass<Account>;
  let Shelf: ModelClass<Shelf>;
  let Crate: ModelClass;

  beforeEach(() => {
    Account = models.model<Account>('Account');
    Shelf = models.model<Shelf>('Shelf');
    Crate = models.model('Crate');
  });

  const db = () => models.app.dataSources['db'] as NonNullable<(typeof models.app.dataSources)[string]>;

  /** Fails where a connection was not given back: more at a time than the pool has. */
  async function useAllConnections(): Promise<void> {
    for (let round = 0; round < 12; round++) {
      const transaction = await Account.beginTransaction();
      await Account.count({}, { transaction });
      await transaction.rollback();
    }
    expect(await Account.count()).toBeGreaterThanOrEqual(0);
  }

  describe('that are begun by a model', () => {
    it('are refused by another data source of the same kind, and none is meant by null', async () => {
      const second = await database.create({ storage: 'file' });
      const other = new DataSource('other', { connector: database.name, url: second.url });
      const Foreign = other.createModel('Foreign', {});
      await other.automigrate();
      const transaction = await Account.beginTransaction();
      await expect(Foreign.create({}, { transaction })).rejects.toThrow('is one of another data source');
      await transaction.rollback();
      await Foreign.create({}, { transaction: null as never });
      expect(await Foreign.count()).toBe(1);
      await other.disconnect();
      await second.drop();
    });

    it('show what was written inside only, until the commit', async () => {
      const transaction = await Account.beginTransaction({ isolationLevel: Account.Transaction.READ_COMMITTED });
      expect(typeof transaction.id).toBe('string');
      const ada = await Account.create({ owner: 'ada', balance: 100 }, { transaction });
      await ada.updateAttributes({ balance: 70 }, { transaction });
      expect((await Account.findById(ada.id, {}, { transaction }))?.balance).toBe(70);
      expect(await Account.findById(ada.id)).toBeNull();
      await transaction.commit();
      expect((await Account.findById(ada.id))?.balance).toBe(70);
    });

    it('undo everything at a rollback', async () => {
      const transaction = await Account.beginTransaction({});
      await Account.create({ owner: 'eve' }, { transaction });
      expect([await Account.count({}, { transaction }), await Account.count()]).toEqual([1, 0]);
      await transaction.rollback();
      expect(await Account.count()).toBe(0);
    });

    it('take just the level, and callbacks', async () => {
      const begun = Promise.withResolvers<unknown[]>();
      Account.beginTransaction('REPEATABLE READ', (...results: unknown[]) => begun.resolve(results));
      const [error, transaction] = (await begun.promise) as [null, Transaction];
      expect(error).toBeNull();
      const ended = Promise.withResolvers<unknown>();
      transaction.commit(ended.resolve);
      expect(await ended.promise).toBeNull();
    });

    it.each(['SERIALIZABLE', 'REPEATABLE_READ', 'READ_COMMITTED', 'READ_UNCOMMITTED'] as const)(
      'know the level %s',
      async (name) => {
        expect(Account.Transaction[name]).toBe(name.replaceAll('_', ' '));
        const transaction = await Account.beginTransaction({ isolationLevel: Account.Transaction[name] });
        await Account.count({}, { transaction });
        await transaction.rollback();
      },
    );

    it.each([
      ['an unknown level', { isolationLevel: 'CHAOS' }, 'Unknown isolation level "CHAOS"'],
      ['a timeout that is none', { timeout: -1 }, 'The timeout of a transaction is -1'],
    ])('refuse %s', async (_what, options, message) => {
      await expect(Account.beginTransaction(options)).rejects.toThrow(message);
      await useAllConnections();
    });

    it('belong to the data source as well', async () => {
      const transaction = await db().beginTransaction();
      await Account.create({ owner: 'ada' }, { transaction });
      await transaction.rollback();
      expect(await Account.count()).toBe(0);
    });

    it('count for every operation', async () => {
      const transaction = await Shelf.beginTransaction({});
      const options = { transaction };
      const shelf = await Shelf.create({ code: 'a' }, options);
      await shelf.updateAttribute('zone', 'N', options);
      shelf.zone = 'S';
      await shelf.save(options);
      await Shelf.replaceById(shelf.id, { code: 'b' }, options);
      await Shelf.upsert({ id: shelf.id, zone: 'E' }, options);
      await Shelf.replaceOrCreate({ id: shelf.id, code: 'c', zone: 'E' }, options);
      await Shelf.upsertWithWhere({ id: shelf.id }, { capacity: 3 }, options);
      await Shelf.updateAll({ code: 'c' }, { code: 'd' }, options);
      const [found, created] = await Shelf.findOrCreate({ where: { code: 'e' } }, { code: 'e' }, options);
      expect(created).toBe(true);
      expect(await Shelf.count({}, options)).toBe(2);
      expect(await Shelf.exists(shelf.id, options)).toBe(true);
      expect(await shelf.reload(options)).toMatchObject({ code: 'd', zone: 'E', capacity: 3 });
      expect((await Shelf.find({}, options)).length).toBe(2);
      expect((await Shelf.findOne({}, options))?.code).toBe('d');
      expect((await Shelf.findByIds([shelf.id], {}, options)).length).toBe(1);
      await found.destroy(options);
      await Shelf.destroyById(shelf.id, options);
      expect(await Shelf.destroyAll({}, options)).toEqual({ count: 0 });
      expect(await Shelf.count()).toBe(0);
      await transaction.rollback();
    });

    it('count for references that are added and removed', async () => {
      const shelf: Related = await Shelf.create({ code: 'a' });
      const [kept, added] = await models.model('Mark').create([{ sign: 'up' }, { sign: 'down' }]);
      await shelf.signs.add(kept);
      const transaction = await Shelf.beginTransaction();
      await shelf.signs.add(added, { transaction });
      await shelf.signs.remove(kept, { transaction });
      await transaction.rollback();
      expect(await ((await Shelf.findById(shelf.id)) as Related).signs.getAsync()).toMatchObject([{ sign: 'up' }]);
    });

    it('count for relations and includes', async () => {
      const transaction = await Shelf.beginTransaction();
      const options = { transaction };
      const shelf: Related = await Shelf.create({ code: 'a' }, options);
      const crate = await shelf.crates.create({ label: 'x' }, options);
      await shelf.plate.create({ text: 'y' }, options);
      const mark = await shelf.marks.create({ sign: 'up' }, options);
      await shelf.marks.remove(mark, options);
      await shelf.marks.add(mark, {}, options);
      expect(await shelf.crates.count({}, options)).toBe(1);
      expect(await shelf.marks.exists(mark.id, options)).toBe(true);
      expect((await crate.shelf.getAsync(options)).code).toBe('a');
      const all = await Shelf.find({ include: ['crates', 'plate', 'marks'] }, options);
      expect(all[0]?.toJSON()).toMatchObject({
        crates: [{ label: 'x' }],
        plate: { text: 'y' },
        marks: [{ sign: 'up' }],
      });
      await shelf.crates.destroyAll({}, options);
      await transaction.rollback();
      expect([await Shelf.count(), await Crate.count()]).toEqual([0, 0]);
    });

    it('are found by hooks', async () => {
      const seen: unknown[] = [];
      const watch = ((context: { options: { transaction?: unknown } }) => {
        seen.push(context.options.transaction);
      }) as never;
      Account.observe('before save', watch);
      const transaction = await Account.beginTransaction();
      await Account.create({ owner: 'ada' }, { transaction });
      await transaction.rollback();
      await Account.create({ owner: 'bob' });
      Account.removeObserver('before save', watch);
      expect(seen).toEqual([transaction, undefined]);
    });

    it('count for native SQL', async () => {
      await Account.create({ owner: 'ada', balance: 1 });
      const transaction = await Account.beginTransaction();
      const changed = await db().connector.execute('UPDATE account SET balance = $1 WHERE owner = $2', [2, 'ada'], {
        transaction,
      });
      expect(changed.affectedRows).toBe(1);
      expect((await Account.findOne({}, { transaction }))?.balance).toBe(2);
      await transaction.rollback();
      expect((await Account.findOne())?.balance).toBe(1);
    });
  });

  describe('that have ended', () => {
    it('fail whatever is done with them', async () => {
      const shelf: Related = await Shelf.create({ code: 'a' });
      const transaction = await Shelf.beginTransaction();
      const options = { transaction };
      expect(transaction.isActive()).toBe(true);
      await transaction.commit();
      expect(transaction.isActive()).toBe(false);
      const message = `The transaction is not active: ${transaction.id}`;
      const uses = [
        () => Shelf.create({ code: 'b' }, options),
        () => Shelf.find({}, options),
        () => Shelf.count({ id: { inq: [] } }, options),
        () => Shelf.updateAll({}, { zone: 'N' }, options),
        () => Shelf.findOrCreate({ where: { code: 'c' } }, { code: 'c' }, options),
        () => shelf.save(options),
        () => shelf.crates.create({ label: 'x' }, options),
        () => shelf.crates.getAsync({}, options),
        () => shelf.plate.getAsync(options),
        () => db().connector.execute('SELECT 1', [], options),
        () => transaction.commit(),
        () => transaction.rollback(),
      ];
      for (const use of uses) await expect(use()).rejects.toThrow(message);
      expect(await Shelf.count()).toBe(1);
      await useAllConnections();
    });

    it('run no hooks', async () => {
      const transaction = await Account.beginTransaction();
      await transaction.rollback();
      const hook = vi.fn<() => void>();
      Account.observe('before save', hook as never);
      await expect(Account.create({ owner: 'ada' }, { transaction })).rejects.toThrow('not active');
      Account.clearObservers('before save');
      expect(hook).not.toHaveBeenCalled();
    });

    it('end once, however often and by whomever they are ended', async () => {
      const transaction = await Account.beginTransaction();
      await Account.create({ owner: 'ada' }, { transaction });
      const results = await Promise.allSettled([transaction.commit(), transaction.commit(), transaction.rollback()]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
      expect(await Account.count()).toBe(1);
      await useAllConnections();
    });
  });

  describe('that are observed', () => {
    it('tell of their end, before and after', async () => {
      const seen: unknown[] = [];
      const watched = async () => {
        const transaction = await Account.beginTransaction();
        for (const event of ['before commit', 'after commit', 'before rollback', 'after rollback'] as const) {
          transaction.observe(event, (context, next) => {
            seen.push([event, context.operation, context.transaction === transaction, transaction.isActive()]);
            next();
          });
        }
        return transaction;
      };
      await (await watched()).commit();
      await (await watched()).rollback();
      expect(seen).toEqual([
        ['before commit', 'commit', true, true],
        ['after commit', 'commit', true, false],
        ['before rollback', 'rollback', true, true],
        ['after rollback', 'rollback', true, false],
      ]);
    });

    it('stay open where an observer refuses the commit', async () => {
      const transaction = await Account.beginTransaction();
      await Account.create({ owner: 'ada' }, { transaction });
      transaction.observe('before commit', () => Promise.reject(new Error('not yet')));
      await expect(transaction.commit()).rejects.toThrow('not yet');
      expect(transaction.isActive()).toBe(true);
      transaction.clearObservers('before commit');
      await transaction.commit();
      expect(await Account.count()).toBe(1);
    });
  });

  describe('whose observers fail after the end', () => {
    it('have ended all the same, and tell of it in the log', async () => {
      const warn = vi.spyOn(models.app.options.logger, 'warn');
      const failing = async (event: 'after commit' | 'after rollback') => {
        const transaction = await Account.beginTransaction();
        await Account.create({ owner: 'ada' }, { transaction });
        transaction.observe(event, () => Promise.reject(new Error('no mail today')));
        return transaction;
      };
      await (await failing('after commit')).commit();
      await (await failing('after rollback')).rollback();
      await db().transaction(async (bound) => {
        const Bound = bound['Account'] as unknown as ModelClass<Account> & { core: { transaction: Transaction } };
        await Bound.create({ owner: 'bob' });
        Bound.core.transaction.observe('after commit', () => Promise.reject(new Error('no mail today')));
      });
      expect(await Account.count()).toBe(2);
      expect(warn.mock.calls.filter(([text]) => text.includes('no mail today'))).toHaveLength(3);
      warn.mockRestore();
      await useAllConnections();
    });
  });

  describe('whose time is up', () => {
    it('are rolled back, after the observers of the timeout', async () => {
      const over = Promise.withResolvers<void>();
      const seen: string[] = [];
      const transaction = await Account.beginTransaction({ timeout: 30 });
      await Account.create({ owner: 'ada' }, { transaction });
      transaction.observe('timeout', ({ operation }, next) => {
        seen.push(`${operation} ${String(transaction.isActive())}`);
        next(new Error('an error does not keep it'));
      });
      transaction.observe('after rollback', () => over.resolve());
      await over.promise;
      expect(seen).toEqual(['timeout true']);
      await expect(Account.count({}, { transaction })).rejects.toThrow('not active');
      await expect(transaction.commit()).rejects.toThrow('not active');
      expect(await Account.count()).toBe(0);
      await useAllConnections();
    });

    it('are rolled back, though an observer never ends', async () => {
      const transaction = await Account.beginTransaction({ timeout: 10 });
      const over = Promise.withResolvers<void>();
      transaction.observe('timeout', (_context, _next) => undefined);
      transaction.observe('after rollback', () => over.resolve());
      await over.promise;
      expect(transaction.isActive()).toBe(false);
    });

    it('are left alone where they ended in time', async () => {
      const transaction = await Account.beginTransaction({ timeout: 20 });
      const expired = vi.fn<() => void>();
      transaction.observe('timeout', expired);
      await transaction.commit();
      await new Promise((resolve) => setTimeout(resolve, 40));
      expect(expired).not.toHaveBeenCalled();
    });
  });

  describe('of a data source', () => {
    it('commit when the promise is kept', async () => {
      let inside: unknown[] = [];
      const result = await db().transaction(async ({ Account: Bound }) => {
        const Copy = Bound as unknown as ModelClass<Account>;
        await Copy.create({ owner: 'dan' });
        inside = [
          await Copy.count(),
          await Account.count(),
          Copy === Account,
          Copy.modelName,
          Copy.base === Account.base,
        ];
      });
      expect(result).toBeUndefined();
      expect(inside).toEqual([1, 0, false, 'Account', true]);
      expect(await Account.count()).toBe(1);
    });

    it('roll back with the error of the function', async () => {
      const failure = Object.assign(new Error('changed my mind'), { code: 'OOPS' });
      const run = db().transaction(async (bound) => {
        await (bound['Account'] as unknown as ModelClass).create({ owner: 'fay' });
        throw failure;
      });
      await expect(run).rejects.toBe(failure);
      const atOnce = db().transaction(() => {
        throw failure;
      });
      await expect(atOnce).rejects.toBe(failure);
      expect(await Account.count()).toBe(0);
      await useAllConnections();
    });

    it('bind instances, relations and includes', async () => {
      const shelf: Related = await Shelf.create({ code: 'a' });
      const run = db().transaction(async (bound) => {
        const Bound = bound['Shelf'] as unknown as ModelClass<Shelf>;
        const own: Related = await Bound.findById(shelf.id);
        await own.updateAttributes({ zone: 'N' });
        const crate = await own.crates.create({ label: 'x' });
        await crate.updateAttributes({ label: 'y' });
        await own.marks.create({ sign: 'up' });
        const again: Related = await Bound.findOne({ include: ['crates', 'marks'] });
        await again.crates()[0].updateAttributes({ label: 'z' });
        expect((await own.crates.find())[0].label).toBe('z');
        expect((await crate.shelf.getAsync()).zone).toBe('N');
        expect(again.toJSON()).toMatchObject({ zone: 'N', marks: [{ sign: 'up' }] });
        throw new Error('back');
      });
      await expect(run).rejects.toThrow('back');
      expect([(await shelf.reload()).zone, await Crate.count()]).toEqual([null, 0]);
    });

    it('run the hooks of the model, once, with the bound class', async () => {
      const seen: unknown[] = [];
      const watch = ((context: { Model: unknown; options: { transaction?: unknown } }) => {
        seen.push([context.Model, context.options.transaction !== undefined]);
      }) as never;
      Account.observe('before save', watch);
      let Bound: unknown;
      await db().transaction(async (bound) => {
        Bound = bound['Account'];
        await (bound['Account'] as unknown as ModelClass).create({ owner: 'ada' });
      });
      Account.removeObserver('before save', watch);
      expect(seen).toEqual([[Bound, true]]);
    });

    it('take callbacks: of the function, and of the whole', async () => {
      const called = Promise.withResolvers<unknown[]>();
      db().transaction(
        (bound, done) => {
          (bound['Account'] as unknown as ModelClass).create({ owner: 'hal' }, done);
        },
        {},
        (...results: unknown[]) => called.resolve(results),
      );
      expect(await called.promise).toEqual([null]);
      expect(await Account.count()).toBe(1);
      await expect(db().transaction((_bound, done) => done(new Error('no')))).rejects.toThrow('no');
      const twice = db().transaction((_bound, done) => {
        done();
        done(new Error('too late'));
      });
      await expect(twice).resolves.toBeUndefined();
      await useAllConnections();
    });

    it('trust the callback, and not the promise that is returned beside it', async () => {
      const run = db().transaction((bound, done) =>
        (bound['Account'] as unknown as ModelClass).create({ balance: 1 }, done),
      );
      await expect(run).rejects.toThrow("`owner` can't be blank");
    });

    it('are ended by hand where there is no function', async () => {
      const kept = await db().transaction();
      expect(kept.isTransaction).toBe(true);
      await (kept.models['Account'] as unknown as ModelClass).create({ owner: 'ida' });
      expect(await Account.count()).toBe(0);
      await kept.commit();
      expect(await Account.count()).toBe(1);
      const undone = await db().transaction();
      await (undone.models['Account'] as unknown as ModelClass).create({ owner: 'jon' });
      const called = Promise.withResolvers<unknown>();
      undone.rollback(called.resolve);
      expect(await called.promise).toBeNull();
      expect(await Account.count()).toBe(1);
    });

    it('bind named scopes', async () => {
      Account.scope('rich', { where: { balance: { gt: 100 } } });
      const run = db().transaction(async (bound) => {
        const { rich } = bound['Account'] as unknown as { rich: (() => Promise<Account[]>) & ModelClass<Account> };
        await (bound['Account'] as unknown as ModelClass<Account>).create({ owner: 'ada', balance: 200 });
        expect(await rich()).toMatchObject([{ owner: 'ada' }]);
        await rich.destroyAll();
        throw new Error('undone');
      });
      await expect(run).rejects.toThrow('undone');
      const { rich } = Account as unknown as { rich: ModelClass<Account> };
      expect(await rich.count()).toBe(0);
    });

    it('bind isValid of instances', async () => {
      models.model('Plate').validatesUniquenessOf('text');
      await db().transaction(async (bound) => {
        const Plate = bound['Plate'] as unknown as ModelClass<{ text: string }>;
        await Plate.create({ text: 'A1' });
        const valid = await new Promise((resolve) => new Plate({ text: 'A1' }).isValid(resolve));
        expect(valid).toBe(false);
      });
    });

    it('end in time, though an observer of the commit never does', async () => {
      const run = db().transaction(
        async (bound) => {
          const Bound = bound['Account'] as unknown as ModelClass<Account> & {
            core: { transaction: Transaction };
          };
          await Bound.create({ owner: 'ada' });
          Bound.core.transaction.observe('before commit', (_context, _next) => undefined);
        },
        { timeout: 30 },
      );
      await expect(run).rejects.toMatchObject({ code: 'TRANSACTION_TIMEOUT' });
      expect(await Account.count()).toBe(0);
    });

    it('may follow one that they were begun in and that has ended', async () => {
      let later: Promise<unknown> | undefined;
      const ended = Promise.withResolvers<void>();
      await db().transaction(async () => {
        later = ended.promise.then(async () => (await db().transaction()).rollback());
      });
      ended.resolve();
      await later;
    });

    it('cannot be nested', async () => {
      const outer = await db().transaction();
      expect(() => outer.transaction()).toThrow('Nesting transactions is not supported');
      await expect((outer.models['Account'] as unknown as ModelClass).beginTransaction()).rejects.toThrow('Nesting');
      await outer.rollback();
      const inner = db().transaction(async () => {
        await db().transaction();
      });
      await expect(inner).rejects.toThrow('Nesting transactions is not supported');
    });

    it('fail when their time is up', async () => {
      const later = Promise.withResolvers<void>();
      const run = db().transaction(
        async (bound) => {
          await (bound['Account'] as unknown as ModelClass).create({ owner: 'ada' });
          await later.promise;
          await (bound['Account'] as unknown as ModelClass).create({ owner: 'bob' });
        },
        { timeout: 30 },
      );
      await expect(run).rejects.toMatchObject({
        message: 'Transaction is rolled back due to timeout',
        code: 'TRANSACTION_TIMEOUT',
      });
      later.resolve();
      expect(await Account.count()).toBe(0);
      await useAllConnections();
    });
  });

  describe.runIf(database.name === 'postgresql')(
    'that a statement of runs (in SQLite none runs beside anything)',
    () => {
      const sleep = (transaction: Transaction) => db().connector.execute('SELECT pg_sleep(20)', [], { transaction });

      it('are rolled back in time, whatever runs', async () => {
        const over = Promise.withResolvers<void>();
        const transaction = await Account.beginTransaction({ timeout: 50 });
        transaction.observe('after rollback', () => over.resolve());
        await Account.create({ owner: 'ada' }, { transaction });
        const running = [sleep(transaction), Account.count({}, { transaction })];
        for (const each of await Promise.allSettled(running)) {
          expect(each.status === 'rejected' && String(each.reason)).toContain('The transaction is not active');
        }
        await over.promise;
        expect(await Account.count()).toBe(0);
        await useAllConnections();
      }, 10_000);

      it('are rolled back in time, though they wait for a row, and all connections are in use', async () => {
        const ada = await Account.create({ owner: 'ada' });
        const holder = await Account.beginTransaction();
        await ada.updateAttributes({ balance: 1 }, { transaction: holder });
        const runs = Array.from({ length: 9 }, () =>
          db().transaction(
            async (bound) => {
              await (bound['Account'] as unknown as ModelClass).updateAll({ id: ada.id }, { balance: 2 });
            },
            { timeout: 100 },
          ),
        );
        for (const run of await Promise.allSettled(runs)) {
          expect(run).toMatchObject({ status: 'rejected', reason: { code: 'TRANSACTION_TIMEOUT' } });
        }
        await holder.commit();
        expect((await Account.findById(ada.id))?.balance).toBe(1);
        await useAllConnections();
      }, 10_000);

      it('run what is asked for at the same time one after the other', async () => {
        const warnings: Error[] = [];
        const watch = (warning: Error) => warnings.push(warning);
        process.on('warning', watch);
        const transaction = await Account.beginTransaction();
        const names = ['a', 'b', 'c', 'd'];
        await Promise.all(names.map((owner) => Account.create({ owner }, { transaction })));
        const reads = names.map((owner) => Account.findOne({ where: { owner: { regexp: owner } } }, { transaction }));
        const limits = names.map(() => db().connector.execute('SHOW statement_timeout', [], { transaction }));
        expect((await Promise.all(reads)).map((found) => found?.owner)).toEqual(names);
        // The limit of a regular expression is that of its own statement.
        for (const limit of await Promise.all(limits)) expect(limit).toEqual([{ statement_timeout: '0' }]);
        const [written] = await Promise.all([Account.create({ owner: 'e' }, { transaction }), transaction.commit()]);
        expect(await Account.exists(written.id)).toBe(true);
        await new Promise((resolve) => setImmediate(resolve));
        process.off('warning', watch);
        expect(warnings).toEqual([]);
      });
    },
  );

  it.runIf(database.name === 'postgresql')('survive the loss of their connection (which SQLite has not)', async () => {
    const transaction = await Account.beginTransaction();
    const { execute } = db().connector;
    const [row] = await execute('SELECT pg_backend_pid() AS pid', [], { transaction });
    await execute('SELECT pg_terminate_backend($1)', [row?.['pid']]);
    await vi.waitFor(() => expect(transaction.isActive()).toBe(false));
    await expect(Account.count({}, { transaction })).rejects.toThrow('The transaction is not active');
    await useAllConnections();
  });

  it('stand beside those of MikroORM', async () => {
    await Account.create({ owner: 'ada', balance: 1 });
    const change = (em: ReturnType<DataSource['em']['fork']>, balance: number) =>
      em.nativeUpdate(db().entity('Account'), { owner: 'ada' }, { balance });
    const undone = db()
      .em.fork()
      .transactional(async (em) => {
        await change(em, 2);
        throw new Error('back');
      });
    await expect(undone).rejects.toThrow('back');
    expect((await Account.findOne())?.balance).toBe(1);
    await db()
      .em.fork()
      .transactional(async (em) => {
        await change(em, 3);
      });
    expect((await Account.findOne())?.balance).toBe(3);
  });

  describe('that are never ended', () => {
    afterEach(() => vi.useRealTimers());

    it('are warned of after 30 seconds', async () => {
      const warn = vi.spyOn(models.app.options.logger, 'warn');
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const transaction = await Account.beginTransaction();
      vi.advanceTimersByTime(30_000);
      vi.useRealTimers();
      expect(warn.mock.calls.filter(([text]) => text.includes(transaction.id))).toHaveLength(1);
      await transaction.rollback();
      warn.mockRestore();
    });

    it('do not keep the data source from closing', async () => {
      const transaction = await Account.beginTransaction();
      await Account.create({ owner: 'ada' }, { transaction });
      await db().disconnect();
      expect(transaction.isActive()).toBe(false);
      await db().connect();
      expect(await Account.count()).toBe(0);
    });

    it('are rolled back at the closing, also those that wait for their turn', async () => {
      const begun = Array.from({ length: 12 }, () => Account.beginTransaction());
      await begun[0];
      await db().disconnect();
      const transactions = await Promise.all(begun);
      expect(transactions.filter((transaction) => transaction.isActive())).toEqual([]);
      await db().connect();
      await useAllConnections();
    });
  });
});

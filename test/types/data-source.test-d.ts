import { type AnyModel, DataSource, type ModelInstance } from '@loopnest/models';
import { expectTypeOf } from 'vitest';

interface Account {
  id: number;
  owner: string;
}

const db = new DataSource('memory');

// A model that is made in code has the calls of its data, and is a class for all that takes classes.
const Defined = db.define<Account>('Account', { owner: String });
expectTypeOf(Defined.create({ owner: 'Ada' })).toEqualTypeOf<Promise<ModelInstance<Account>>>();
expectTypeOf(Defined).toExtend<AnyModel>();
// @ts-expect-error no such property
void Defined.find({ where: { ower: 'Ada' } });

// So have models that are bound to a transaction.
void db.transaction<{ Account: Account }>(async (models) => {
  expectTypeOf(await models.Account.findOne()).toEqualTypeOf<ModelInstance<Account> | null>();
});
expectTypeOf(db.transaction(() => undefined)).toEqualTypeOf<Promise<void>>();

// Native SQL gives rows, and tells of changes.
const rows = await db.connector.execute('SELECT 1 AS one');
expectTypeOf(rows[0]).toEqualTypeOf<Record<string, unknown> | undefined>();
expectTypeOf(rows.affectedRows).toEqualTypeOf<number>();

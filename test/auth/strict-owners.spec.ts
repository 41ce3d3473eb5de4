import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import {
  allow,
  type Ask,
  DENY_ALL,
  filter,
  OWNER_RULES,
  type StrictApp,
  type StrictModel,
  useStrictApps,
} from './strict-app.js';

const TO_USER = { type: 'belongsTo', model: 'User' };

const SEVERAL_USER_MODELS: readonly StrictModel[] = [
  ...['Doctor', 'Patient'].map((name) => ({
    name,
    base: 'User',
    relations: {
      accessTokens: {
        type: 'hasMany',
        model: 'Pass',
        polymorphic: { foreignKey: 'userId', discriminator: 'principalType' },
        options: { disableInclude: true },
      },
    },
  })),
  {
    name: 'Pass',
    base: 'AccessToken',
    relations: {
      user: {
        type: 'belongsTo',
        idName: 'id',
        polymorphic: { idType: 'number', foreignKey: 'userId', discriminator: 'principalType' },
      },
    },
  },
];

interface NoteOptions {
  readonly rows: readonly object[];
  readonly models?: readonly StrictModel[];
  readonly checkAccess?: 'loopback' | 'strict';
}

describe.each(testDatabases())('owners of rows on $name', (database) => {
  const start = useStrictApps(database);

  async function notes(note: object, { rows, models = [], checkAccess = 'strict' }: NoteOptions) {
    const app = await start({
      models: [{ name: 'Note', acls: OWNER_RULES, ...note }, ...models],
      auth: { checkAccess },
    });
    const asks = models === SEVERAL_USER_MODELS ? [] : await app.users(2);
    await app.fill('Note', ...rows);
    return { app, ada: asks[0] as Ask, bob: asks[1] as Ask };
  }

  /** Whose rows a list shows, and which of all rows can be read one by one: they have to be the same. */
  async function seen(ask: Ask, count: number, path = '/Notes'): Promise<readonly number[]> {
    const { body } = await ask('get', `${path}?${filter({ order: 'id' })}`).expect(200);
    const listed = (body as { id: number }[]).map(({ id }) => id);
    const readable: number[] = [];
    for (let id = 1; id <= count; id++)
      if ((await ask('get', `${path}/${String(id)}`)).status === 200) readable.push(id);
    expect(readable).toEqual(listed);
    return listed;
  }

  it('userId goes before owner, and both before the first relation', async () => {
    const rows = [
      { userId: 1 },
      { userId: 2, owner: 1 },
      { owner: 1 },
      { userId: 0, owner: 1, writerId: 2 },
      { writerId: 1 },
      { userId: 2, writerId: 1 },
      { owner: 2, writerId: 1 },
      { readerId: 1 },
      {},
      { userId: 0, owner: 0, writerId: 1 },
    ];
    const properties = { userId: 'number', owner: 'number' };
    const { ada, bob } = await notes({ properties, relations: { writer: TO_USER, reader: TO_USER } }, { rows });
    expect(await seen(ada, rows.length)).toEqual([1, 3, 4, 5, 10]);
    expect(await seen(bob, rows.length)).toEqual([2, 6, 7]);
  });

  it('takes keys that are texts', async () => {
    const rows = [{ userId: '1' }, { userId: '', owner: '1' }, { userId: '01' }, { userId: '2', owner: '1' }];
    const { ada, bob } = await notes({ properties: { userId: 'string', owner: 'string' } }, { rows });
    expect(await seen(ada, rows.length)).toEqual([1, 2]);
    expect(await seen(bob, rows.length)).toEqual([4]);
  });

  it('asks the first relation only, where ownerRelations says nothing', async () => {
    const rows = [{ writerId: 1 }, { writerId: 2, readerId: 1 }, { readerId: 1 }];
    const { ada } = await notes({ relations: { writer: TO_USER, reader: TO_USER } }, { rows });
    expect(await seen(ada, rows.length)).toEqual([1]);
  });

  it.each([
    [true, [1, 2, 3, 5]],
    [['reader'], [2, 3]],
    [
      ['writer', 'printer'],
      [1, 5],
    ],
  ])('asks those that ownerRelations names: %j', async (ownerRelations, ids) => {
    const rows = [
      { writerId: 1 },
      { writerId: 2, readerId: 1 },
      { readerId: 1, userId: 2 },
      { userId: 1 },
      { printerId: 1 },
    ];
    const relations = { writer: TO_USER, reader: TO_USER, printer: TO_USER };
    const { ada } = await notes({ properties: { userId: 'number' }, relations, ownerRelations }, { rows });
    expect(await seen(ada, rows.length)).toEqual(ids);
  });

  it('asks a relation that leads to the user by another key', async () => {
    const relations = { writer: { ...TO_USER, foreignKey: 'address', primaryKey: 'email' } };
    const rows = [{ address: 'user1@x.test' }, { address: 'user2@x.test' }, { address: '1' }];
    const { ada } = await notes({ properties: { address: 'string' }, relations }, { rows });
    const { body } = await ada('get', '/Notes').expect(200);
    expect(body).toHaveLength(1);
  });

  it('refuses lists of a model that has no owners', async () => {
    const { ada } = await notes({ properties: { text: 'string' } }, { rows: [{ text: 'x' }] });
    await ada('get', '/Notes').expect(401);
    await ada('get', '/Notes/1').expect(401);
  });

  it('a user sees himself in the list of users', async () => {
    const app = await start({ models: [{ name: 'Reader', base: 'User', acls: [allow('$owner', ['find', 'count'])] }] });
    const [ada] = await app.users(2, 'Reader');
    const { body } = await (ada as Ask)('get', '/Readers').expect(200);
    expect(body).toMatchObject([{ id: 1, email: 'reader1@x.test' }]);
    await (ada as Ask)('get', '/Readers/count').expect(200, { count: 1 });
  });

  it('knows users of several models apart', async () => {
    const relations = {
      doctor: { type: 'belongsTo', model: 'Doctor' },
      patient: { type: 'belongsTo', model: 'Patient' },
    };
    const rows = [{ doctorId: 1, patientId: 2 }, { doctorId: 2, patientId: 1 }, { userId: 1 }];
    const { app } = await notes({ properties: { userId: 'number' }, relations }, { rows, models: SEVERAL_USER_MODELS });
    await app.users(0);
    for (const model of ['Doctor', 'Patient'])
      for (const name of ['a', 'b']) await app.fill(model, { email: `${name}@${model}.test`, password: 'secret-1' });
    const doctor = await app.withToken({ userId: 1, principalType: 'Doctor' }, 'Pass');
    const patient = await app.withToken({ userId: 1, principalType: 'Patient' }, 'Pass');
    expect(await seen(doctor, rows.length)).toEqual([1]);
    expect(await seen(patient, rows.length)).toEqual([2]);
  });

  describe('a polymorphic relation', () => {
    const relations = { holder: { type: 'belongsTo', polymorphic: true } };
    const properties = { holderId: 'number', holderType: 'string' };
    const rows = [
      { holderId: 1, holderType: 'User' },
      { holderId: 2, holderType: 'User' },
      { holderId: 1, holderType: 'Note' },
      { holderId: 1 },
    ];

    it('leads to the user', async () => {
      const { ada } = await notes({ properties, relations }, { rows });
      expect(await seen(ada, rows.length)).toEqual([1]);
    });

    it('is no owner to LoopBack', async () => {
      const { ada } = await notes({ properties, relations }, { rows, checkAccess: 'loopback' });
      await ada('get', '/Notes/1').expect(401);
      await ada('get', '/Notes').expect(401);
    });

    it('leads to users of several models', async () => {
      const all = [
        { holderId: 1, holderType: 'Doctor' },
        { holderId: 1, holderType: 'Patient' },
        { holderId: 2, holderType: 'Doctor' },
      ];
      const { app } = await notes({ properties, relations }, { rows: all, models: SEVERAL_USER_MODELS });
      for (const model of ['Doctor', 'Patient'])
        await app.fill(model, { email: `a@${model}.test`, password: 'secret-1' });
      const doctor = await app.withToken({ userId: 1, principalType: 'Doctor' }, 'Pass');
      const patient = await app.withToken({ userId: 1, principalType: 'Patient' }, 'Pass');
      expect(await seen(doctor, all.length)).toEqual([1]);
      expect(await seen(patient, all.length)).toEqual([2]);
    });
  });

  describe('ownerPath', () => {
    const belongsTo = (model: string) => ({ type: 'belongsTo', model });
    const models: readonly StrictModel[] = [
      { name: 'Shop', relations: { keeper: belongsTo('User') } },
      { name: 'Order', relations: { shop: belongsTo('Shop'), customer: belongsTo('User') } },
    ];
    const fill = async (app: StrictApp) => {
      await app.fill('Shop', { keeperId: 1 }, { keeperId: 2 }, {});
      await app.fill('Order', { shopId: 1, customerId: 2 }, { shopId: 2, customerId: 1 }, { shopId: 3 }, {});
    };
    const rows = [{ orderId: 1 }, { orderId: 2 }, { orderId: 3 }, { orderId: 4 }, {}, { orderId: 1, userId: 2 }];
    const note = {
      properties: { userId: 'number' },
      relations: { order: belongsTo('Order'), writer: belongsTo('User') },
    };

    it.each([
      ['writer', [], []],
      ['order.customer', [2], [1, 6]],
      ['order.shop.keeper', [1, 6], [2]],
    ])('%s leads to the user', async (ownerPath, ofAda, ofBob) => {
      const { app, ada, bob } = await notes({ ...note, ownerPath }, { rows, models });
      await fill(app);
      expect(await seen(ada, rows.length)).toEqual(ofAda);
      const sent = await app.statements('note', async () => ada('get', '/Notes').expect(200));
      expect(sent).toHaveLength(1);
      expect(await seen(bob, rows.length)).toEqual(ofBob);
    });

    it.each([
      ['writer', []],
      ['order.customer', [2]],
      ['order.shop.keeper', [1, 6]],
    ])('%s leads from single records to the user in LoopBack mode as well', async (ownerPath, ofAda) => {
      const { app, ada } = await notes({ ...note, ownerPath }, { rows, models, checkAccess: 'loopback' });
      await fill(app);
      const readable: number[] = [];
      for (let id = 1; id <= rows.length; id++)
        if ((await ada('get', `/Notes/${String(id)}`)).status === 200) readable.push(id);
      expect(readable).toEqual(ofAda);
      await ada('get', '/Notes').expect(401);
      await app.stranger('get', '/Notes/1').expect(401);
      await ada('get', '/Notes/99').expect(401);
    });

    it('asks for keys that are hidden, where no client may', async () => {
      const hidden = { hidden: ['orderId'], prohibitHiddenPropertiesInQuery: true };
      const orders = models.map((each) => ({
        ...each,
        hidden: ['shopId', 'customerId', 'keeperId'],
        prohibitHiddenPropertiesInQuery: true,
      }));
      const { app, ada } = await notes({ ...note, ...hidden, ownerPath: 'order.customer' }, { rows, models: orders });
      await fill(app);
      expect(await seen(ada, rows.length)).toEqual([2]);
    });

    it('ends at a polymorphic relation', async () => {
      const relations = { order: belongsTo('Parcel') };
      const parcel = { name: 'Parcel', relations: { holder: { type: 'belongsTo', polymorphic: true } } };
      const { app, ada } = await notes(
        { relations, ownerPath: 'order.holder' },
        { rows: [{ orderId: 1 }, { orderId: 2 }, { orderId: 3 }], models: [parcel] },
      );
      await app.fill(
        'Parcel',
        { holderId: 1, holderType: 'User' },
        { holderId: 1, holderType: 'Note' },
        { holderId: 2, holderType: 'User' },
      );
      expect(await seen(ada, 3)).toEqual([1]);
    });

    it('leads to users of one model only, where there are several', async () => {
      const relations = { doctor: belongsTo('Doctor') };
      const { app } = await notes(
        { relations, ownerPath: 'doctor', acls: [DENY_ALL, allow('$owner')] },
        { rows: [{ doctorId: 1 }], models: SEVERAL_USER_MODELS },
      );
      for (const model of ['Doctor', 'Patient'])
        await app.fill(model, { email: `a@${model}.test`, password: 'secret-1' });
      const doctor = await app.withToken({ userId: 1, principalType: 'Doctor' }, 'Pass');
      const patient = await app.withToken({ userId: 1, principalType: 'Patient' }, 'Pass');
      expect(await seen(doctor, 1)).toEqual([1]);
      await patient('get', '/Notes').expect(401);
      await patient('get', '/Notes/1').expect(401);
    });
  });
});

import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

const models = [
  {
    name: 'Owner',
    properties: { name: 'string' },
    relations: { pets: { type: 'hasMany', model: 'Pet', foreignKey: 'ownerId' } },
  },
  {
    name: 'Pet',
    properties: { name: 'string', ownerId: 'number', address: 'Address' },
    hidden: ['ownerId'],
    relations: { owner: { type: 'belongsTo', model: 'Owner', foreignKey: 'ownerId' } },
  },
  { name: 'Note', relations: { subject: { type: 'belongsTo', polymorphic: true } } },
  { name: 'Vault', properties: { text: 'string' } },
  {
    name: 'Shelf',
    properties: { text: 'string' },
    relations: { notes: { type: 'hasMany', model: 'Note', polymorphic: 'subject' } },
  },
  {
    name: 'Left',
    scope: { include: ['rights', 'others'] },
    relations: { rights: { type: 'hasMany', model: 'Right' }, others: { type: 'hasMany', model: 'Other' } },
  },
  { name: 'Other', scope: { include: 'left' }, relations: { left: { type: 'belongsTo', model: 'Left' } } },
  { name: 'Right', scope: { include: 'left' }, relations: { left: { type: 'belongsTo', model: 'Left' } } },
  { name: 'Address', base: 'Model', properties: { city: 'string', secret: 'string' }, hidden: ['secret'] },
];

describe.each(testDatabases())('hostile requests to relations on $name', (database) => {
  const app = useApp(database, {
    models,
    modelConfig: {
      Owner: { dataSource: 'db' },
      Pet: { dataSource: 'db' },
      Address: { dataSource: null },
      Left: { dataSource: 'db' },
      Right: { dataSource: 'db' },
      Other: { dataSource: 'db' },
      Note: { dataSource: 'db' },
      Vault: { dataSource: 'db', public: false },
      Shelf: { dataSource: 'db', public: false },
    },
  });

  it('cannot put a row under another parent by an object under the name of its belongsTo', async () => {
    const { id: mine } = await app.create('/Owners', { name: 'mine' });
    const { id: other } = await app.create('/Owners', { name: 'other' });
    const pet = await app.create(`/Owners/${mine}/pets`, { name: 'p', ownerId: mine, owner: { id: other } });
    expect((await app.get(`/Owners/${mine}/pets/count`)).body).toEqual({ count: 1 });
    expect((await app.get(`/Owners/${other}/pets/count`)).body).toEqual({ count: 0 });
    await app.put(`/Owners/${mine}/pets/${pet.id}`, { name: 'q', ownerId: mine, owner: { id: other } });
    expect((await app.get(`/Owners/${other}/pets/count`)).body).toEqual({ count: 0 });
  });

  it('cannot make an answer grow without bounds by an include back and forth', async () => {
    const { id } = await app.create('/Owners', { name: 'o' });
    for (let index = 0; index < 40; index++) await app.create(`/Owners/${id}/pets`, { name: 'p' });
    const include = { pets: { owner: { pets: { owner: { pets: { owner: { pets: 'owner' } } } } } } };
    const answer = await app.get(`/Owners?${json('filter', { include })}`);
    expect(answer.status).toBe(400);
    expect(answer.body.error.code).toBe('QUERY_TOO_LARGE');
  });

  it('cannot guess hidden properties of an embedded model', async () => {
    await app.create('/Pets', { name: 'p', address: { city: 'Rome', secret: 's3cret' } });
    const count = async (where: object) => (await app.get(`/Pets/count?${json('where', where)}`)).body.count;
    expect(await count({ 'address.city': 'Rome' })).toBe(1);
    expect(await count({ 'address.secret': { like: 's3%' } })).toBe(await count({ 'address.secret': { like: 'zz%' } }));
    expect((await app.get(`/Pets?${json('filter', { order: 'address.secret' })}`)).status).toBe(400);
  });

  it('cannot guess them by comparing the whole value either', async () => {
    await app.create('/Pets', { name: 'p', address: { city: 'Rome', secret: 's3cret' } });
    const count = async (clause: unknown) =>
      (await app.get(`/Pets/count?${json('where', { address: clause })}`)).body.count;
    for (const operator of ['eq', 'neq', 'gt', 'lt', 'like']) {
      const text = (secret: string) => (operator === 'like' ? `%${secret}%` : { city: 'Rome', secret });
      expect(await count({ [operator]: text('s3cret') })).toBe(await count({ [operator]: text('a') }));
      expect(await count({ [operator]: text('zzz') })).toBe(await count({ [operator]: text('a') }));
    }
    expect(await count({ inq: [{ city: 'Rome', secret: 'wrong' }] })).toBe(1);
    expect(await count({ neq: null })).toBe(1);
    expect(await count(null)).toBe(0);
    expect((await app.get(`/Pets?${json('filter', { order: 'address' })}`)).status).toBe(400);
    const where = json('where', { address: { gt: {} } });
    expect((await app.post(`/Pets/update?${where}`, { name: 'q' })).body.error.code).toBe('UNKNOWN_PROPERTY');
  });

  it('reads no model by a type that is not meant for it', async () => {
    const { id } = await app.create('/Owners', { name: 'o' });
    const { Vault, Shelf } = app.application.models as any;
    const secret = await Vault.create({ text: 'not yours' });
    const shelf = await Shelf.create({ text: 'an inverse relation' });
    const subject = async (noteId: number) => (await app.get(`/Notes/${noteId}/subject`)).body;
    const hidden = await app.create('/Notes', { subjectType: 'Vault', subjectId: secret.id });
    expect(await subject(hidden.id)).toBeNull();
    expect(await app.find('/Notes', { include: 'subject' })).toEqual([hidden]);
    const served = await app.create('/Notes', { subjectType: 'owner', subjectId: id });
    expect(await subject(served.id)).toMatchObject({ name: 'o' });
    const inverse = await app.create('/Notes', { subjectType: 'Shelf', subjectId: shelf.id });
    expect(await subject(inverse.id)).toMatchObject({ text: 'an inverse relation' });
  });

  it('cannot hide an unknown relation behind one that is named already', async () => {
    const include = ['pets', { relation: 'pets', scope: { include: 'nothing' } }];
    const answer = await app.get(`/Owners?${json('filter', { include })}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'UNKNOWN_RELATION' } } });
  });

  it('does not go round for ever where scopes of models include one another', async () => {
    const { Left } = app.application.models as any;
    const left = await Left.create({});
    await left.rights.create({});
    await left.others.create({});
    expect((await app.get('/Lefts')).status).toBe(500);
  });

  it('cannot name more relations than the limit over all levels of an include', async () => {
    await app.create('/Owners', { name: 'o' });
    const nested = (depth: number): object => (depth === 0 ? {} : { pets: { owner: nested(depth - 1) } });
    const wide = Array.from({ length: 101 }, () => 'pets');
    for (const include of [wide, [{ pets: wide }], { relation: 'pets', scope: { include: wide } }]) {
      const answer = await app.get(`/Owners?${json('filter', { include })}`);
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'QUERY_TOO_LARGE' } } });
    }
    expect((await app.get(`/Owners?${json('filter', { include: nested(4) })}`)).status).toBe(200);
  });

  it('learns nothing of a hidden key by writing it', async () => {
    const { id } = await app.create('/Owners', { name: 'o' });
    const pet = await app.create(`/Owners/${id}/pets`, { name: 'p' });
    for (const ownerId of [id, id + 1, { toString: 1 }, [id]]) {
      const answer = await app.put(`/Owners/${id}/pets/${pet.id}`, { ownerId });
      expect(answer.body.error).toMatchObject({
        statusCode: 400,
        code: 'FOREIGN_KEY_READ_ONLY',
        message: 'Cannot override foreign key ownerId',
      });
    }
  });
});

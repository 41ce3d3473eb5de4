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
    properties: { name: 'string', ownerId: { type: 'number', hidden: true }, address: 'Address' },
    relations: { owner: { type: 'belongsTo', model: 'Owner', foreignKey: 'ownerId' } },
  },
  { name: 'Address', base: 'Model', properties: { city: 'string', secret: 'string' }, hidden: ['secret'] },
];

describe.each(testDatabases())('hostile requests to relations on $name', (database) => {
  const app = useApp(database, {
    models,
    modelConfig: { Owner: { dataSource: 'db' }, Pet: { dataSource: 'db' }, Address: { dataSource: null } },
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
});

import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

const PROPERTIES = { name: 'string', kind: 'string', rank: 'number' };

describe.each(testDatabases())('a default scope that is a function on $name', (database) => {
  let kind = 'a';
  const scope = () => ({ where: { kind }, order: 'rank DESC', limit: 3 });
  const app = useApp(database, {
    models: [
      { name: 'Part', properties: PROPERTIES, scope, hidden: ['kind'] },
      { name: 'Every', properties: PROPERTIES, postgresql: { table: 'part' } },
    ],
  });

  beforeEach(async () => {
    kind = 'a';
    for (const rank of [1, 2, 3, 4]) await app.create('/Everies', { name: `a${rank}`, kind: 'a', rank });
    await app.create('/Everies', { name: 'b', kind: 'b', rank: 9 });
  });

  const namesOf = async (path: string, filter = {}) =>
    (await app.find(path, filter)).map(({ name }: { name: string }) => name);

  it('is asked at every call', async () => {
    expect(await namesOf('/Parts')).toEqual(['a4', 'a3', 'a2']);
    kind = 'b';
    expect(await namesOf('/Parts')).toEqual(['b']);
    expect((await app.get('/Parts/count')).body).toEqual({ count: 1 });
    expect((await app.get('/Parts/findOne')).body.name).toBe('b');
  });

  it('hides what is outside of it', async () => {
    const [{ id }] = await app.find('/Everies', { where: { name: 'b' } });
    expect((await app.get(`/Parts/${id}`)).status).toBe(404);
    expect((await app.get(`/Parts/${id}/exists`)).body).toEqual({ exists: false });
    expect((await app.patch(`/Parts/${id}`, { rank: 0 })).status).toBe(404);
    expect((await app.put(`/Parts/${id}`, { rank: 0 })).status).toBe(404);
    expect((await app.delete(`/Parts/${id}`)).body).toEqual({ count: 0 });
    expect((await app.post('/Parts/update?where={}', { rank: 5 })).body).toEqual({ count: 4 });
    expect((await app.post(`/Parts/update?${json('where', { or: [{ id }] })}`, {})).body).toEqual({ count: 0 });
    expect(await app.find('/Everies', { where: { id } })).toMatchObject([{ name: 'b', kind: 'b', rank: 9 }]);
  });

  it('is written into everything that is made or changed in it', async () => {
    const created = await app.create('/Parts', { name: 'new', kind: 'b' });
    expect(await app.find('/Everies', { where: { id: created.id } })).toMatchObject([{ kind: 'a' }]);
    await app.patch(`/Parts/${created.id}`, { kind: 'b', rank: 7 });
    expect(await app.find('/Everies', { where: { id: created.id } })).toMatchObject([{ kind: 'a', rank: 7 }]);
    await app.put(`/Parts/${created.id}`, { kind: 'b', rank: 8 });
    expect(await app.find('/Everies', { where: { id: created.id } })).toMatchObject([{ kind: 'a', rank: 8 }]);
    await app.post('/Parts/update?where={}', { kind: 'b' });
    expect((await app.get(`/Everies/count?${json('where', { kind: 'a' })}`)).body).toEqual({ count: 5 });
  });

  it('combines with what is asked', async () => {
    expect(await namesOf('/Parts', { where: { rank: { lt: 4 } }, order: 'rank' })).toEqual(['a1', 'a2', 'a3']);
    expect(await namesOf('/Parts', { where: { kind: 'b' } })).toEqual(['a4', 'a3', 'a2']);
    expect(await namesOf('/Parts', { limit: 1 })).toHaveLength(3);
  });
});

describe.each(testDatabases())('a named scope of a hidden property on $name', (database) => {
  const app = useApp(database, {
    models: [
      {
        name: 'Part',
        properties: PROPERTIES,
        hidden: ['kind'],
        scopes: { good: { where: { kind: 'a' }, order: 'kind' } },
      },
    ],
    limits: { maxConditions: 1, maxListLength: 1 },
  });

  beforeEach(async () => {
    await app.create('/Parts', { name: 'a', kind: 'a', rank: 1 });
    await app.create('/Parts', { name: 'b', kind: 'b', rank: 1 });
  });

  it('holds', async () => {
    expect(await app.find('/Parts/good')).toMatchObject([{ name: 'a' }]);
    expect((await app.get('/Parts/good/count')).body).toEqual({ count: 1 });
    await app.create('/Parts/good', { name: 'c' });
    expect(await app.find('/Parts/good', { order: 'name DESC' })).toMatchObject([{ name: 'c' }, { name: 'a' }]);
    expect(await app.delete('/Parts/good')).toMatchObject({ status: 204, text: '' });
    expect(await app.find('/Parts')).toMatchObject([{ name: 'b' }]);
  });

  it('does not let a client ask for the property', async () => {
    expect(await app.find('/Parts/good', { where: { kind: 'b' } })).toMatchObject([{ name: 'a' }]);
    expect((await app.get(`/Parts/good/count?${json('where', { kind: 'b' })}`)).body).toEqual({ count: 1 });
    expect((await app.get('/Parts/good?filter[order]=kind')).status).toBe(400);
    expect((await app.get('/Parts/good?filter[fields]=kind')).body).toEqual([{}]);
  });

  it('does not count towards the limits of a client, which hold', async () => {
    expect(await app.find('/Parts/good', { where: { rank: 1 } })).toHaveLength(1);
    expect((await app.get(`/Parts/good?${json('filter', { where: { rank: 1, name: 'a' } })}`)).status).toBe(400);
    expect((await app.get(`/Parts/good/count?${json('where', { rank: 1, name: 'a' })}`)).status).toBe(400);
  });
});

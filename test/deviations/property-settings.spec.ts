import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

const STATUS = {
  name: 'Ticket',
  properties: {
    name: 'string',
    state: { type: 'string', default: 'new', persistDefaultValues: false },
    options: { type: 'object', default: { a: 1 }, persistDefaultValues: false },
    level: { type: 'number', default: 3, applyDefaultOnWrites: false },
    stamp: { type: 'string', readOnly: true },
  },
};

describe.each(testDatabases())('settings of properties and models on $name', (database) => {
  const app = useApp(database, {
    models: [
      STATUS,
      { name: 'Firm', properties: { name: 'string' }, strictDelete: true },
      { name: 'Word', properties: { key: { type: 'string', id: true }, rank: 'number' } },
      { name: 'Sheet', properties: { key: { type: 'string', id: true } }, defaultIdSort: false },
      { name: 'Leaf', properties: { key: { type: 'string', id: true } }, defaultIdSort: 'numericIdOnly' },
      { name: 'Page', properties: { key: { type: 'number', id: true } }, defaultIdSort: 'numericIdOnly' },
    ],
  });

  describe('persistDefaultValues: false', () => {
    it('does not store a value that equals the default', async () => {
      const { id } = await app.create('/Tickets', { name: 'a', options: { a: 1 } });
      expect((await app.get(`/Tickets/${id}`)).body).toMatchObject({ options: null });
      expect(await app.find('/Tickets', { where: { options: { neq: null } } })).toEqual([]);
      const other = await app.create('/Tickets', { name: 'b', options: { a: 2 } });
      expect((await app.get(`/Tickets/${other.id}`)).body).toMatchObject({ options: { a: 2 } });
    });

    it('does not store it in a replace either', async () => {
      const { id } = await app.create('/Tickets', { name: 'a', options: { a: 2 }, state: 'old' });
      await app.put(`/Tickets/${id}`, { name: 'a', options: { a: 1 } });
      expect((await app.get(`/Tickets/${id}`)).body).toMatchObject({ options: null, state: null });
    });

    it('stores a change back to the default', async () => {
      const { id } = await app.create('/Tickets', { name: 'a', options: { a: 2 }, state: 'old' });
      expect(await app.patch(`/Tickets/${id}`, { options: { a: 1 } })).toMatchObject({ body: { options: { a: 1 } } });
      expect((await app.post(`/Tickets/update?${json('where', { id })}`, { state: 'new' })).body).toEqual({ count: 1 });
      expect((await app.get(`/Tickets/${id}`)).body).toMatchObject({ options: { a: 1 }, state: 'new' });
    });
  });

  it('applyDefaultOnWrites: false leaves the default to the database', async () => {
    const created = await app.create('/Tickets', { name: 'a' });
    expect(created).not.toHaveProperty('level');
    expect((await app.get(`/Tickets/${created.id}`)).body.level).toBe(3);
    const replaced = await app.put(`/Tickets/${created.id}`, { name: 'b' });
    expect(replaced.body).not.toHaveProperty('level');
    expect((await app.get(`/Tickets/${created.id}`)).body.level).toBeNull();
  });

  it('readOnly is echoed, and never written', async () => {
    const created = await app.create('/Tickets', { name: 'a', stamp: 's' });
    expect(created.stamp).toBe('s');
    const { id } = created;
    expect((await app.patch(`/Tickets/${id}`, { stamp: 't' })).body).toMatchObject({ name: 'a', stamp: 't' });
    expect((await app.put(`/Tickets/${id}`, { name: 'b', stamp: 'u' })).body).toMatchObject({ name: 'b', stamp: 'u' });
    expect((await app.patch('/Tickets', { id, stamp: 'v' })).body).toMatchObject({ name: 'b', stamp: 'v' });
    expect((await app.post('/Tickets/update?where={}', { stamp: 'w' })).body).toEqual({ count: 1 });
    expect((await app.get(`/Tickets/${id}`)).body).toMatchObject({ name: 'b', stamp: null });
  });

  it('strictDelete answers 404 for what is not there', async () => {
    const { id } = await app.create('/Firms', { name: 'a' });
    expect(await app.delete(`/Firms/${id}`)).toMatchObject({ status: 200, body: { count: 1 } });
    expect((await app.delete(`/Firms/${id}`)).body).toEqual({
      error: { statusCode: 404, name: 'Error', message: `No instance with id ${id} found for Firm`, code: 'NOT_FOUND' },
    });
    expect(await app.delete('/Firms/abc')).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
  });

  describe('defaultIdSort', () => {
    const keysOf = async (path: string, filter = {}) =>
      (await app.find(path, filter)).map(({ key }: { key: unknown }) => key);

    const create = async (path: string, ...keys: unknown[]) => {
      for (const key of keys) await app.create(path, { key });
    };

    it('orders by id where nothing is said', async () => {
      await create('/Words', 'c', 'a', 'b');
      expect(await keysOf('/Words')).toEqual(['a', 'b', 'c']);
      expect((await app.get('/Words/findOne')).body.key).toBe('a');
    });

    // Both databases answer rows in the order of their coming where none is asked for and none was changed.
    it('false: does not order', async () => {
      await create('/Sheets', 'c', 'a', 'b');
      expect(await keysOf('/Sheets')).toEqual(['c', 'a', 'b']);
      expect(await keysOf('/Sheets', { order: 'key' })).toEqual(['a', 'b', 'c']);
    });

    it('numericIdOnly: orders by ids that are numbers', async () => {
      await create('/Leafs', 'c', 'a', 'b');
      await create('/Pages', 3, 1, 2);
      expect(await keysOf('/Leafs')).toEqual(['c', 'a', 'b']);
      expect(await keysOf('/Pages')).toEqual([1, 2, 3]);
    });
  });
});

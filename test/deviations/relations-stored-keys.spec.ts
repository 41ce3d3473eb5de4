import type { ModelClass } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

const models = [
  {
    name: 'Holder',
    properties: { name: 'string', key: 'any' },
    relations: {
      things: { type: 'hasMany', model: 'Thing', primaryKey: 'key', foreignKey: 'holderKey' },
      badge: { type: 'hasOne', model: 'Badge', primaryKey: 'key', foreignKey: 'holderKey' },
      courses: { type: 'hasMany', model: 'Course', through: 'Seat', primaryKey: 'key', foreignKey: 'holderKey' },
    },
  },
  {
    name: 'Thing',
    properties: { name: 'string', holderKey: 'any' },
    relations: {
      holder: { type: 'belongsTo', model: 'Holder', primaryKey: 'key', foreignKey: 'holderKey' },
      subject: { type: 'belongsTo', polymorphic: { idType: 'any', selector: 'subject' }, idName: 'key' },
    },
  },
  { name: 'Badge', properties: { name: 'string', holderKey: 'any' } },
  { name: 'Course', properties: { name: 'string' } },
  { name: 'Seat', properties: { holderKey: 'any' }, relations: { course: { type: 'belongsTo', model: 'Course' } } },
  {
    name: 'Reader',
    properties: { name: 'string' },
    relations: { accounts: { type: 'referencesMany', model: 'Account' } },
  },
  { name: 'Account', properties: { name: 'string' } },
];

/** Keys that would find the rows of others if they were conditions. */
const CONDITIONS = [
  { gt: 0 },
  { neq: null },
  { neq: 'x' },
  { inq: [1, 5, 'a'] },
  { like: '%' },
  { regexp: '.*' },
  { between: [0, 9] },
  { or: [{ name: 'x' }] },
  [5],
  ['a', 5],
  {},
];

describe.each(testDatabases())('stored keys of any type on $name', (database) => {
  const app = useApp(database, { models });
  const model = (name: string): ModelClass => app.application.models[name] as unknown as ModelClass;
  const names = async (path: string): Promise<readonly string[]> =>
    (await app.find(path)).map(({ name }: { name: string }) => name);
  const included = async (path: string, include: string): Promise<any> =>
    (await app.get(`${path}?${json('filter', { include })}`)).body;

  beforeEach(async () => {
    for (const key of [1, 5, 'a', null]) {
      const { id } = await app.create('/Holders', { name: `holder ${String(key)}`, key });
      if (key === null) continue;
      await app.create(`/Holders/${id}/things`, { name: `thing of ${String(key)}` });
      await app.create(`/Holders/${id}/badge`, { name: `badge of ${String(key)}` });
      await app.create(`/Holders/${id}/courses`, { name: `course of ${String(key)}` });
    }
  });

  describe.each(CONDITIONS.map((key) => [JSON.stringify(key), key] as const))('that read %s', (_text, key) => {
    let holder: string;

    beforeEach(async () => {
      holder = `/Holders/${(await app.create('/Holders', { name: 'hostile', key })).id}`;
    });

    it('are no condition of a hasMany', async () => {
      expect(await app.find(`${holder}/things`)).toEqual([]);
      expect(await app.find(`${holder}/things`, { where: { name: { neq: 'x' } } })).toEqual([]);
      expect((await app.get(`${holder}/things/count`)).body).toEqual({ count: 0 });
      const [{ id }] = await app.find('/Things');
      expect((await app.get(`${holder}/things/${id}`)).status).toBe(404);
      expect((await app.put(`${holder}/things/${id}`, { name: 'x' })).status).toBe(404);
      expect((await app.delete(`${holder}/things/${id}`)).status).toBe(404);
      expect((await app.delete(`${holder}/things`)).status).toBe(204);
      expect(await names('/Things')).toHaveLength(3);
    });

    it('are the key that a hasMany gives its children', async () => {
      const made = await app.create(`${holder}/things`, { name: 'mine' });
      expect(made.holderKey).toEqual(key);
      expect(await names(`${holder}/things`)).toEqual(['mine']);
      expect((await app.get(`/Things/${made.id}/holder`)).body).toMatchObject({ name: 'hostile' });
      expect((await app.delete(`${holder}/things`)).status).toBe(204);
      expect(await names('/Things')).toHaveLength(3);
    });

    it('are no condition of a hasOne', async () => {
      expect((await app.get(`${holder}/badge`)).status).toBe(404);
      expect((await app.put(`${holder}/badge`, { name: 'x' })).status).toBe(404);
      expect((await app.delete(`${holder}/badge`)).status).toBe(404);
      expect(await names('/Badges')).toHaveLength(3);
    });

    it('are no condition of links', async () => {
      const [{ id }] = await app.find('/Courses');
      expect(await app.find(`${holder}/courses`)).toEqual([]);
      expect((await app.get(`${holder}/courses/count`)).body).toEqual({ count: 0 });
      expect((await app.get(`${holder}/courses/${id}`)).status).toBe(404);
      expect((await app.head(`${holder}/courses/rel/${id}`)).status).toBe(404);
      expect((await app.delete(`${holder}/courses/${id}`)).status).toBe(404);
      expect((await app.delete(`${holder}/courses/rel/${id}`)).status).toBe(204);
      expect((await app.delete(`${holder}/courses`)).status).toBe(204);
      expect(await names('/Courses')).toHaveLength(3);
      expect(await model('Seat').count()).toBe(3);
    });

    it('are no condition of an include', async () => {
      expect(await included(holder, 'things')).toMatchObject({ things: [] });
      expect(await included(holder, 'badge')).not.toHaveProperty('badge');
      expect(await included(holder, 'courses')).toMatchObject({ courses: [] });
      const all = await app.find('/Holders', { include: ['things', 'courses'], order: 'id' });
      const shown = all.map(({ things, courses }: any) => [things.length, courses.length]);
      expect(shown).toEqual([[1, 1], [1, 1], [1, 1], [0, 0], [0, 0]]); // prettier-ignore
    });

    it('are no condition of a belongsTo', async () => {
      await app.delete(holder);
      const { id } = await app.create('/Things', { name: 'lost', holderKey: key });
      expect(await app.get(`/Things/${id}/holder`)).toMatchObject({ status: 200, text: 'null' });
      expect(await included(`/Things/${id}`, 'holder')).not.toHaveProperty('holder');
      const all = await app.find('/Things', { include: 'holder', order: 'id' });
      const holders = all.map((each: { holder?: { name: string } }) => each.holder?.name);
      expect(holders).toEqual(['holder 1', 'holder 5', 'holder a', undefined]);
    });

    it('are no condition of a polymorphic belongsTo', async () => {
      await app.delete(holder);
      const { id } = await app.create('/Things', { name: 'lost', subjectId: key, subjectType: 'Holder' });
      expect(await app.get(`/Things/${id}/subject`)).toMatchObject({ status: 200, text: 'null' });
      expect(await included(`/Things/${id}`, 'subject')).not.toHaveProperty('subject');
    });

    it('are no condition in a list of keys', async () => {
      await app.create('/Accounts', { name: 'of nobody' });
      const { status, body } = await app.post('/Readers', { name: 'hostile', accountIds: [key] });
      if (status !== 200) {
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        return;
      }
      const reader = `/Readers/${body.id}`;
      expect(await app.find(`${reader}/accounts`)).toEqual([]);
      expect((await app.get(`${reader}/accounts/count`)).body).toEqual({ count: 0 });
      expect(await included(reader, 'accounts')).toMatchObject({ accounts: [] });
      expect((await app.delete(`${reader}/accounts`)).status).toBe(204);
      expect(await names('/Accounts')).toEqual(['of nobody']);
    });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

const nested = { nestRemoting: true };

/** The outer model comes before those that it leads to, so that theirs are not set up yet when its own are. */
const models = [
  {
    name: 'Shelf',
    properties: { place: 'string' },
    relations: {
      boxes: { type: 'hasMany', model: 'Box', options: nested },
      lamp: { type: 'hasOne', model: 'Lamp', options: nested },
    },
  },
  {
    name: 'Box',
    properties: { label: 'string' },
    relations: {
      tags: { type: 'referencesMany', model: 'Tag' },
      items: { type: 'hasMany', model: 'Item' },
      lids: { type: 'hasAndBelongsToMany', model: 'Lid' },
      shelf: { type: 'belongsTo', model: 'Shelf' },
    },
  },
  { name: 'Lamp', relations: { bulbs: { type: 'hasMany', model: 'Bulb' } } },
  { name: 'Tag', properties: { word: 'string' } },
  { name: 'Item', properties: { name: 'string' } },
  { name: 'Lid', properties: { colour: 'string' } },
  { name: 'Bulb', properties: { watt: 'number' } },
];

describe.each(testDatabases())('deviations of nested paths on $name', (database) => {
  const app = useApp(database, { models });

  let box: string;
  let strange: string;

  beforeEach(async () => {
    const [mine, theirs] = [await app.create('/Shelves', { place: 'here' }), await app.create('/Shelves', {})];
    const inside = await app.create(`/Shelves/${mine.id}/boxes`, { label: 'a' });
    box = `/Shelves/${mine.id}/boxes/${inside.id}`;
    strange = `/Shelves/${theirs.id}/boxes/${inside.id}`;
  });

  describe('19. towards a model with a referencesMany', () => {
    it('has the endpoints of a list of keys', async () => {
      const tag = await app.create('/Tags', { word: 'red' });
      const other = await app.create('/Tags', { word: 'blue' });
      expect(await app.put(`${box}/tags/rel/${tag.id}`)).toMatchObject({ status: 200, body: tag });
      const made = await app.create(`${box}/tags`, { word: 'green' });
      expect(await app.find(`${box}/tags`)).toEqual([tag, made]);
      expect(await app.find(`${box}/tags`, { where: { word: 'green' } })).toEqual([made]);
      expect((await app.get(`${box}/tags/count`)).body).toEqual({ count: 2 });
      expect((await app.head(`${box}/tags/rel/${tag.id}`)).status).toBe(200);
      expect((await app.head(`${box}/tags/rel/${other.id}`)).status).toBe(404);
      expect((await app.get(`${box}/tags/${other.id}`)).status).toBe(400);
      expect((await app.delete(`${box}/tags/rel/${tag.id}`)).status).toBe(204);
      expect((await app.delete(`${box}/tags`)).status).toBe(204);
      expect(await app.find('/Tags')).toEqual([tag, other]);
    });

    it('has those of the other relations beside them', async () => {
      await app.create(`${box}/items`, { name: 'cup' });
      await app.create(`${box}/lids`, { colour: 'red' });
      expect(await app.find(`${box}/items`)).toMatchObject([{ name: 'cup' }]);
      expect(await app.find(`${box}/lids`)).toMatchObject([{ colour: 'red' }]);
      expect((await app.get(`${box}/shelf`)).body).toMatchObject({ place: 'here' });
    });
  });

  describe('33. nestRemoting in JSON', () => {
    it('does not depend on the order in which relations are set up', async () => {
      const [{ id }] = await app.find('/Shelves');
      await app.create(`/Shelves/${id}/lamp`, {});
      const bulb = await app.create(`/Shelves/${id}/lamp/bulbs`, { watt: 5 });
      expect(await app.find(`/Shelves/${id}/lamp/bulbs`)).toEqual([bulb]);
      const item = await app.create(`${box}/items`, { name: 'cup' });
      expect((await app.get(`${box}/items/${item.id}`)).body).toEqual(item);
    });

    it('answers the errors of the outer relation for what is not below the parent', async () => {
      await app.create(`${box}/items`, { name: 'cup' });
      for (const path of ['items', `items?${json('filter', {})}`, 'items/count', 'tags', 'lids', 'shelf']) {
        const [{ status, body }, outer] = [await app.get(`${strange}/${path}`), await app.get(strange)];
        expect({ path, status }).toEqual({ path, status: 404 });
        expect(body).toEqual(outer.body);
      }
      expect((await app.post(`${strange}/items`, { name: 'x' })).status).toBe(404);
      expect((await app.delete(`${strange}/items`)).status).toBe(404);
      expect(await app.find('/Items')).toHaveLength(1);
    });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

/** Two keys of each type, which are easily taken for one another, and both of which a parent has. */
const KEYS: Readonly<Record<string, readonly [unknown, unknown]>> = {
  string: ['1', '01'],
  number: [1.5, 1],
  date: ['2020-01-01T00:00:00.000Z', '2020-01-01T00:00:00.001Z'],
  boolean: [true, false],
  any: [
    { a: 1, b: [2] },
    { a: 1, b: ['2'] },
  ],
  object: [{ a: 1 }, { a: '1' }],
};

function modelsOf(type: string): readonly Record<string, unknown>[] {
  return [
    {
      name: 'Parent',
      properties: { name: 'string', key: type },
      relations: {
        children: { type: 'hasMany', model: 'Child', primaryKey: 'key', foreignKey: 'parentKey' },
        only: { type: 'hasOne', model: 'Child', primaryKey: 'key', foreignKey: 'parentKey' },
        others: { type: 'hasMany', model: 'Other', through: 'Link', primaryKey: 'key', foreignKey: 'parentKey' },
      },
    },
    {
      name: 'Child',
      properties: { name: 'string' },
      relations: { parent: { type: 'belongsTo', model: 'Parent', primaryKey: 'key', foreignKey: 'parentKey' } },
    },
    { name: 'Other', properties: { name: 'string' } },
    { name: 'Link', properties: { parentKey: type } },
  ];
}

describe.each(testDatabases())('keys of every type on $name', (database) => {
  describe.each(Object.entries(KEYS))('%s', (type, keys) => {
    const app = useApp(database, { models: modelsOf(type) });
    const include = async (path: string, asked: unknown): Promise<any[]> =>
      app.find(path, { include: asked, order: 'id' });
    const names = (rows: readonly { name: string }[]): readonly string[] => rows.map(({ name }) => name);

    beforeEach(async () => {
      for (const [index, key] of keys.entries()) {
        const { id } = await app.create('/Parents', { name: `p${String(index)}`, key });
        await app.create(`/Parents/${id}/children`, { name: `child of p${String(index)}` });
        await app.create(`/Parents/${id}/others`, { name: `other of p${String(index)}` });
      }
      await app.create('/Parents', { name: 'without a key' });
      await app.create('/Children', { name: 'of nobody' });
    });

    it('join in an include', async () => {
      const parents = await include('/Parents', ['children', 'only', 'others']);
      expect(parents.map(({ children }) => names(children))).toEqual([['child of p0'], ['child of p1'], []]);
      expect(parents.map(({ only }) => only?.name)).toEqual(['child of p0', 'child of p1', undefined]);
      expect(parents.map(({ others }) => names(others))).toEqual([['other of p0'], ['other of p1'], []]);
    });

    it('join with a page for each parent', async () => {
      const parents = await include('/Parents', { relation: 'children', scope: { limit: 1 } });
      expect(parents.map(({ children }) => names(children))).toEqual([['child of p0'], ['child of p1'], []]);
    });

    it('join from the other side', async () => {
      const children = await include('/Children', 'parent');
      expect(children.map(({ parent }) => parent?.name)).toEqual(['p0', 'p1', undefined]);
    });

    it('join in lists', async () => {
      for (const parent of await include('/Parents', ['children', 'others'])) {
        for (const relation of ['children', 'others']) {
          const answer = await app.get(`/Parents/${parent.id}/${relation}?${json('filter', { order: 'id' })}`);
          expect(answer.body).toEqual(parent[relation]);
        }
      }
    });
  });
});

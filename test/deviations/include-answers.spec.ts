import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { json } from './rest-client.js';
import { TestApp } from './use-app.js';

const models = [
  {
    name: 'Town',
    properties: { name: 'string', shopIds: ['number'] },
    relations: {
      shops: { type: 'hasMany', model: 'Shop' },
      chosen: { type: 'referencesMany', model: 'Shop', foreignKey: 'shopIds' },
      linked: { type: 'hasMany', model: 'Shop', through: 'Street' },
      hall: { type: 'hasOne', model: 'Hall' },
      region: { type: 'belongsTo', model: 'Region' },
      signs: { type: 'embedsMany', model: 'Sign', property: 'signList' },
    },
  },
  { name: 'Shop', properties: { name: 'string', place: 'GeoPoint' } },
  {
    name: 'Street',
    relations: { town: { type: 'belongsTo', model: 'Town' }, shop: { type: 'belongsTo', model: 'Shop' } },
  },
  { name: 'Hall', properties: { name: 'string' } },
  { name: 'Region', properties: { name: 'string' } },
  {
    name: 'Sign',
    base: 'Model',
    properties: { id: { type: 'number', id: true }, text: 'string', colour: 'string', secret: 'string' },
    hidden: ['secret'],
    relations: { shop: { type: 'belongsTo', model: 'Shop' } },
  },
];

describe.each(testDatabases())('what an include answers on $name', (database) => {
  const app = new TestApp();

  beforeAll(async () => {
    const db = { dataSource: 'db' };
    await app.start(database, {
      models,
      modelConfig: { Town: db, Shop: db, Street: db, Hall: db, Region: db, Sign: { dataSource: null } },
    });
    const region = await app.create('/Regions', { name: 'north' });
    const town = await app.create('/Towns', { name: 'Hill', regionId: region.id });
    const ids: number[] = [];
    for (let place = 0; place < 10; place++) {
      const shop = await app.create(`/Towns/${town.id}/linked`, {
        name: `s${place}`,
        place: `${place},0`,
        townId: town.id,
      });
      ids.push(shop.id);
    }
    await app.create(`/Towns/${town.id}/hall`, { name: 'town hall' });
    const signList = ['red', 'blue'].map((colour, index) => ({
      id: index + 1,
      text: 'go',
      colour,
      secret: 's',
      shopId: ids[index],
    }));
    await app.patch(`/Towns/${town.id}`, { shopIds: ids, signList });
    return () => app.close();
  });

  const include = async (asked: unknown): Promise<any> => (await app.find('/Towns', { include: asked }))[0];

  it.each(
    cases(
      ['shops', 'hall', 'region', 'chosen', 'linked', 'signs'],
      ['signs', 'linked', 'chosen', 'region', 'hall', 'shops'],
      ['chosen', 'shops', 'linked', 'hall', 'signs', 'region'],
    ),
  )('has the included properties in the order of the include: %j', async (names) => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => (await app.get(`/Towns?${json('filter', { include: names })}`)).text),
    );
    const [first] = JSON.parse(answers[0] ?? '') as [object];
    expect(Object.keys(first).slice(-names.length)).toEqual(names);
    expect(new Set(answers).size).toBe(1);
  });

  it.each(cases('shops', 'chosen', 'linked'))('has the nearest first: %s', async (relation) => {
    const scope = { where: { place: { near: '7.2,0' } }, limit: 3 };
    const town = await include({ relation, scope });
    expect(town[relation].map(({ name }: { name: string }) => name)).toEqual(['s7', 's8', 's6']);
  });

  it.each(cases(['text'], { text: true }, ['text', 'secret'], { id: false, colour: false, shopId: false }))(
    'has the fields of embedded values: %j',
    async (fields) => {
      expect((await include({ relation: 'signs', scope: { fields } })).signs).toEqual([{ text: 'go' }, { text: 'go' }]);
    },
  );

  it('has what is included below the fields of embedded values', async () => {
    const scope = { fields: ['text'], include: { relation: 'shop', scope: { fields: ['name'] } } };
    const { signs } = await include({ relation: 'signs', scope });
    expect(signs).toMatchObject([
      { text: 'go', shop: { name: 's0' } },
      { text: 'go', shop: { name: 's1' } },
    ]);
    expect(signs[0]).not.toHaveProperty('colour');
  });
});

import type { DataSource } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../deviations/use-app.js';
import { testDatabases } from '../support/databases.js';

/** An entity, of which nobody has types. */
type Row = Record<string, any>;

const photos = { type: 'hasMany', model: 'Photo', polymorphic: 'subject', scope: { order: 'rank DESC' } };

const models = [
  // The owner has a property that is called as the discriminator is.
  { name: 'Person', properties: { name: 'string', subjectType: 'string' }, relations: { photos } },
  { name: 'Place', forceId: false, properties: { name: 'string' }, relations: { photos } },
  {
    name: 'Badge',
    properties: { code: { type: 'string', index: { unique: true } } },
    relations: {
      prints: { type: 'hasMany', model: 'Print', polymorphic: { as: 'owner', idType: 'string' }, primaryKey: 'code' },
    },
  },
  {
    name: 'Photo',
    properties: { url: 'string', rank: 'number', subjectType: { type: 'string', postgresql: { columnName: 'kind' } } },
    relations: { subject: { type: 'belongsTo', polymorphic: true } },
  },
  {
    name: 'Print',
    properties: { size: 'string' },
    relations: { owner: { type: 'belongsTo', polymorphic: { idType: 'string' } } },
  },
  { name: 'Visit', relations: { person: { type: 'belongsTo', model: 'Person' } } },
];

describe.each(testDatabases())('a polymorphic hasMany in MikroORM on $name', (database) => {
  const app = useApp(database, { models });
  let db: DataSource;

  beforeEach(async () => {
    db = app.application.dataSources['db']!;
    for (const name of ['Ann', 'Bob']) await app.create('/People', { name, subjectType: 'none' });
    const [ann, bob] = await app.find('/People', { order: 'id' });
    const place = await app.create('/Places', { id: ann.id, name: 'Rome' });
    for (const rank of [1, 2]) {
      await app.create(`/People/${ann.id}/photos`, { url: `ann ${rank}`, rank });
      await app.create(`/Places/${place.id}/photos`, { url: `place ${rank}`, rank });
    }
    await app.create(`/People/${bob.id}/photos`, { url: 'bob 1', rank: 1 });
    await app.create('/Visits', { personId: ann.id });
  });

  const find = async (model: string, where: object, populate: readonly string[], options: object = {}) =>
    (await db.em.fork().find(db.entity(model), where, {
      populate: populate as never,
      orderBy: { id: 'asc' } as never,
      ...options,
    })) as readonly Row[];
  const urls = (owner: Row): readonly unknown[] => owner['photos'].getItems().map(({ url }: Row) => url);

  describe.each(['joined', 'select-in', 'balanced'])('by the strategy "%s"', (strategy) => {
    it('is loaded in the order of its scope, with rows of its type only', async () => {
      const people = await find('Person', {}, ['photos'], { strategy });
      expect(people.map(urls)).toEqual([['ann 2', 'ann 1'], ['bob 1']]);
      expect((await find('Place', {}, ['photos'], { strategy })).map(urls)).toEqual([['place 2', 'place 1']]);
    });

    it('is loaded with what is asked about it', async () => {
      const where = { photos: { url: { $like: '%2' } } };
      const people = await find('Person', where, ['photos'], { strategy });
      expect(people.map(({ name }) => name)).toEqual(['Ann']);
    });

    it('is loaded below another relation', async () => {
      const [visit] = await find('Visit', {}, ['person.photos'], { strategy });
      expect(urls(visit!['person'])).toEqual(['ann 2', 'ann 1']);
    });
  });

  it('is asked about, with rows of its type only', async () => {
    const em = db.em.fork();
    const count = (model: string, url: string) => em.count(db.entity(model), { photos: { url } } as never);
    expect(await count('Person', 'ann 1')).toBe(1);
    expect(await count('Person', 'place 1')).toBe(0);
    expect(await count('Place', 'place 1')).toBe(1);
    expect(await em.count(db.entity('Visit'), { person: { photos: { rank: 2 } } } as never)).toBe(1);
    expect(await em.count(db.entity('Person'), { photos: { $none: { rank: 2 } } } as never)).toBe(1);
  });

  it('is loaded over a property other than the id', async () => {
    const badge = await app.create('/Badges', { code: 'x' });
    await app.create(`/Badges/${badge.id}/prints`, { size: 'large' });
    for (const strategy of ['joined', 'select-in']) {
      const [found] = await find('Badge', { prints: { size: 'large' } }, ['prints'], { strategy });
      expect(found!['prints'].getItems()).toMatchObject([{ size: 'large', ownerId: 'x', ownerType: 'Badge' }]);
    }
  });

  it('leaves its rows as they are when they are written', async () => {
    const em = db.em.fork();
    const [photo] = (await em.find(db.entity('Photo'), { url: 'place 1' } as never)) as Row[];
    photo!['url'] = 'other';
    em.create(db.entity('Photo'), { url: 'new', rank: 3, subjectType: 'Person', subjectId: 1 } as never);
    await em.flush();
    expect(await app.find('/Photos', { where: { url: { inq: ['other', 'new'] } }, order: 'url' })).toMatchObject([
      { url: 'new', subjectType: 'Person', subjectId: 1 },
      { url: 'other', subjectType: 'Place' },
    ]);
  });
});

import type { Application, ModelClass, Statement } from '@loopnest/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { countedConnector, SentStatements } from './counted-connector.js';
import { includedModelConfig, includedModels } from './included-models.js';
import { TestApp } from './use-app.js';

const PARENTS = 240;

/** How many statements each data source was sent. */
interface Cost {
  readonly db: number;
  readonly other: number;
}

/** Rows of all models. Their ids are 1, 2, 3 …, in any order, since a list is created all at once. */
async function fill(application: Application): Promise<void> {
  const add = async (name: string, ...rows: readonly object[]): Promise<void> => {
    await (application.registry.getModel(name) as unknown as ModelClass).create([...rows]);
  };
  const numbers = Array.from({ length: PARENTS }, (_, index) => index + 1);
  const twice = numbers.flatMap((number) => [number, number]);
  await add('Continent', ...[1, 2, 3].map((number) => ({ name: `continent ${number}` })));
  await add(
    'Country',
    ...numbers.map((number) => ({
      name: `country ${number}`,
      continentId: (number % 3) + 1,
      friendIds: [(number % PARENTS) + 1, ((number + 7) % PARENTS) + 1],
      sightList: [
        { id: 1, name: 'a', cityId: number },
        { id: 2, name: 'b', cityId: number + 1 },
      ],
      mottoData: { text: 'onward', languageId: (number % 5) + 1 },
    })),
  );
  await add('Country', { name: 'without anything' });
  await add('Language', ...[1, 2, 3, 4, 5].map((number) => ({ name: `language ${number}` })));
  await add('Book', ...[1, 2, 3, 4, 5].flatMap((languageId) => [{ languageId }, { languageId }]));
  await add('City', ...twice.map((countryId, index) => ({ name: `city ${index}`, countryId })));
  await add('Street', ...twice.flatMap((_, index) => [{ cityId: index + 1 }, { cityId: index + 1 }]));
  await add('House', ...twice.flatMap((_, index) => [{ streetId: index + 1 }, { streetId: index + 1 }]));
  await add('Capital', ...numbers.map((countryId) => ({ countryId })));
  await add('Speaking', ...twice.map((countryId, index) => ({ countryId, languageId: (index % 5) + 1 })));
  await add('Signposting', ...twice.map((cityId, index) => ({ cityId, languageId: (index % 5) + 1 })));
  await add('League', ...[1, 2, 3].map((number) => ({ name: `league ${number}` })));
  await add('CountryLeague', ...numbers.map((countryId) => ({ countryId, leagueId: (countryId % 3) + 1 })));
  await add('Cup', ...[1, 2, 3].map((leagueId) => ({ leagueId })));
  await add(
    'Flag',
    ...numbers.flatMap((bearerId) => [
      { bearerId, bearerType: 'Country' },
      { bearerId, bearerType: 'City' },
      { bearerId, bearerType: 'Capital' },
    ]),
    { colour: 'of nobody' },
  );
  await add('Printer', ...[1, 2].map((number) => ({ name: `printer ${number}` })));
  await add('Stamp', ...twice.map((countryId, index) => ({ countryId, printerId: (index % 2) + 1 })));
}

describe.each(testDatabases())('statements of includes on $name', (database) => {
  const app = new TestApp();
  const sent = { db: new SentStatements(), other: new SentStatements() };

  beforeAll(async () => {
    await app.start(database, {
      models: includedModels,
      modelConfig: includedModelConfig,
      connectors: [countedConnector(database.name, sent.db), countedConnector('memory', sent.other)],
      services: { transient: { connector: 'transient' }, other: { connector: 'memory' } },
    });
    await fill(app.application);
    return () => app.close();
  }, 120_000);

  async function statements(
    path: string,
    filter: object,
  ): Promise<{ db: readonly Statement[]; other: readonly Statement[]; rows: any }> {
    let rows: unknown;
    let other: readonly Statement[] = [];
    const db = await sent.db.of(async () => {
      other = await sent.other.of(async () => {
        rows = await app.find(path, filter);
      });
    });
    return { db, other, rows };
  }

  async function cost(path: string, filter: object): Promise<Cost> {
    const { db, other } = await statements(path, filter);
    return { db: db.length, other: other.length };
  }

  it('are one without an include', async () => {
    const { db, rows } = await statements('/Countries', {});
    expect(rows).toHaveLength(PARENTS + 1);
    expect(db).toHaveLength(1);
  });

  it.each([
    ['hasMany', 'cities', 1],
    ['hasOne', 'capital', 1],
    ['belongsTo', 'continent', 1],
    ['hasMany through', 'languages', 2],
    ['hasAndBelongsToMany', 'leagues', 2],
    ['referencesMany', 'friends', 1],
    ['polymorphic hasMany', 'flags', 1],
    ['embedsMany', 'sights', 0],
    ['embedsOne', 'motto', 0],
  ])('are one for each level: %s', async (_type, include, expected) => {
    expect(await cost('/Countries', { include })).toEqual({ db: 1 + expected, other: 0 });
  });

  it.each([
    ['hasMany three times', { cities: { streets: 'houses' } }, 3],
    ['down and up again', { cities: { streets: { city: 'country' } } }, 4],
    ['through, hasMany, belongsTo', { languages: { books: 'language' } }, 4],
    ['hasMany, through, hasMany', { cities: { languages: 'books' } }, 4],
    ['links of links', { leagues: 'cups', languages: 'books' }, 6],
    ['lists of keys', { friends: { friends: 'friends' } }, 3],
    ['several on each level', { cities: ['country', { streets: ['houses', 'city'] }], capital: true }, 6],
    ['embedded ones below a list of keys', { friends: { sights: { city: 'streets' } } }, 3],
  ])('are one for each relation over three levels: %s', async (_what, include, expected) => {
    expect(await cost('/Countries', { include })).toEqual({ db: 1 + expected, other: 0 });
  });

  it.each([
    ['hasMany', { relation: 'cities', scope: { limit: 1 } }, 1],
    ['with skip', { relation: 'cities', scope: { limit: 1, skip: 1, order: 'name DESC' } }, 1],
    ['hasMany through', { relation: 'languages', scope: { limit: 1 } }, 2],
    ['hasAndBelongsToMany', { relation: 'leagues', scope: { limit: 1, offset: 1 } }, 2],
    ['referencesMany', { relation: 'friends', scope: { limit: 1 } }, 1],
    ['embedsMany', { relation: 'sights', scope: { limit: 1, order: 'name DESC' } }, 0],
    [
      'on each of three levels',
      {
        relation: 'cities',
        scope: {
          limit: 1,
          include: {
            relation: 'streets',
            scope: { limit: 1, include: { relation: 'houses', scope: { limit: 1, order: 'no DESC' } } },
          },
        },
      },
      3,
    ],
  ])('are as many with a limit in the scope: %s', async (_what, include, expected) => {
    expect(await cost('/Countries', { include })).toEqual({ db: 1 + expected, other: 0 });
  });

  it('give each parent its own page in that one statement', async () => {
    const scope = { limit: 1, order: 'name DESC', include: { relation: 'streets', scope: { limit: 1 } } };
    const { db, rows } = await statements('/Countries', { include: { relation: 'cities', scope }, order: 'id' });
    expect(db).toHaveLength(3);
    const shown = rows.map(({ cities }: any) => cities.map(({ name, streets }: any) => [name, streets.length]));
    expect(shown).toEqual([...Array.from({ length: PARENTS }, (_, index) => [[`city ${index * 2 + 1}`, 1]]), []]);
  });

  it('are one for each type of parent of a polymorphic belongsTo', async () => {
    expect(await cost('/Flags', { include: 'bearer' })).toEqual({ db: 1 + 3, other: 0 });
    expect(await cost('/Flags', { where: { bearerType: 'City' }, include: 'bearer' })).toEqual({ db: 1 + 1, other: 0 });
    expect(await cost('/Countries', { include: { flags: 'bearer' } })).toEqual({ db: 1 + 1 + 1, other: 0 });
  });

  it('are one for a belongsTo inside of embedded values', async () => {
    expect(await cost('/Countries', { include: { sights: 'city' } })).toEqual({ db: 1 + 1, other: 0 });
    expect(await cost('/Countries', { include: { motto: 'language' } })).toEqual({ db: 1 + 1, other: 0 });
    expect(await cost('/Countries', { include: { sights: { city: 'country' } } })).toEqual({ db: 1 + 2, other: 0 });
    const scope = { limit: 1, include: { city: { streets: 'houses' } } };
    expect(await cost('/Countries', { include: { relation: 'sights', scope } })).toEqual({ db: 1 + 3, other: 0 });
  });

  it('are one for a relation to another data source, and from there back', async () => {
    expect(await cost('/Countries', { include: 'stamps' })).toEqual({ db: 1, other: 1 });
    expect(await cost('/Countries', { include: { stamps: 'printer' } })).toEqual({ db: 1, other: 2 });
    expect(await cost('/Countries', { include: { stamps: ['printer', 'country'] } })).toEqual({ db: 2, other: 2 });
    expect(await cost('/Stamps', { include: { country: { cities: 'streets' } } })).toEqual({ db: 3, other: 1 });
  });

  it('are one in a list of a relation, too', async () => {
    const include = ['friends', { cities: 'streets' }];
    expect(await cost('/Continents/1', {})).toEqual({ db: 1, other: 0 });
    expect(await cost('/Countries/1/friends', { include })).toEqual({ db: 2 + 3, other: 0 });
    expect(await cost('/Countries/1/languages', { include: 'books' })).toEqual({ db: 3 + 1, other: 0 });
  });

  it('are none where there are no keys', async () => {
    const where = { name: 'without anything' };
    expect(await cost('/Countries', { where, include: ['continent', 'friends', 'sights', 'motto'] })).toEqual({
      db: 1,
      other: 0,
    });
    expect(await cost('/Countries', { where: { name: 'none' }, include: ['cities', 'languages'] })).toEqual({
      db: 1,
      other: 0,
    });
    // Links are asked for, and lead nowhere.
    expect(await cost('/Countries', { where, include: { languages: 'books' } })).toEqual({ db: 1 + 1, other: 0 });
    // Nothing is below what is not there.
    expect(await cost('/Countries', { where, include: { cities: { streets: 'houses' } } })).toEqual({
      db: 1 + 1,
      other: 0,
    });
    expect(await cost('/Countries', { where, include: { sights: 'city', motto: 'language' } })).toEqual({
      db: 1,
      other: 0,
    });
    expect(await cost('/Flags', { where: { bearerType: null }, include: 'bearer' })).toEqual({ db: 1, other: 0 });
  });

  it('have each key once, and all of them however many there are', async () => {
    const { db } = await statements('/Cities', { include: 'country' });
    expect(keysOf(db[1])).toEqual(Array.from({ length: PARENTS }, (_, index) => index + 1));
    const { db: down } = await statements('/Cities', { include: 'streets' });
    expect(keysOf(down[1])).toEqual(Array.from({ length: PARENTS * 2 }, (_, index) => index + 1));
    const { db: lists } = await statements('/Countries', { include: 'friends' });
    expect(keysOf(lists[1])).toEqual(Array.from({ length: PARENTS }, (_, index) => index + 1));
    const { db: links } = await statements('/Countries', { include: 'languages' });
    expect(keysOf(links[2])).toEqual([1, 2, 3, 4, 5]);
    const { db: embedded } = await statements('/Countries', { include: { motto: 'language' } });
    expect(keysOf(embedded[1])).toEqual([1, 2, 3, 4, 5]);
  });
});

/** The numbers that a statement is given, sorted; lists go as one parameter. */
function keysOf(statement: Statement | undefined): readonly unknown[] {
  const values = (statement?.parameters ?? []).flatMap((parameter) =>
    typeof parameter === 'string' && parameter.startsWith('[') ? (JSON.parse(parameter) as unknown[]) : parameter,
  );
  return values.map(Number).toSorted((a: number, b: number) => a - b);
}

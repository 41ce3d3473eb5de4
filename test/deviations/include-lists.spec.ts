import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { json } from './rest-client.js';
import { TestApp } from './use-app.js';

/** A model with relations to many, each without a scope, and with one of each kind. */
const models = [
  {
    name: 'Team',
    properties: { name: 'string', playerIds: ['number'] },
    relations: {
      players: { type: 'hasMany', model: 'Player' },
      strong: { type: 'hasMany', model: 'Player', scope: { where: { score: { gte: 5 } } } },
      sorted: { type: 'hasMany', model: 'Player', scope: { order: ['score DESC', 'id DESC'] } },
      few: { type: 'hasMany', model: 'Player', scope: { limit: 2, skip: 1 } },
      owned: { type: 'hasMany', model: 'Player', polymorphic: 'owner' },
      listed: { type: 'referencesMany', model: 'Player', foreignKey: 'playerIds' },
      listedSorted: {
        type: 'referencesMany',
        model: 'Player',
        foreignKey: 'playerIds',
        scope: { order: 'name', where: { score: { lt: 8 } } },
      },
      linked: { type: 'hasMany', model: 'Player', through: 'Contract' },
      linkedFew: { type: 'hasMany', model: 'Player', through: 'Contract', scope: { limit: 2, order: 'name DESC' } },
      linkedPaid: { type: 'hasMany', model: 'Player', through: 'Contract', scope: { where: { sum: { gt: 1 } } } },
      both: { type: 'hasAndBelongsToMany', model: 'Player' },
      ranked: { type: 'hasMany', model: 'Ranked' },
      kept: { type: 'embedsMany', model: 'Item', property: 'itemList' },
      keptRed: { type: 'embedsMany', model: 'Item', property: 'itemList', scope: { where: { colour: 'red' } } },
    },
  },
  {
    name: 'Player',
    properties: { name: 'string', score: 'number', place: 'GeoPoint', ownerId: 'number', ownerType: 'string' },
    relations: { team: { type: 'belongsTo', model: 'Team' } },
  },
  { name: 'Ranked', scope: { order: 'score DESC', where: { score: { neq: 3 } } }, properties: { score: 'number' } },
  { name: 'Contract', properties: { sum: 'number' } },
  { name: 'Item', base: 'Model', properties: { id: { type: 'number', id: true }, colour: 'string', score: 'number' } },
];

const PLAYERS = ['players', 'strong', 'sorted', 'few', 'owned', 'listed', 'listedSorted', 'linked', 'linkedFew', 'linkedPaid', 'both']; // prettier-ignore
const ALL = [...PLAYERS, 'ranked', 'kept', 'keptRed'];

/** Filters that every relation to many takes. */
const FILTERS: readonly object[] = [
  {},
  { limit: 2 },
  { limit: 1, skip: 1 },
  { limit: 3, offset: 2 },
  { skip: 4 },
  { skip: 99 },
  { limit: 0 },
  { order: 'score DESC' },
  { order: ['score', 'id DESC'], limit: 2 },
  { order: 'id DESC', skip: 1, limit: 2 },
  { where: { score: { gt: 3 } } },
  { where: { score: { inq: [1, 2, 3, 5, 9] } }, order: 'id DESC', limit: 2 },
  { where: { or: [{ score: 1 }, { score: { between: [6, 8] } }] }, skip: 1 },
  { where: { score: { gt: 1_000 } } },
  { where: { score: null } },
];
/** Those that need properties of a player. */
const OF_PLAYERS: readonly object[] = [
  { where: { name: { like: '%a%' } }, order: 'name DESC' },
  { where: { name: { regexp: '/^[A-C]/i' } }, limit: 2, skip: 1 },
];
/** Those that have an order of their own, which is not that of a list of keys. */
const NEAR: readonly object[] = [
  { where: { place: { near: '4.3,0' } } },
  { where: { place: { near: '4.3,0', maxDistance: 250, unit: 'kilometers' } }, limit: 2 },
];

describe.each(testDatabases())('an include beside the list of the relation on $name', (database) => {
  const app = new TestApp();
  let teams: readonly { id: number }[] = [];

  beforeAll(async () => {
    const db = { dataSource: 'db' };
    await app.start(database, {
      models,
      modelConfig: { Team: db, Player: db, Ranked: db, Contract: db, Item: { dataSource: null } },
    });
    for (const name of ['one', 'two', 'none']) await app.create('/Teams', { name });
    teams = await app.find('/Teams');
    for (const [at, { id }] of teams.slice(0, 2).entries()) await fill(id, at);
    return () => app.close();
  }, 60_000);

  // Nothing that is ordered by is there twice in one list.
  async function fill(id: number, at: number): Promise<void> {
    const names = ['Dan', 'Ada', 'Cal', 'Bea', 'Eve', 'Abe', 'Fay'];
    const playerIds: number[] = [];
    for (const [index, name] of names.entries()) {
      const score = index === 4 ? null : ((index * 4 + at) % 14) + 1;
      const place = `${String(index + at / 10)},0`;
      const data = { name: `${name} ${String(at)}`, score, place, ownerId: id, ownerType: 'Team' };
      const player = await app.create(`/Teams/${String(id)}/players`, data);
      playerIds.unshift(player.id);
      const both = `/Teams/${String(id)}`;
      if (index !== 2) await app.put(`${both}/linked/rel/${String(player.id)}`, { sum: index });
      if (index % 2 === 0) await app.put(`${both}/both/rel/${String(player.id)}`);
      await app.create(`${both}/ranked`, { score: index });
      await app.create(`${both}/kept`, { colour: index % 2 === 0 ? 'red' : 'blue', score });
    }
    // Some that are of the other team, too, and one that is nowhere.
    const others = (await app.find('/Players', { limit: 2 })).map((player: { id: number }) => player.id);
    const ids = [...new Set([...playerIds, ...others, 999_999])];
    await app.patch(`/Teams/${String(id)}`, { playerIds: ids });
    for (const other of others) await app.put(`/Teams/${String(id)}/linked/rel/${String(other)}`, { sum: 9 });
  }

  const rows = [
    ...FILTERS.flatMap((filter) => ALL.map((relation) => [relation, filter])),
    ...OF_PLAYERS.flatMap((filter) => PLAYERS.map((relation) => [relation, filter])),
    ...NEAR.flatMap((filter) => PLAYERS.map((relation) => [relation, filter])),
  ];

  it.each(cases(...rows))('gives each parent the same: %j', async ([relation, filter]: [string, object]) => {
    const included = await app.find('/Teams', { include: { relation, scope: filter }, order: 'id' });
    const lists = await Promise.all(
      teams.map(({ id }) => app.get(`/Teams/${String(id)}/${relation}?${json('filter', filter)}`)),
    );
    expect(included.map((team: Record<string, unknown>) => team[relation])).toEqual(lists.map(({ body }) => body));
  });
});

import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

const models = [
  {
    name: 'Actor',
    properties: { name: 'string' },
    relations: { films: { type: 'hasMany', model: 'Film', through: 'Casting' } },
  },
  {
    name: 'Film',
    properties: { title: 'string' },
    relations: { actors: { type: 'hasMany', model: 'Actor', through: 'Casting' } },
  },
  {
    name: 'Casting',
    properties: { role: 'string' },
    relations: { actor: { type: 'belongsTo', model: 'Actor' }, film: { type: 'belongsTo', model: 'Film' } },
  },
];

const db = { dataSource: 'db' };
const other = { dataSource: 'other' };

describe.each(testDatabases())('deviations of relations between data sources on $name', (database) => {
  describe.each([
    ['the links', { Actor: db, Film: db, Casting: other }],
    ['the parents', { Actor: other, Film: db, Casting: db }],
    ['the targets', { Actor: db, Film: other, Casting: db }],
    ['all but the links', { Actor: other, Film: other, Casting: db }],
  ])('36. links of one pair at the same time, %s being elsewhere', (_what, modelConfig) => {
    const app = useApp(database, { models, modelConfig, services: { other: { connector: 'memory' } } });

    it('make one row', async () => {
      const [actor, film] = [await app.create('/Actors', { name: 'Ada' }), await app.create('/Films', { title: 'M' })];
      const paths = [`/Actors/${actor.id}/films/rel/${film.id}`, `/Films/${film.id}/actors/rel/${actor.id}`];
      const answers = await Promise.all(Array.from({ length: 16 }, (_, index) => app.put(paths[index % 2] ?? '')));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(await app.find('/Castings')).toMatchObject([{ actorId: actor.id, filmId: film.id }]);
    });

    it('make one row each for several pairs', async () => {
      const actor = await app.create('/Actors', { name: 'Ada' });
      const films: number[] = [];
      for (const title of ['a', 'b', 'c']) films.push((await app.create('/Films', { title })).id);
      const links = films.flatMap((id) => [id, id, id, id]);
      const answers = await Promise.all(links.map((id) => app.put(`/Actors/${actor.id}/films/rel/${id}`)));
      expect(answers.map(({ status }) => status)).toEqual(links.map(() => 200));
      expect(await app.find('/Castings')).toHaveLength(3);
    });

    it('are listed, included, counted and removed', async () => {
      const actor = await app.create('/Actors', { name: 'Ada' });
      const film = await app.create(`/Actors/${actor.id}/films`, { title: 'M' });
      expect(await app.find(`/Actors/${actor.id}/films`)).toEqual([film]);
      expect((await app.get(`/Films/${film.id}?${json('filter', { include: { actors: 'films' } })}`)).body).toEqual({
        ...film,
        actors: [{ ...actor, films: [film] }],
      });
      expect((await app.get(`/Actors/${actor.id}/films/count`)).body).toEqual({ count: 1 });
      expect((await app.delete(`/Actors/${actor.id}/films/${film.id}`)).status).toBe(204);
      expect(await app.find('/Castings')).toEqual([]);
      expect(await app.find('/Films')).toEqual([]);
    });
  });
});

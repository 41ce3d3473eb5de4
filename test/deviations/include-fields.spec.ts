import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

const models = [
  {
    name: 'Club',
    properties: { name: 'string', code: 'string', seal: 'string', pin: 'string' },
    hidden: ['seal'],
    protected: ['pin'],
    relations: {
      members: { type: 'hasMany', model: 'Member', options: { nestRemoting: true } },
      rooms: { type: 'hasMany', model: 'Room', primaryKey: 'code', foreignKey: 'clubCode' },
      sealed: { type: 'hasMany', model: 'Room', primaryKey: 'seal', foreignKey: 'clubSeal' },
      board: { type: 'hasOne', model: 'Board' },
    },
  },
  {
    name: 'Member',
    properties: { name: 'string', secret: 'string' },
    hidden: ['secret'],
    relations: { club: { type: 'belongsTo', model: 'Club' }, fees: { type: 'hasMany', model: 'Fee' } },
  },
  { name: 'Fee', properties: { sum: 'number' } },
  { name: 'Room', properties: { no: 'number', clubCode: 'string', clubSeal: 'string' }, hidden: ['clubSeal'] },
  { name: 'Board', properties: { chair: 'string' } },
];

describe.each(testDatabases())('deviations of fields beside includes on $name', (database) => {
  const app = useApp(database, { models });

  let club: { id: number };
  const ask = (filter: object, path = '/Clubs') => app.get(`${path}?${json('filter', filter)}`);

  beforeEach(async () => {
    club = await app.create('/Clubs', { name: 'Chess', code: 'c', seal: 'hidden-seal', pin: 'protected-pin' });
    await app.create(`/Clubs/${club.id}/members`, { name: 'Ada', secret: 'hidden-secret' });
    await app.create(`/Clubs/${club.id}/rooms`, { no: 1 });
    await app.create(`/Clubs/${club.id}/sealed`, { no: 2 });
    await app.create(`/Clubs/${club.id}/board`, { chair: 'Ada' });
  });

  describe('32. fields of the parents without the key of a hasMany', () => {
    const missing = (key: string, parent: object): object => ({
      statusCode: 400,
      message: `ID property "${key}" is missing for included item: ${JSON.stringify(parent)}. Please make sure \`fields\` include "${key}" if it's present in the \`filter\``,
    });

    it.each(cases(['members', 'id'], [{ relation: 'members', scope: { limit: 1 } }, 'id'], ['rooms', 'code']))(
      'is 400 with the first parent: %j',
      async ([include, key]: [unknown, string]) => {
        expect((await ask({ fields: ['name'], include })).body.error).toMatchObject(missing(key, { name: 'Chess' }));
      },
    );

    it.each(
      cases(
        { members: 'fees' },
        { members: { club: 'members' } },
        { relation: 'members', scope: { include: 'club' } },
        { relation: 'members', scope: { include: { relation: 'fees', scope: { where: { sum: 1 } } } } },
      ),
    )('is 400 where the include has an include of its own, too: %j', async (include) => {
      expect((await ask({ fields: ['name'], include })).body.error).toMatchObject(missing('id', { name: 'Chess' }));
    });

    it.each(cases(['name', 'seal'], { name: true, seal: true }, { id: false, code: false, pin: false }))(
      'shows nothing that is hidden: %j',
      async (fields) => {
        const answer = await ask({ fields, include: 'members' });
        expect(answer.body.error).toMatchObject(missing('id', { name: 'Chess' }));
        expect(answer.text).not.toMatch(/hidden-|seal/);
      },
    );

    it('shows nothing hidden or protected of a parent that is included itself', async () => {
      const scope = { fields: { code: false }, include: 'rooms' };
      const answer = await ask({ include: { relation: 'club', scope } }, '/Members');
      expect(answer.body.error).toMatchObject(missing('code', { name: 'Chess', id: club.id }));
      expect(answer.text).not.toMatch(/hidden-|protected-/);
    });

    it('is 400 below a list of a relation, and in code', async () => {
      const answer = await ask({ fields: ['name', 'secret'], include: 'fees' }, `/Clubs/${club.id}/members`);
      expect(answer.body.error).toMatchObject(missing('id', { name: 'Ada' }));
      const { Club } = app.application.models as any;
      await expect(Club.find({ fields: ['name', 'seal'], include: 'members' })).rejects.toMatchObject(
        missing('id', { name: 'Chess' }),
      );
    });

    it('is none where the key is hidden, and not among what is asked for', async () => {
      expect((await ask({ fields: ['name'], include: 'sealed' })).body).toEqual([
        { name: 'Chess', sealed: [{ no: 2, id: expect.any(Number), clubCode: null }] },
      ]);
    });

    it('is none for a hasOne, which is not included', async () => {
      expect((await ask({ fields: ['name'], include: 'board' })).body).toEqual([{ name: 'Chess' }]);
    });
  });
});

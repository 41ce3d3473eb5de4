import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { type Account, type AttackedApp, type Attempt, form, rule, useAttackedApps } from './attacked-app.js';

/** Ways to write 1, or to write anything that might be taken for it, in a path. */
const FORMS = [
  '01',
  '1.0',
  '1e0',
  '0x1',
  '0b1',
  '+1',
  '1.',
  '1.00',
  '1%20',
  '%201',
  '1%09',
  '1%0A',
  '%EF%BC%91',
  '1%00',
  'me',
  '%31',
  '1,2',
  '1;2',
  '%5B1%5D',
  '%22' + '1%22',
  '%7B%22ne%22%3A2%7D',
  '%7B%22id%22%3A1%7D',
  'true',
  'null',
  'undefined',
  'NaN',
  '-1',
  '-0',
  '1-',
  '1|1',
  "1'",
  '1%27%20OR%20%271%27=%271',
  '__proto__',
  'constructor',
  '*',
  '%25',
];

describe.each(testDatabases())('claimed ids on $name', (database) => {
  describe.each(['loopback', 'strict'] as const)('with %s rules', (checkAccess) => {
    const start = useAttackedApps(database, afterAll);
    let app: AttackedApp;
    let ada: Account;
    let eve: Account;

    const asEve = (attempts: readonly Attempt[]) => attempts.map((attempt) => ({ ...attempt, token: eve.token }));

    beforeAll(async () => {
      const owner = { type: 'belongsTo', model: 'User', foreignKey: 'ownerId' };
      const acls = [rule('DENY', '$everyone'), rule('ALLOW', '$owner')];
      const shout = { accepts: [{ arg: 'words', type: 'string' }], returns: { arg: 'told', type: 'string' } };
      app = await start({
        auth: { checkAccess },
        models: [
          { name: 'Note', properties: { text: 'string' }, relations: { owner }, acls },
          {
            name: 'Word',
            properties: { id: { type: 'string', id: true }, text: 'string' },
            relations: { owner },
            acls,
          },
        ],
        modelConfig: {
          User: { dataSource: 'db', public: true, options: { rateLimit: false } },
          Note: { dataSource: 'db', public: true },
          Word: { dataSource: 'db', public: true },
        },
      });
      const Note = app.model('Note') as unknown as {
        shout(): string;
        remoteMethod(name: string, options: object): void;
      };
      Note.shout = () => 'told';
      Note.remoteMethod('shout', { ...shout, http: { verb: 'post' } });
      ada = await app.signUp('ada');
      eve = await app.signUp('eve');
      for (const { id } of [ada, eve]) await app.create('Note', { text: `of ${String(id)}`, ownerId: id });
      await app.create('Word', { id: '1', text: 'of ada', ownerId: ada.id });
      await app.create('Word', { id: '01', text: 'of eve', ownerId: eve.id });
    });

    it('do not make an owner of a caller of methods that address no record', async () => {
      const claims = ['id=2', 'id[]=2', 'id[0]=2', 'id=2&id=1', 'data[id]=2', 'modelId=2', 'userId=2'];
      // Owners may ask for their own lists where rules are strict.
      const statuses = checkAccess === 'strict' ? [200, 400, 401, 404] : [400, 401];
      const where = (id: number) => `where=${JSON.stringify({ id })}`;
      await app.repel(
        asEve(
          claims.flatMap((claim) => [
            { path: `/api/Notes/count?${claim}&${where(1)}` },
            { path: `/api/Notes/findOne?${claim}&filter={"where":{"id":1}}` },
            { method: 'POST', path: `/api/Notes/update?${claim}&${where(1)}`, body: { id: 2, text: 'taken' } },
            { method: 'POST', path: `/api/Notes/update?${claim}`, ...form(`id=2&text=taken&where[id]=1`) },
          ]),
        ),
        ...statuses,
      );
      await app.repel(
        asEve(
          claims.flatMap((claim) => [
            { method: 'POST', path: `/api/Notes/upsertWithWhere?${claim}&${where(1)}`, body: { id: 2, text: 'taken' } },
            { method: 'POST', path: `/api/Notes/shout?${claim}`, body: { id: 2, words: 'x' } },
            { method: 'POST', path: `/api/Notes/shout`, ...form(`${claim}&words=x`) },
            { path: `/api/Notes/change-stream?${claim}` },
          ]),
        ),
        401,
        404,
      );
      const { body } = await app.send({ path: '/api/Notes?id=2', token: eve.token });
      expect(body).not.toContain('of 1');
    });

    it('do not stand in the place of the id of the path', async () => {
      const body = { id: 2, text: 'taken' };
      await app.repel(
        asEve([
          { path: '/api/Notes/1?id=2' },
          { path: '/api/Notes/1', headers: { id: '2' } },
          { method: 'PATCH', path: '/api/Notes/1?id=2', body },
          { method: 'PUT', path: '/api/Notes/1?id=2', body },
          { method: 'POST', path: '/api/Notes/1/replace?id=2', body },
          { method: 'DELETE', path: '/api/Notes/1?id=2', body },
          { path: '/api/Notes/1/exists?id=2' },
          { method: 'HEAD', path: '/api/Notes/1?id=2' },
          { path: '/api/Notes/1/owner?id=2' },
        ]),
        401,
      );
    });

    it('do not differ between the question and the write', async () => {
      const bodies = [{ id: 1 }, { id: '1' }, { id: '01' }, { id: 1.0 }, { id: '1.0' }, { id: ' 1' }, { id: '1e0' }];
      const odd = [[2, 1], [1], { ne: 2 }, { id: 1 }, true, null, '', { inq: [1, 2] }].map((id) => ({ id }));
      await app.repel(
        asEve(
          [...bodies, ...odd].flatMap((body) => [
            { method: 'PATCH', path: '/api/Notes', body: { ...body, text: 'taken' } },
            { method: 'PUT', path: '/api/Notes', body: { ...body, text: 'taken' } },
            { method: 'POST', path: '/api/Notes/replaceOrCreate', body: { ...body, text: 'taken' } },
          ]),
        ),
        400,
        401,
        404,
        422,
      );
    });

    it('do not move a row to another id', async () => {
      await app.repel(
        asEve(
          [1, '1', 99, '01'].flatMap((id) => [
            { method: 'PATCH', path: '/api/Notes/2', body: { id, text: 'moved' } },
            { method: 'PUT', path: '/api/Notes/2', body: { id, text: 'moved' } },
            { method: 'PATCH', path: `/api/Users/${String(eve.id)}`, body: { id } },
          ]),
        ),
        400,
        401,
        409,
        422,
      );
    });

    it('of another form are the same record, or none', async () => {
      await app.repel(
        asEve(
          FORMS.flatMap((id) => [
            { path: `/api/Notes/${id}` },
            { path: `/api/Users/${id}` },
            { method: 'PATCH', path: `/api/Notes/${id}`, body: { text: 'taken' } },
            { method: 'PATCH', path: `/api/Users/${id}`, body: { username: 'taken' } },
            { method: 'DELETE', path: `/api/Notes/${id}` },
            { method: 'DELETE', path: `/api/Users/${id}` },
          ]),
        ),
        400,
        401,
        404,
      );
    });

    it('that are texts are told apart as they are written', async () => {
      await app.repel(
        asEve(['1', '%31', '1%20', '1.0', '001'].map((id) => ({ method: 'DELETE', path: `/api/Words/${id}` }))),
        401,
      );
      expect(await app.serve({ path: '/api/Words/01', token: eve.token })).toMatchObject({ text: 'of eve' });
    });
  });
});

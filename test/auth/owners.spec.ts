import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import type { GuardedApp } from './guarded-apps.js';
import { useGuardedApps } from './guarded-apps.js';
import { CLOSED, rule } from './rule-models.js';

const OWNERS = [CLOSED, rule('ALLOW', '$owner')];

function review(rest: object = {}): object {
  return { name: 'Review', properties: { text: 'string', userId: 'number' }, acls: OWNERS, ...rest };
}

describe.each(testDatabases())('owners on $name', (database) => {
  const make = useGuardedApps(database);

  async function makeReviews(
    rest: object = {},
  ): Promise<GuardedApp & { ada: Awaited<ReturnType<GuardedApp['user']>> }> {
    const app = await make({ models: [review(rest)] });
    const [ada, bob] = [await app.user('ada'), await app.user('bob')];
    await app.model('Review').create([
      { text: 'mine', userId: ada.id },
      { text: 'his', userId: bob.id },
    ]);
    return Object.assign(app, { ada });
  }

  it('cannot be claimed by an id that the method does not declare (deviation 1)', async () => {
    const { ada, model, app } = await makeReviews();
    void model;
    await ada.ask('get', '/Reviews/1').expect(200);
    for (const path of ['/Reviews', '/Reviews/findOne', '/Reviews/count']) {
      await ada.ask('get', `${path}?id=1`).expect(401);
      await ada.ask('get', path, { id: 1 }).expect(401);
      await ada.ask('get', path).set('id', '1').expect(401);
    }
    await ada.ask('post', '/Reviews/update?id=1&where={"id":2}', { id: 1, text: 'x' }).expect(401);
    await ada.ask('post', '/Reviews/upsertWithWhere?id=1&where={"id":2}', { id: 1, text: 'x' }).expect(401);
    await ada.ask('post', '/Reviews?id=1', { id: 1, text: 'x' }).expect(401);
    await ada.ask('get', '/Reviews/2?id=1').expect(401);
    await ada.ask('patch', '/Reviews/2', { id: 1, text: 'x' }).expect(401);
    expect(app.isAuthEnabled).toBe(true);
  });

  it('is asked for the record of the body where the method takes the record whole', async () => {
    const { ada } = await makeReviews();
    await ada.ask('patch', '/Reviews', { id: 1, text: 'x' }).expect(200);
    await ada.ask('patch', '/Reviews?id=1', { id: 2, text: 'x' }).expect(401);
    await ada.ask('put', '/Reviews', { id: 1, text: 'y', userId: ada.id }).expect(200);
    await ada.ask('put', '/Reviews', { id: 2, text: 'y' }).expect(401);
    for (const id of [{ inq: [1] }, { neq: 0 }, [1], null, true, '1 OR 1=1'])
      await ada.ask('patch', '/Reviews', { id, text: 'x' }).expect(401);
  });

  it('is asked for the argument id that a method declares, wherever it comes from', async () => {
    const methods = {
      remind: { accepts: { arg: 'id', type: 'number', required: true }, http: { verb: 'post' } },
      recall: { accepts: { arg: 'number', type: 'number' }, http: { verb: 'post' } },
    };
    const app = await makeReviews({ methods });
    Object.assign(app.model('Review'), { remind: () => Promise.resolve(), recall: () => Promise.resolve() });
    const { ada } = app;
    await ada.ask('post', '/Reviews/remind', { id: 1 }).expect(204);
    await ada.ask('post', '/Reviews/remind?id=1').expect(204);
    await ada.ask('post', '/Reviews/remind?id=1', { id: 2 }).expect(401);
    await ada.ask('post', '/Reviews/recall?id=1', { id: 1 }).expect(401);
  });

  it('asks for the id of the model, whatever its name', async () => {
    const app = await make({
      models: [
        {
          name: 'Review',
          properties: { code: { type: 'string', id: true }, id: 'number', userId: 'number' },
          acls: OWNERS,
        },
      ],
    });
    const ada = await app.user('ada');
    await app.model('Review').create([
      { code: '1', userId: ada.id },
      { code: '2', userId: 0 },
    ]);
    await ada.ask('patch', '/Reviews', { code: '1', id: 5 }).expect(200);
    await ada.ask('patch', '/Reviews', { code: '2', id: 1 }).expect(401);
  });

  it('is nobody who was deleted, and nobody of a record that is not there', async () => {
    const app = await make({
      models: [
        {
          name: 'Loan',
          acls: OWNERS,
          relations: { reader: { type: 'belongsTo', model: 'User' }, second: { type: 'belongsTo', model: 'User' } },
        },
      ],
    });
    const ada = await app.user('ada');
    const bob = await app.user('bob');
    await app.model('Loan').create({ readerId: ada.id, secondId: bob.id });
    await ada.ask('get', '/Loans/1').expect(200);
    await bob.ask('get', '/Loans/1').expect(401);
    await ada.ask('get', '/Loans/2').expect(401);
    await app.model('User').destroyById(ada.id, { notify: false });
    const { Role } = app.app.models as Record<string, any>;
    expect(await Role.isOwner(app.model('Loan'), 1, ada.id)).toBe(false);
    expect(await Role.isOwner(app.model('Loan'), 1, bob.id)).toBe(false);
    app.model('Loan').settings.ownerRelations = ['second'];
    await bob.ask('get', '/Loans/1').expect(200);
  });
});

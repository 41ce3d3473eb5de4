import type { AnyModel } from '@loopnest/models';
import { describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

const properties = {
  id: { type: 'string', id: true, defaultFn: 'guid' },
  text: { type: 'string', required: true },
  level: 'number',
  secret: 'string',
};

const models = [
  { name: 'Note', properties, hidden: ['secret'], trackChanges: true, changeCleanupInterval: -1 },
  { name: 'Loose', properties, enableRemoteReplication: true },
  { name: 'Plain', properties },
  {
    name: 'Counted',
    properties: { id: { type: 'number', id: true }, text: 'string' },
    trackChanges: true,
    changeCleanupInterval: -1,
  },
];

const update = (type: string, modelId: unknown, data?: unknown, prev: unknown = null) => ({
  type,
  change: { modelName: 'Note', modelId, rev: 'x', prev },
  ...(data === undefined ? {} : { data }),
});

describe.each(testDatabases())('endpoints of change tracking on $name', (database) => {
  const app = useApp(database, { models });

  const bulk = (...updates: unknown[]) => app.post('/Notes/bulk-update', { updates });

  it('are there for models that are tracked, or say so', async () => {
    expect((await app.get('/Notes/checkpoint')).body).toEqual(expect.any(Number));
    expect((await app.get('/Looses/checkpoint')).body).toEqual(expect.any(Number));
    expect((await app.get('/Plains/checkpoint')).status).toBe(404);
    expect((await app.get('/Plains/changes')).status).toBe(404);
  });

  it('apply what they can, and tell the rest', async () => {
    await app.create('/Notes', { id: 'a', text: 'a' });
    const answer = await bulk(
      update('create', 'b', { text: 'b' }),
      update('create', 'a', { text: 'again' }),
      update('update', 'a', { text: 'stale' }, 'no revision'),
      update('delete', 'a', undefined, 'no revision'),
      update('update', 'c', { text: 'c' }, null),
      update('create', 'd', { text: 'd' }),
    );
    expect(answer).toMatchObject({ status: 409, body: { error: { message: 'Conflict' } } });
    const { conflicts } = (answer.body as any).error.details;
    expect(conflicts.map(({ modelId }: { modelId: string }) => modelId)).toEqual(['a', 'a', 'a', 'c']);
    expect((await app.find('/Notes')).map(({ id, text }: any) => [id, text])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['d', 'd'],
    ]);
  });

  it('tell what is refused as any write does, and apply the rest', async () => {
    const answer = await bulk(update('create', 'bad', {}), update('create', 'good', { text: 'x' }));
    expect(answer).toMatchObject({ status: 422, body: { error: { name: 'ValidationError' } } });
    expect((await app.get('/Notes/bad/exists')).body).toEqual({ exists: false });
    expect((await app.get('/Notes/good/exists')).body).toEqual({ exists: true });
  });

  it('show and change nothing that access hooks keep from the caller', async () => {
    for (const id of ['open', 'kept']) await app.create('/Notes', { id, text: id });
    const Note = app.application.models['Note'] as AnyModel;
    const { rev } = (await app.get('/Notes/kept/changes/last')).body as any;
    const keepOut = async ({ query }: any) => {
      query.where = { and: [query.where ?? {}, { id: { neq: 'kept' } }] };
    };
    Note.observe('access', keepOut);
    try {
      const changed = ((await app.get('/Notes/changes')).body as any[]).map(({ modelId }) => modelId);
      expect(changed).toContain('open');
      expect(changed).not.toContain('kept');
      const deltas = ['open', 'kept'].map((modelId) => ({ modelId, rev: 'x' }));
      const updates = (await app.post('/Notes/create-updates', deltas)).body as any[];
      expect(updates.map(({ data }) => data.text)).toEqual(['open']);
      const answer = await bulk(
        update('update', 'kept', { text: 'mine' }, rev),
        update('delete', 'kept', undefined, rev),
        update('create', 'kept', { text: 'mine' }),
      );
      expect(answer.status).toBe(409);
    } finally {
      Note.removeObserver('access', keepOut);
    }
    expect((await app.get('/Notes/kept')).body).toMatchObject({ text: 'kept' });
  });

  it('the id of a change goes before that of its data', async () => {
    expect((await bulk(update('create', 'a', { id: 'b', text: 'x' }))).status).toBe(204);
    expect((await app.get('/Notes/a/exists')).body).toEqual({ exists: true });
    expect((await app.get('/Notes/b/exists')).body).toEqual({ exists: false });
  });

  it.each([
    ['an id that is an operator', [update('delete', { neq: '' })]],
    ['an id that is a list', [update('update', ['a'], { text: 'x' })]],
    ['a revision that is an operator', [update('update', 'a', { text: 'x' }, { neq: 'x' })]],
    ['an unknown type', [update('drop', 'a')]],
    ['no data', [update('create', 'z')]],
    ['data that are a text', [update('create', 'z', 'x')]],
    ['no change', [{ type: 'delete' }]],
    ['no object', ['x', null, 5]],
  ])('refuse with 400: %s', async (_what, updates) => {
    await app.create('/Notes', { id: 'a', text: 'a' });
    expect((await bulk(...updates)).status).toBe(400);
    expect((await app.find('/Notes')).map(({ id, text }: any) => [id, text])).toEqual([['a', 'a']]);
  });

  it.each([
    ['POST', '/Notes/bulk-update', {}],
    ['POST', '/Notes/bulk-update', { updates: { type: 'delete' } }],
    ['POST', '/Notes/bulk-update', { updates: 'x' }],
    ['POST', '/Notes/diff', [{ modelId: { gt: '' } }]],
    ['POST', '/Notes/diff', [5]],
    ['POST', '/Notes/diff', [{ modelId: 'a', rev: {} }]],
    ['POST', '/Notes/diff?since=x', []],
    ['POST', '/Notes/create-updates', [{ modelId: { inq: ['a'] }, rev: 'x' }]],
    ['POST', '/Notes/create-updates', [{}]],
    ['GET', '/Notes/changes?since=x', undefined],
    ['GET', '/Notes/changes?since=1.5', undefined],
    ['GET', '/Notes/changes?since[gt]=1', undefined],
    ['GET', '/Notes/changes?filter=x', undefined],
    ['PUT', '/Notes/a/changes/last', { prev: { neq: null } }],
    ['PUT', '/Notes/a/changes/last', { checkpoint: 'x' }],
    ['PUT', '/Notes/a/changes/last', []],
  ])('refuse with 400: %s %s %j', async (method, path, body) => {
    await app.create('/Notes', { id: 'a', text: 'a' });
    expect((await app.send(method, path, { body })).status).toBe(400);
  });

  it('change nothing of a record but its revisions and its checkpoint', async () => {
    await app.create('/Notes', { id: 'a', text: 'a' });
    const before = (await app.get('/Notes/a/changes/last')).body as object;
    const body = { prev: 'p', modelName: 'Plain', modelId: 'z', id: 'z', type: 'x' };
    expect((await app.put('/Notes/a/changes/last', body)).body).toEqual({ ...before, prev: 'p' });
    expect((await app.get('/Notes/a/changes/last')).body).toEqual({ ...before, prev: 'p' });
  });

  it('answer 404 for a record that is not there', async () => {
    const expected = { status: 404, body: { error: { message: 'No change record found for Note with id nobody' } } };
    expect(await app.get('/Notes/nobody/changes/last')).toMatchObject(expected);
    expect(await app.put('/Notes/nobody/changes/last', { prev: 'x' })).toMatchObject(expected);
  });

  it('show the changes of what matches a filter, and no hidden value', async () => {
    const since = ((await app.post('/Notes/checkpoint', {})).body as { seq: number }).seq;
    await app.create('/Notes', { id: 'a', text: 'a', level: 1, secret: 's' });
    await app.create('/Notes', { id: 'b', text: 'b', level: 2, secret: 't' });
    const changed = async (where: object) => {
      const { body } = await app.get(`/Notes/changes?since=${since}&${json('filter', { where })}`);
      return (body as { modelId: string; rev: string | null }[])
        .filter(({ rev }) => rev !== null)
        .map(({ modelId }) => modelId);
    };
    expect(await changed({ level: 2 })).toEqual(['b']);
    expect(await changed({ level: 3 })).toEqual([]);
    // As in every query, a condition on what is hidden does not count.
    expect((await changed({ secret: 's' })).toSorted()).toEqual(['a', 'b']);
    const updates = (await app.post('/Notes/create-updates', [{ modelId: 'a', rev: 'x' }])).body as any[];
    expect(updates[0].data).toEqual({ id: 'a', text: 'a', level: 1 });
  });

  it('have ids of the type that the model has', async () => {
    await app.create('/Counteds', { id: 7, text: 'a' });
    const answer = (await app.post('/Counteds/create-updates', [{ modelId: '7', rev: 'x' }])).body as any[];
    expect(answer[0].data).toEqual({ id: 7, text: 'a' });
    expect((await app.get('/Counteds/7/changes/last')).body).toMatchObject({ modelId: '7', modelName: 'Counted' });
    for (const modelId of ['x', 'null', '1e999', '[object Object]']) {
      const { status } = await app.post('/Counteds/bulk-update', {
        updates: [{ type: 'create', change: { modelId, rev: 'x' }, data: { text: 'b' } }],
      });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
    expect(await app.find('/Counteds')).toEqual([{ id: 7, text: 'a' }]);
  });

  it('know a number however it is written', async () => {
    for (const id of [7, 8]) await app.create('/Counteds', { id, text: 'a' });
    const last = async (id: string) => (await app.get(`/Counteds/${id}/changes/last`)).body as { rev: string | null };
    const before = await last('7');
    await app.post(`/Counteds/update?${json('where', { id: '07' })}`, { text: 'b' });
    const after = await last('7');
    expect(after.rev).not.toBe(before.rev);
    expect(await last('07')).toEqual(after);
    await (app.application.models['Counted'] as any).destroyAll({ id: '8.0' });
    expect((await last('8')).rev).toBeNull();
    expect((await app.get('/Counteds/x/changes/last')).status).toBe(404);
  });

  it('look at what is not there, or has not changed, in few statements', async () => {
    await app.create('/Looses', { id: 'a', text: 'a' });
    const changes = Array.from({ length: 300 }, (_, n) => ({ modelId: n === 0 ? 'a' : `n${n}`, rev: 'x', prev: null }));
    await app.post('/Looses/diff', changes);
    const executor = vi.spyOn(app.application.dataSources['db']!.executor, 'execute');
    const { status, body } = await app.post('/Looses/diff', changes);
    const statements = executor.mock.calls.length;
    executor.mockRestore();
    expect([status, (body as any).deltas.length, (body as any).conflicts.length]).toEqual([200, 299, 1]);
    expect(statements).toBeLessThan(10);
  });

  it.each(['a\u0000b', '\u0000', 'x'.repeat(20_000), "'; DROP TABLE note; --", '\ud800', '__proto__'])(
    'take any text for an id: %j',
    async (modelId) => {
      const changes = [{ modelId, rev: 'x', prev: null }];
      for (const path of ['diff', 'create-updates'])
        expect((await app.post(`/Notes/${path}`, changes)).status).toBeLessThan(500);
      for (const type of ['create', 'update', 'delete']) {
        const { status } = await bulk(update(type, modelId, { text: 'x' }, type === 'create' ? null : 'x'));
        expect(status).toBeLessThan(500);
      }
      const path = `/Notes/${encodeURIComponent(modelId.toWellFormed().slice(0, 5000))}/changes/last`;
      expect((await app.get(path)).status).toBeLessThan(500);
    },
  );

  it('compare with what is stored where changes are not tracked', async () => {
    await app.create('/Looses', { id: 'a', text: 'a' });
    const { body } = await app.post('/Looses/diff', [{ modelId: 'a', rev: 'x', prev: null }]);
    expect(body).toMatchObject({ deltas: [], conflicts: [{ modelId: 'a', modelName: 'Loose' }] });
    await app.patch('/Looses/a', { text: 'b' });
    const again = await app.post('/Looses/diff', [{ modelId: 'a', rev: 'x', prev: null }]);
    expect((again.body as any).conflicts[0].rev).not.toBe((body as any).conflicts[0].rev);
  });
});

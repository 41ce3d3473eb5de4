import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

const NOTE = { name: 'Note', properties: { text: 'string', size: 'number', meta: 'object' } };

function tooLarge(message: string): object {
  return { status: 400, body: { error: { statusCode: 400, name: 'Error', message, code: 'QUERY_TOO_LARGE' } } };
}

function tooDeep(limit: number): object {
  const message = `The query object exceeds maximum depth ${limit}`;
  return { status: 400, body: { error: { statusCode: 400, name: 'Error', message, code: 'QUERY_OBJECT_TOO_DEEP' } } };
}

/** A condition within so many levels of an operator. */
function nested(operator: string, levels: number): object {
  return levels === 0 ? { size: 1 } : { [operator]: [nested(operator, levels - 1)] };
}

/** An object whose innermost value has this depth, the object itself being 0. */
function deep(depth: number): unknown {
  return depth === 0 ? 1 : { a: deep(depth - 1) };
}

describe.each(testDatabases())('limits of the application on $name', (database) => {
  const app = useApp(database, {
    models: [{ ...NOTE, scopes: { small: { where: { size: 1 } } } }],
    config: { remoting: { sharedMethods: { destroyAll: true } } },
    limits: { maxConditions: 4, maxListLength: 3, maxFilterBytes: 300 },
  });

  const requests = [
    ['GET', '/Notes', 'filter'],
    ['GET', '/Notes/findOne', 'filter'],
    ['GET', '/Notes/small', 'filter'],
    ['GET', '/Notes/count', 'where'],
    ['GET', '/Notes/small/count', 'where'],
    ['POST', '/Notes/update', 'where'],
    ['POST', '/Notes/upsertWithWhere', 'where'],
    ['DELETE', '/Notes', 'where'],
  ] as const;

  const ask = (method: string, path: string, argument: string, where: object) =>
    app.send(method, `${path}?${json(argument, argument === 'filter' ? { where } : where)}`, { body: { text: 'x' } });

  it.each(requests)('counts the conditions of a where: %s %s', async (method, path, argument) => {
    const clauses = (count: number) => ({ or: Array.from({ length: count }, (_, size) => ({ size })) });
    expect(await ask(method, path, argument, clauses(3))).toMatchObject(
      tooLarge('The where has more than 4 conditions'),
    );
    const every = { size: { gt: 1 }, text: 'a', and: [{ size: 1 }, { text: 'b' }] };
    expect(await ask(method, path, argument, every)).toMatchObject(tooLarge('The where has more than 4 conditions'));
    expect((await ask(method, path, argument, clauses(2))).status).not.toBe(400);
  });

  it.each(requests)('counts the values of a list: %s %s', async (method, path, argument) => {
    const message = 'The size property has a list of more than 3 values';
    for (const operator of ['inq', 'nin']) {
      expect(await ask(method, path, argument, { size: { [operator]: [1, 2, 3, 4] } })).toMatchObject(
        tooLarge(message),
      );
    }
    expect((await ask(method, path, argument, { size: { inq: [1, 2, 3] } })).status).not.toBe(400);
  });

  it.each(requests)('counts the bytes of the text: %s %s', async (method, path, argument) => {
    const message = 'The filter has more than 300 bytes';
    expect(await ask(method, path, argument, { text: 'ü'.repeat(150) })).toMatchObject(tooLarge(message));
    expect((await ask(method, path, argument, { text: 'u'.repeat(150) })).status).not.toBe(400);
  });

  it('does not hold for code', async () => {
    const { Note } = app.application.models as any;
    expect(await Note.count({ size: { inq: [1, 2, 3, 4, 5] }, text: 'a', or: [{ size: 1 }, { size: 2 }] })).toBe(0);
  });
});

describe.each(testDatabases())('depth on $name', (database) => {
  const app = useApp(database, {
    models: [
      NOTE,
      { ...NOTE, name: 'Flat', maxDepthOfQuery: 4, maxDepthOfData: 3 },
      { ...NOTE, name: 'Long', maxDepthOfQuery: 30, maxDepthOfData: 50 },
    ],
  });

  it('of a filter is 12', async () => {
    expect((await app.get(`/Notes?${json('filter', { where: nested('and', 5) })}`)).status).toBe(200);
    expect(await app.get(`/Notes?${json('filter', { where: nested('and', 6) })}`)).toMatchObject(tooDeep(12));
  });

  it('of a where is 12', async () => {
    for (const path of ['/Notes/count', '/Notes/update', '/Notes/upsertWithWhere']) {
      const ask = (where: object) =>
        app.send(path.endsWith('count') ? 'GET' : 'POST', `${path}?${json('where', where)}`, { body: { text: 'x' } });
      expect((await ask(nested('or', 5))).status).toBe(200);
      expect(await ask(nested('or', 6))).toMatchObject(tooDeep(12));
    }
  });

  it('of a body is 32, or the limit of the model', async () => {
    expect((await app.post('/Notes', { meta: deep(31) })).status).toBe(200);
    expect(await app.post('/Notes', { meta: deep(32) })).toMatchObject(tooDeep(32));
    expect(await app.post('/Notes', [{}, { meta: deep(32) }])).toMatchObject(tooDeep(32));
    expect((await app.post('/Flats', { meta: deep(2) })).status).toBe(200);
    expect(await app.post('/Flats', { meta: deep(3) })).toMatchObject(tooDeep(3));
    expect((await app.post('/Longs', { meta: deep(49) })).status).toBe(200);
  });

  it('of a query may be a setting of the model', async () => {
    expect((await app.get(`/Flats?${json('filter', { where: nested('and', 1) })}`)).status).toBe(200);
    expect(await app.get(`/Flats?${json('filter', { where: nested('and', 2) })}`)).toMatchObject(tooDeep(4));
    expect((await app.get(`/Longs?${json('filter', { where: nested('and', 10) })}`)).status).toBe(200);
  });

  it('is refused however deep it is', async () => {
    const text = `${'{"a":'.repeat(11_000)}1${'}'.repeat(11_000)}`;
    for (const where of [text, JSON.stringify(text)]) {
      expect((await app.send('GET', '/Notes/count', { body: `{"where":${where}}` })).status).toBe(400);
      expect((await app.send('GET', '/Notes', { body: `{"filter":{"where":${text}}}` })).status).toBe(400);
    }
    expect((await app.send('POST', '/Notes', { body: text })).status).toBe(400);
    const stream = { body: `{"options":{"where":${text}}}`, headers: { accept: 'text/event-stream' } };
    expect((await app.send('POST', '/Notes/change-stream', stream)).status).toBe(400);
  });

  it('says nothing in code', async () => {
    expect(await (app.application.models as any).Note.count(nested('and', 20))).toBe(0);
  });
});

describe.each(testDatabases())('depth of a data source on $name', (database) => {
  const app = useApp(database, {
    models: [NOTE, { ...NOTE, name: 'Own', maxDepthOfQuery: 8 }],
    dataSource: { maxDepthOfQuery: 4, maxDepthOfData: 2 },
  });

  it('holds for its models that have none of their own', async () => {
    expect(await app.get(`/Notes?${json('filter', { where: nested('and', 2) })}`)).toMatchObject(tooDeep(4));
    expect((await app.get(`/Owns?${json('filter', { where: nested('and', 2) })}`)).status).toBe(200);
    expect(await app.post('/Notes', { meta: deep(2) })).toMatchObject(tooDeep(2));
  });
});

describe.each(testDatabases())('large lists on $name', (database) => {
  const app = useApp(database, { models: [NOTE] });

  beforeEach(() => app.create('/Notes', { size: 4_999 }));

  it('work with thousands of values, in the body, too', async () => {
    const inq = Array.from({ length: 5_000 }, (_, size) => size);
    const body = { filter: { where: { size: { inq } } } };
    expect((await app.send('GET', '/Notes', { body })).body).toHaveLength(1);
    const nin = { filter: { where: { size: { nin: inq } } } };
    expect((await app.send('GET', '/Notes', { body: nin })).body).toHaveLength(0);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

const BOOK = { name: 'Book', properties: { title: 'string', pages: 'number', tags: ['string'], meta: 'object' } };

describe.each(testDatabases())('where arguments come from on $name', (database) => {
  const app = useApp(database, {
    models: [BOOK],
    config: { remoting: { sharedMethods: { destroyAll: true } } },
  });

  beforeEach(async () => {
    await app.create('/Books', { title: 'a' });
    await app.create('/Books', { title: 'b' });
    await app.create('/Books', { title: 'c' });
  });

  const only = (title: string) => ({ where: { title }, fields: ['title'] });

  it('a filter may stand in the query, in a header, or in the body', async () => {
    expect((await app.get(`/Books?${json('filter', only('a'))}`)).body).toEqual([{ title: 'a' }]);
    expect((await app.get('/Books', { filter: JSON.stringify(only('b')) })).body).toEqual([{ title: 'b' }]);
    expect((await app.send('GET', '/Books', { body: { filter: only('c') } })).body).toEqual([{ title: 'c' }]);
  });

  it('the body goes before the query, and the query before a header', async () => {
    const query = json('filter', only('b'));
    const headers = { filter: JSON.stringify(only('c')) };
    const body = { filter: only('a') };
    expect((await app.send('GET', `/Books?${query}`, { body, headers })).body).toEqual([{ title: 'a' }]);
    expect((await app.send('GET', `/Books?${query}`, { headers })).body).toEqual([{ title: 'b' }]);
  });

  it('a where of count and destroyAll as well', async () => {
    const query = json('where', { title: { neq: 'a' } });
    expect((await app.send('GET', `/Books/count?${query}`, { body: { where: { title: 'a' } } })).body).toEqual({
      count: 1,
    });
    expect((await app.get('/Books/count', { where: '{"title":"b"}' })).body).toEqual({ count: 1 });
    expect((await app.send('DELETE', '/Books', { body: { where: { title: 'a' } } })).body).toEqual({ count: 1 });
    expect((await app.send('DELETE', '/Books', { headers: { where: '{"title":"b"}' } })).body).toEqual({ count: 1 });
    expect(await app.find('/Books')).toMatchObject([{ title: 'c' }]);
  });

  it('a where of a change stands in the query only', async () => {
    const message = 'The where argument must be an object';
    for (const method of ['update', 'upsertWithWhere']) {
      const body = { where: { title: 'a' }, pages: 1 };
      const answer = await app.send('POST', `/Books/${method}`, { body, headers: { where: '{"title":"a"}' } });
      expect(answer).toMatchObject({ status: 400, body: { error: { message } } });
    }
  });

  it.each(cases('x', '5', '[1]', '"a"', 'true', '{"a":1}x'))('text that is no object is 400: %s', async (text) => {
    const answer = await app.get(`/Books?filter=${encodeURIComponent(text)}`);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { name: 'Error', message: 'Value is not an object.' } },
    });
  });

  it.each(cases('filter={}&filter={}', 'filter={}&filter[limit]=1', 'filter[]=1&filter[]=2'))(
    'so is what is given twice: %s',
    async (query) => {
      const answer = await app.get(`/Books?${query}`);
      expect(answer).toMatchObject({ status: 400, body: { error: { message: 'Value is not an object.' } } });
    },
  );

  it('text in braces that is no JSON is 400', async () => {
    const message = 'Cannot parse JSON-encoded object value.';
    expect(await app.get('/Books?filter={where}')).toMatchObject({ status: 400, body: { error: { message } } });
    expect(await app.get('/Books/count', { where: '{"a":}' })).toMatchObject({
      status: 400,
      body: { error: { message } },
    });
  });

  it.each(cases('filter=', 'filter=null', 'filter', ''))('nothing is none: %j', async (query) => {
    expect((await app.get(`/Books?${query}`)).body).toHaveLength(3);
  });

  it('arguments are checked before the method runs', async () => {
    expect(await app.send('PATCH', '/Books/99999', { body: '{' })).toMatchObject({
      status: 400,
      body: { error: { name: 'SyntaxError' } },
    });
    expect(await app.patch('/Books/99999', [])).toMatchObject({
      status: 400,
      body: { error: { message: 'Value is not an object.' } },
    });
    expect(await app.get('/Books/99999?filter=x')).toMatchObject({ status: 400 });
    expect(await app.get('/Books/%ZZ')).toMatchObject({ status: 400, body: { error: { name: 'URIError' } } });
    expect(await app.get('/Books/null')).toMatchObject({
      status: 400,
      body: { error: { message: 'id is a required argument' } },
    });
  });
});

describe.each(testDatabases())('settings of bodies on $name', (database) => {
  const app = useApp(database, {
    models: [BOOK],
    config: { remoting: { json: { strict: true, limit: 200 }, urlencoded: { extended: false, limit: '100b' } } },
  });

  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it.each(cases('null', '5', '"a"', 'true'))(
    'json.strict refuses what is neither object nor array: %s',
    async (body) => {
      expect(await app.send('POST', '/Books', { body })).toMatchObject({
        status: 400,
        body: { error: { name: 'SyntaxError' } },
      });
    },
  );

  it('the limits are those of each kind', async () => {
    const expected = {
      status: 413,
      body: { error: { name: 'PayloadTooLargeError', message: 'request entity too large' } },
    };
    expect(await app.post('/Books', { title: 'a'.repeat(200) })).toMatchObject(expected);
    expect((await app.post('/Books', { title: 'a'.repeat(150) })).status).toBe(200);
    expect(await app.send('POST', '/Books', { body: `title=${'a'.repeat(100)}`, headers: form })).toMatchObject(
      expected,
    );
  });

  it('without urlencoded.extended a key in brackets is no path', async () => {
    const { body } = await app.send('POST', '/Books', { body: 'title=a&meta[b]=1', headers: form });
    expect(body).not.toHaveProperty('meta');
    expect(body).toMatchObject({ title: 'a' });
  });
});

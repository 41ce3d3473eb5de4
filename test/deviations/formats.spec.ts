import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { useApp } from './use-app.js';

const BOOK = {
  name: 'Book',
  properties: { title: { type: 'string', required: true }, pages: 'number', tags: ['string'] },
};

const NOT_ACCEPTABLE = {
  status: 406,
  text: 'Not Acceptable',
  headers: { 'content-type': 'text/plain; charset=utf-8' },
};
const JSON_TYPE = 'application/json; charset=utf-8';

describe.each(testDatabases())('formats of answers on $name', (database) => {
  const app = useApp(database, { models: [BOOK] });
  let id: number;

  beforeEach(async () => {
    ({ id } = await app.create('/Books', { title: 'Emma & <b>', tags: ['x', 'y'] }));
  });

  const xml = () =>
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<response>',
      '  <title>Emma &amp; &lt;b></title>',
      '  <pages>null</pages>',
      '  <tags>x</tags>',
      '  <tags>y</tags>',
      `  <id>${id}</id>`,
      '</response>',
    ].join('\n');

  it.each(
    cases(
      'application/json',
      '*/*',
      'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'application/*',
    ),
  )('are JSON for %s', async (accept) => {
    const answer = await app.get(`/Books/${id}`, { accept });
    expect(answer).toMatchObject({ status: 200, body: { id }, headers: { 'content-type': JSON_TYPE } });
  });

  it.each(cases('text/html', 'text/csv', 'application/xml', 'text/xml', 'application/vnd.api+json', 'image/png'))(
    'are 406 for %s',
    async (accept) => {
      expect(await app.get(`/Books/${id}`, { accept })).toMatchObject(NOT_ACCEPTABLE);
      expect(await app.get('/Books', { accept })).toMatchObject(NOT_ACCEPTABLE);
    },
  );

  it('are decided by _format before Accept', async () => {
    for (const format of ['json', 'JSON', 'application/json', 'application%2Fjson', 'application/vnd.api%2Bjson']) {
      expect(await app.get(`/Books/${id}?_format=${format}`, { accept: 'text/html' })).toMatchObject({
        status: 200,
        body: { id },
      });
    }
    for (const format of ['xml', 'XML', 'text/xml', 'application/xml']) {
      expect(await app.get(`/Books/${id}?_format=${format}`, { accept: 'application/json' })).toMatchObject({
        status: 200,
        text: xml(),
      });
    }
    for (const format of ['csv', 'html', 'event-stream', 'constructor']) {
      expect(await app.get(`/Books/${id}?_format=${format}`)).toMatchObject(NOT_ACCEPTABLE);
    }
  });

  it('are XML with a list as results', async () => {
    await app.create('/Books', { title: 'Walden', pages: 5 });
    const { text, headers } = await app.get('/Books?_format=xml&filter[fields]=title');
    const results = ['Emma &amp; &lt;b>', 'Walden'].map(
      (title) => `  <result>\n    <title>${title}</title>\n  </result>\n`,
    );
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>\n<response>\n${results.join('')}</response>`);
    expect(headers['content-type']).toBe('text/xml; charset=utf-8');
    expect((await app.get('/Books/count?_format=xml')).text).toContain('<count>2</count>');
  });

  describe('as a script', () => {
    const accept = 'application/javascript';

    it.each(cases('application/javascript', 'text/javascript'))('call the function: %s', async (type) => {
      const answer = await app.get('/Books/count?callback=f', { accept: type });
      expect(answer).toMatchObject({ status: 200, text: `/**/ typeof f === 'function' && f({"count":1});` });
      expect(answer.headers).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'x-content-type-options': 'nosniff',
      });
    });

    it('are JSON without a function', async () => {
      expect(await app.get('/Books/count', { accept })).toMatchObject({
        body: { count: 1 },
        headers: { 'content-type': JSON_TYPE },
      });
      expect((await app.get('/Books/count?callback=f')).body).toEqual({ count: 1 });
    });

    it('take nothing but a name', async () => {
      const { text } = await app.get(`/Books/count?callback=${encodeURIComponent('alert(1)//<script>')}`, { accept });
      expect(text).toBe(`/**/ typeof alert1script === 'function' && alert1script({"count":1});`);
    });

    it('keep line separators out of the script', async () => {
      await app.create('/Books', { title: 'a\u2028b' });
      expect((await app.get('/Books?callback=f', { accept })).text).toContain('a\\u2028b');
    });
  });

  describe('that are errors', () => {
    const message = 'Unknown "Book" id "&lt;9999&gt;".';

    it('are a page to those that take HTML only', async () => {
      const answer = await app.get('/Books/%3C9999%3E', { accept: 'text/html' });
      expect(answer).toMatchObject({ status: 404, headers: { 'content-type': 'text/html; charset=utf-8' } });
      expect(answer.text).toContain(message.replaceAll('"', '&quot;'));
      expect(answer.text).not.toContain('<9999>');
      expect(await app.get('/Nothings', { accept: 'text/html' })).toMatchObject({
        status: 404,
        text: expect.stringContaining('<html'),
      });
    });

    it('are not waited for where the method writes: 406 before it is called', async () => {
      const before = await app.get('/Books/count');
      for (const body of ['{}', '{"title":"Unwanted"}']) {
        const answer = await app.send('POST', '/Books', { body, headers: { accept: 'text/html' } });
        expect(answer).toMatchObject(NOT_ACCEPTABLE);
      }
      expect((await app.get('/Books/count')).body).toEqual(before.body);
    });

    it('are XML to those that take or name XML only', async () => {
      for (const [query, accept] of [
        ['', 'application/xml'],
        ['', 'text/xml'],
        ['?_format=xml', '*/*'],
      ] as const) {
        const answer = await app.get(`/Books/9999${query}`, { accept });
        expect(answer).toMatchObject({ status: 404, headers: { 'content-type': 'text/xml; charset=utf-8' } });
        expect(answer.text).toMatch(/^<\?xml[^>]+\?>\n<error>\n\s+<statusCode>404<\/statusCode>/);
        expect(answer.text).toContain('<code>MODEL_NOT_FOUND</code>');
      }
    });

    it.each(cases('text/csv', '*/*', 'application/json', 'text/html,*/*;q=0.8'))('are JSON to %s', async (accept) => {
      const body = { error: { statusCode: 404, code: 'MODEL_NOT_FOUND' } };
      const answer = await app.get('/Books/9999', { accept });
      expect(answer).toMatchObject({
        status: 404,
        headers: { 'content-type': accept.startsWith('text/html') ? expect.anything() : JSON_TYPE },
      });
      if (!accept.startsWith('text/html')) expect(answer.body).toMatchObject(body);
    });
  });

  describe('have an ETag', () => {
    it('by which a client can ask again: 304', async () => {
      const { headers } = await app.get(`/Books/${id}`);
      const etag = String(headers.etag);
      expect(etag).toMatch(/^W\/"[0-9a-f]+-/);
      const again = await app.get(`/Books/${id}`, { 'if-none-match': etag });
      expect(again).toMatchObject({ status: 304, text: '', headers: { etag } });
      expect((await app.get(`/Books/${id}`, { 'if-none-match': `"x", ${etag}` })).status).toBe(304);
      expect((await app.get(`/Books/${id}`, { 'if-none-match': '"x"' })).status).toBe(200);
    });

    it('that changes with the answer', async () => {
      const before = await app.get('/Books');
      await app.patch(`/Books/${id}`, { pages: 7 });
      expect(await app.get('/Books', { 'if-none-match': String(before.headers.etag) })).toMatchObject({
        status: 200,
        body: [{ pages: 7 }],
      });
    });
  });

  it('have the same headers, and no body, for HEAD', async () => {
    for (const path of ['/Books', '/Books/count', '/Books/findOne', `/Books/${id}/exists`]) {
      const [get, head] = [await app.get(path), await app.head(path)];
      expect(head).toMatchObject({ status: 200, text: '' });
      expect(head.headers).toMatchObject({ etag: get.headers.etag, 'content-length': get.headers['content-length'] });
    }
    expect(await app.head(`/Books/${id}`)).toMatchObject({ status: 200, text: '' });
    expect(await app.head('/Books/9999')).toMatchObject({ status: 404, text: '' });
    expect(await app.head('/Nothings')).toMatchObject({ status: 404, text: '' });
  });

  it('are 404 for OPTIONS', async () => {
    expect(await app.send('OPTIONS', '/Books')).toMatchObject({ status: 404 });
  });
});

describe.each(testDatabases())('settings of formats on $name', (database) => {
  describe('rest.xml', () => {
    const app = useApp(database, { models: [BOOK], config: { remoting: { rest: { xml: true } } } });

    it('answers XML to those who ask for it, in their type', async () => {
      for (const accept of ['application/xml', 'text/xml']) {
        expect(await app.get('/Books/count', { accept })).toMatchObject({
          status: 200,
          text: expect.stringContaining('<count>0</count>'),
          headers: { 'content-type': `${accept}; charset=utf-8` },
        });
      }
      expect(await app.get('/Books/count', { accept: 'application/json, text/xml' })).toMatchObject({
        body: { count: 0 },
      });
      expect(await app.get('/Books/count')).toMatchObject({ body: { count: 0 } });
    });
  });

  describe('rest.supportedTypes', () => {
    const supportedTypes = ['application/vnd.api+json', 'text/xml'];
    const app = useApp(database, { models: [BOOK], config: { remoting: { rest: { supportedTypes, xml: false } } } });

    it('are what is answered', async () => {
      expect(await app.get('/Books/count', { accept: 'application/vnd.api+json' })).toMatchObject({
        status: 200,
        body: { count: 0 },
      });
      expect(await app.get('/Books/count', { accept: 'text/xml' })).toMatchObject({ status: 200 });
      expect(await app.get('/Books/count', { accept: 'application/json' })).toMatchObject(NOT_ACCEPTABLE);
      expect(await app.get('/Books/count?_format=json')).toMatchObject({ status: 200, body: { count: 0 } });
    });
  });
});

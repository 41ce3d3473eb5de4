import { Readable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { TestApp, useApp } from './use-app.js';

const models = [
  { name: 'Tool', properties: { name: 'string', price: 'number' }, hidden: ['price'] },
  { name: 'PowerTool', base: 'Tool' },
];

type Functions = Record<string, any>;

describe.each(testDatabases())('remote methods on $name', (database) => {
  const app = useApp(database, { models });
  const log = vi.spyOn(console, 'error');
  afterEach(() => log.mockClear());
  const tool = (): Functions => (app.application.models as Functions)['Tool'];

  /** Declares a static method at `GET /Tools/NAME`, or as it is said. */
  function offer(name: string, fn: (...parameters: any[]) => unknown, options: object = {}): void {
    tool()[name] = fn;
    tool()['remoteMethod'](name, { returns: { arg: 'it', root: true }, http: { verb: 'get' }, ...options });
  }

  describe('results', () => {
    it('each get their own value, whatever stands before them', async () => {
      offer('moved', (cb) => cb(null, 201, '/there', 'text'), {
        returns: [
          { arg: 'status', type: 'number', http: { target: 'status' } },
          { arg: 'Location', type: 'string', http: { target: 'header' } },
          { arg: 'text', type: 'string' },
        ],
      });
      const { status, headers, body } = await app.get('/Tools/moved');
      expect({ status, location: headers['location'], body }).toEqual({
        status: 201,
        location: '/there',
        body: { text: 'text' },
      });
    });

    it.each([
      ['a callback', (cb: any) => cb(null, 1.5)],
      ['a promise', async () => 1.5],
    ])('that are no safe integers where one is declared are 500, by %s', async (_by, fn) => {
      offer('whole', fn, { returns: { arg: 'n', type: 'integer' } });
      expect((await app.get('/Tools/whole')).status).toBe(500);
    });

    it('with characters that no header may have, or a status that is none, are 500', async () => {
      offer('badHeader', (cb) => cb(null, 'a\nb'), { returns: { arg: 'X-It', http: { target: 'header' } } });
      offer('badStatus', (cb) => cb(null, 99), { returns: { arg: 'status', http: { target: 'status' } } });
      expect((await app.get('/Tools/badHeader')).status).toBe(500);
      expect((await app.get('/Tools/badStatus')).status).toBe(500);
    });

    it('do not show what is hidden', async () => {
      offer('one', async () => new (tool() as any)({ name: 'saw', price: 5 }));
      offer('many', async () => ({ tools: [new (tool() as any)({ name: 'saw', price: 5 })] }));
      expect((await app.get('/Tools/one')).body).toEqual({ name: 'saw' });
      expect((await app.get('/Tools/many')).body).toEqual({ tools: [{ name: 'saw' }] });
    });

    it('that fail in the middle of a stream end the connection', async () => {
      const broken = () =>
        Readable.from(
          (async function* () {
            yield 'begin';
            await new Promise((resolve) => setTimeout(resolve, 20));
            throw new Error('broken');
          })(),
        );
      offer('broken', async () => broken(), { returns: { arg: 'body', type: 'file', root: true } });
      await expect(app.get('/Tools/broken')).rejects.toThrow();
      expect((await app.get('/Tools/count')).status).toBe(200);
    });

    it('may be a stream of events', async () => {
      offer('ticks', async () => Readable.from([{ n: 1 }, { n: 2 }]), {
        returns: { arg: 'ticks', type: 'ReadableStream', json: true, root: true },
      });
      const answer = await app.open('GET', '/Tools/ticks?_format=event-stream');
      let text = '';
      for await (const chunk of answer) {
        text += String(chunk);
        if (text.includes('"n":2')) break;
      }
      expect(text).toContain('data: {"n":1}');
    });
  });

  describe('routes', () => {
    it('of a list may each have a status, and a status of errors', async () => {
      const fn = (which: string, cb: any) => (which === 'bad' ? cb(new Error('bad')) : cb(null, which));
      offer('routed', fn, {
        accepts: { arg: 'which', type: 'string' },
        http: [
          { verb: 'get', path: '/first', status: 202, errorStatus: 424 },
          { verb: 'get', path: '/second' },
        ],
      });
      expect((await app.get('/Tools/first?which=x')).status).toBe(202);
      expect((await app.get('/Tools/second?which=x')).status).toBe(200);
      expect((await app.get('/Tools/first?which=bad')).status).toBe(424);
      expect((await app.get('/Tools/second?which=bad')).status).toBe(500);
    });

    it('without a verb are hidden behind ids of the same verb: what cannot be an id is not there', async () => {
      offer('anyVerb', (cb) => cb(null, 'any'), { http: undefined });
      expect((await app.get('/Tools/anyVerb')).status).toBe(404);
      expect((await app.post('/Tools/anyVerb')).body).toBe('any');
    });

    it('come and go while the application runs', async () => {
      expect((await app.post('/Tools/late')).status).toBe(404);
      offer('late', async () => 'here', { http: { verb: 'post' } });
      expect((await app.post('/Tools/late')).body).toBe('here');
      tool()['disableRemoteMethodByName']('late');
      expect((await app.post('/Tools/late')).status).toBe(404);
    });

    it('belong to the model whose code declared them', async () => {
      offer('own', async () => 'own', { http: { verb: 'post' } });
      expect((await app.post('/PowerTools/own')).status).toBe(404);
    });
  });

  it('answer 406 before a method is called that may change something', async () => {
    const called = vi.fn(async () => 'done');
    offer('change', called, { http: { verb: 'post' } });
    expect(await app.post('/Tools/change?_format=yaml')).toMatchObject({ status: 406, text: 'Not Acceptable' });
    expect(called).not.toHaveBeenCalled();
  });

  it('that answer by themselves need not call back, and the first answer counts', async () => {
    const accepts = { arg: 'res', http: { source: 'res' } };
    offer('byHand', (res) => void res.status(203).send('by hand'), { accepts });
    offer('twice', (res, cb) => (res.status(203).send('by hand'), cb(null, 'again')), { accepts });
    expect(await app.get('/Tools/byHand')).toMatchObject({ status: 203, text: 'by hand' });
    expect(await app.get('/Tools/twice')).toMatchObject({ status: 203, text: 'by hand' });
  });

  it.each([
    ['throws', () => { throw new Error('no'); }, 500],
    ['rejects with a text', () => Promise.reject('no'), 500],
    ['rejects with nothing', () => Promise.reject(undefined), 500],
    ['calls back with a text', (cb: any) => cb('no'), 500],
    ['calls back twice', (cb: any) => (cb(null, 'yes'), cb(new Error('no'))), 200],
    ['calls back and then throws', (cb: any) => { cb(null, 'yes'); throw new Error('no'); }, 200],
    ['calls back with an error of a client', (cb: any) => cb(Object.assign(new Error('no'), { statusCode: 418, code: 'TEA' })), 418],
  ])('that %s are answered once', async (_what, fn: any, status) => {
    offer('faulty', fn);
    expect((await app.get('/Tools/faulty')).status).toBe(status);
  }); // prettier-ignore

  describe('hostile arguments', () => {
    it('never reach a prototype', async () => {
      offer('keys', async (value) => Object.keys(Object(value)), { accepts: { arg: 'v', type: 'object' } });
      offer('anyKeys', async (value) => Object.keys(Object(value)), { accepts: { arg: 'v', type: 'any' } });
      const text = encodeURIComponent('{"__proto__":{"x":1},"constructor":1,"a":1}');
      expect((await app.get(`/Tools/keys?v=${text}`)).body).toEqual(['a']);
      expect((await app.get(`/Tools/anyKeys?v=${text}`)).body).toEqual(['a']);
      expect((await app.get('/Tools/keys?v[__proto__][x]=1&v[a]=1')).body).toEqual(['a']);
      expect(({} as Functions)['x']).toBeUndefined();
    });

    it.each(['string', 'number', 'integer', 'boolean', 'date', 'object', 'array', 'GeoPoint', 'Tool', ['Tool']])(
      'of type %s are values or 400',
      async (type) => {
        offer('typed', async () => 'ok', { accepts: { arg: 'v', type } });
        const texts = [
          '[[[[',
          '{"a":',
          '\u0000',
          '-',
          'NaN',
          'Infinity',
          '9'.repeat(400),
          '{"length":-1}',
          '[null]',
          '%',
        ];
        for (const text of texts) {
          const { status } = await app.get(`/Tools/typed?v=${encodeURIComponent(text)}`);
          expect([200, 400]).toContain(status);
        }
        for (const query of ['v[a][b]=1', 'v[]=1&v[]=', 'v=1&v[x]=2', 'v[0]=a&v[5]=b', 'v'])
          expect([200, 400]).toContain((await app.get(`/Tools/typed?${query}`)).status);
      },
    );
  });
});

describe.each(testDatabases())('declarations on $name', (database) => {
  const start = async (methods: object): Promise<void> => {
    const app = new TestApp();
    try {
      await app.start(database, { models: [{ name: 'Tool', methods }] });
    } finally {
      await app.close();
    }
  };

  it('without a function stop the start', async () => {
    await expect(start({ cheapest: { http: { verb: 'get' } } })).rejects.toThrow(
      /Model "Tool".* declares the remote method "cheapest", but there is no such function/,
    );
  });

  it('with an unknown verb stop the start', async () => {
    await expect(start({ cheapest: { http: { verb: 'fetch' } } })).rejects.toThrow(/"fetch".*one of get, post/);
  });
});

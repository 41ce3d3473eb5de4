import { StreamableFile } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { request } from 'node:http';
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

    it('with characters that no header may have, or a status that is none, are 500, and logged with the method', async () => {
      const logged = vi.spyOn(app.application.options.logger, 'error');
      offer('badHeader', (cb) => cb(null, 'a\nb'), { returns: { arg: 'X-It', http: { target: 'header' } } });
      offer('badStatus', (cb) => cb(null, 99), { returns: { arg: 'status', http: { target: 'status' } } });
      expect((await app.get('/Tools/badHeader')).status).toBe(500);
      expect((await app.get('/Tools/badStatus')).status).toBe(500);
      for (const name of ['Tool.badHeader', 'Tool.badStatus']) expect(String(logged.mock.calls)).toContain(name);
      logged.mockRestore();
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

    it.each([[{ root: true }], [{}]])('may be a stream of events, which ends with it (%j)', async (more) => {
      const ticks = function* () {
        for (let n = 0; n < 20_000; n++) yield { n, text: 'x'.repeat(100) };
      };
      offer('ticks', async () => Readable.from(ticks()), {
        returns: { arg: 'ticks', type: 'ReadableStream', json: true, ...more },
      });
      const { text, headers } = await app.get('/Tools/ticks?_format=event-stream');
      expect(headers['content-type']).toMatch(/^text\/event-stream/);
      expect(text.split('event: data\n')).toHaveLength(20_001);
      expect(text.endsWith('event: end\ndata: null\n\n')).toBe(true);
    });

    it('are closed where the client has gone before they are there', async () => {
      const made: Readable[] = [];
      const called = vi.fn();
      offer(
        'late',
        async () => {
          called();
          await new Promise((resolve) => setTimeout(resolve, 60));
          const stream = Readable.from(['a', 'b']);
          made.push(stream);
          return stream;
        },
        { returns: { arg: 'body', type: 'file', root: true } },
      );
      const { hostname, port, pathname } = new URL(`${app.url}/Tools/late`);
      const sending = request({ hostname, port, path: pathname }).on('error', () => undefined);
      sending.end();
      await expect.poll(() => called.mock.calls.length).toBe(1);
      sending.destroy();
      await expect.poll(() => made[0]?.destroyed).toBe(true);
    });

    it('that fail before anything of them is sent are 500', async () => {
      offer('missing', async () => createReadStream('/nonexistent/file'), {
        returns: { arg: 'body', type: 'file', root: true },
      });
      expect((await app.get('/Tools/missing')).status).toBe(500);
    });

    it('may be files in all forms: texts, bytes, streams of Node, of the web, of Nest', async () => {
      const forms = [
        '1',
        Buffer.from('1'),
        Readable.from(['1']),
        new Blob(['1']).stream(),
        new StreamableFile(Buffer.from('1')),
      ];
      for (const form of forms) {
        offer('file', async () => form, { returns: { arg: 'body', type: 'file', root: true } });
        expect((await app.get('/Tools/file')).text).toBe('1');
      }
    });

    it.each([100, 101, 199, 600, 'x'])('that are no status of an answer are 500: %s', async (status) => {
      offer('badStatus', async () => status, { returns: { arg: 'status', http: { target: 'status' } } });
      expect((await app.get('/Tools/badStatus')).status).toBe(500);
    });

    it('have no effect where one of them is a fault', async () => {
      offer('late fault', (cb) => cb(null, '/x', 1.5), {
        returns: [
          { arg: 'Location', http: { target: 'header' } },
          { arg: 'n', type: 'integer' },
        ],
        http: { verb: 'get', path: '/lateFault' },
      });
      const { status, headers } = await app.get('/Tools/lateFault');
      expect({ status, location: headers['location'] }).toEqual({ status: 500, location: undefined });
    });

    it('keep the content type that the method says', async () => {
      offer('hal', async () => [{ a: 1 }, 'application/hal+json'], {
        returns: [
          { arg: 'it', root: true },
          { arg: 'Content-Type', http: { target: 'header' } },
        ],
      });
      const { headers, body } = await app.get('/Tools/hal');
      expect({ type: headers['content-type'], body }).toEqual({ type: 'application/hal+json', body: { a: 1 } });
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
    const refused = { status: 406, text: 'Not Acceptable' };
    expect(await app.post('/Tools/change?_format=yaml')).toMatchObject(refused);
    const headers = { accept: 'text/csv' };
    expect(await app.send('POST', '/Tools/change', { headers })).toMatchObject(refused);
    expect(await app.send('POST', '/Tools', { headers, body: { name: 'saw' } })).toMatchObject(refused);
    expect(await app.find('/Tools')).toEqual([]);
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

  it('run around hooks and method with rest.before and rest.after, whose failure is nothing for error hooks', async () => {
    const seen: string[] = [];
    const note = (text: string) => async () => void seen.push(text);
    offer('around', async () => void seen.push('method'), {
      rest: {
        before: note('rest.before'),
        after: (_context: unknown, done: (error: Error) => void) => {
          seen.push('rest.after');
          done(Object.assign(new Error('not for you'), { statusCode: 404 }));
        },
      },
    });
    tool()['beforeRemote']('around', note('before'));
    tool()['afterRemote']('around', note('after'));
    tool()['afterRemoteError']('around', note('error'));
    expect((await app.get('/Tools/around')).status).toBe(404);
    expect(seen).toEqual(['rest.before', 'before', 'method', 'after', 'rest.after']);
  });

  it('keep a status that a hook sets, where there is no body', async () => {
    offer('silent', async () => undefined, { returns: [], http: { verb: 'post' } });
    tool()['afterRemote']('silent', async ({ res }: { res: any }) => void res.status(202));
    expect((await app.post('/Tools/silent')).status).toBe(202);
  });

  it('of instances may have an argument called id', async () => {
    tool()['prototype'].withId = async function (id: string) {
      return [this.id, id];
    };
    const accepts = { arg: 'id', type: 'string', http: { source: 'query' } };
    tool()['remoteMethod']('prototype.withId', { accepts, returns: { arg: 'it', root: true }, http: { verb: 'get' } });
    const { id } = await app.create('/Tools', { name: 'saw' });
    expect((await app.get(`/Tools/${id}/withId?id=x`)).body).toEqual([id, 'x']);
  });

  it.each([
    [{ http: { verb: 'foo' } }, /unknown verb "foo"/],
    [{ http: { verb: 'get', status: 99 } }, /99 is no status/],
    [{ accessType: 'LOOK' }, /unknown accessType "LOOK"/],
    [{ accepts: { arg: 'x', http: { source: 'moon' } } }, /unknown source "moon"/],
    [{ accepts: {} }, /an argument needs a name/],
  ])('that cannot be understood are refused at once, and the model goes on: %j', async (options, message) => {
    expect(() => tool()['remoteMethod']('bad', options)).toThrow(message);
    expect((await app.get('/Tools/count')).status).toBe(200);
  });

  describe('hostile arguments', () => {
    it('cannot be the options of the call', async () => {
      const seen: unknown[] = [];
      offer('opts', async (options) => void seen.push(options), { accepts: { arg: 'options', type: 'object' } });
      tool()['beforeRemote']('opts', async (context: any) => void seen.push(context.options.accessToken));
      await app.get(`/Tools/opts?options=${encodeURIComponent('{"accessToken":"mine"}')}`);
      expect(seen).toEqual([null, { accessToken: 'mine' }]);
    });

    it('of any depth are 400', async () => {
      offer('deep', async () => 'ok', { accepts: { arg: 'v', type: 'object' }, http: { verb: 'post' } });
      for (const depth of [40, 15_000]) {
        const body = `{"v":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`;
        expect((await app.post('/Tools/deep', body)).status).toBe(400);
      }
    });

    it('are objects as others are, and never what the request said of prototypes', async () => {
      offer('body', async (list, req) => [Object.getPrototypeOf(list[0]) !== null, Object.keys(req.body ?? {})], {
        accepts: [
          { arg: 'v', type: ['object'] },
          { arg: 'req', http: { source: 'req' } },
        ],
        http: { verb: 'all', path: '/body' },
      });
      expect(
        (
          await app.send('POST', '/Tools/body?v[0][a]=1', {
            body: '{"__proto__":{"x":1},"b":1}',
            headers: { 'content-type': 'application/json' },
          })
        ).body,
      ).toEqual([true, ['b']]);
    });

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

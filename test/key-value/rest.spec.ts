import type { KeyValueModelClass } from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { json } from '../deviations/rest-client.js';
import { useJars } from './use-jars.js';

describe('a KeyValueModel over REST', () => {
  const client = useJars();
  const Jar = () => client.app.models['Jar'] as unknown as KeyValueModelClass & Record<string, any>;

  const error = (statusCode: number, message: string) => ({
    status: statusCode,
    body: { error: expect.objectContaining({ statusCode, name: 'Error', message }) as unknown },
  });

  it('is there', async () => {
    expect(await client.put('/Jars/plum', '"sweet"')).toMatchObject({ status: 204, text: '' });
    expect(await client.get('/Jars/plum')).toMatchObject({ status: 200, body: 'sweet' });
  });

  it('names the key that is not there', async () => {
    expect(await client.get('/Jars/no%2Fquince')).toMatchObject({
      status: 404,
      body: { error: { message: 'Unknown "Jar" key "no/quince".', code: 'KEY_NOT_FOUND' } },
    });
  });

  it.each([
    ['?ttl=0', 'ttl must be a positive number'],
    ['?ttl=-5', 'ttl must be a positive number'],
    ['?ttl=Infinity', 'ttl must be a positive number'],
    ['?ttl=soon', 'Value is not a number.'],
    ['?ttl=1&ttl=2', 'Value is not a number.'],
    ['?ttl[a]=1', 'Value is not a number.'],
  ])('refuses the time to live %s', async (query, message) => {
    expect(await client.put(`/Jars/plum${query}`, '"sweet"')).toMatchObject(error(400, message));
    expect(await Jar().get('plum')).toBeNull();
  });

  it.each([
    ['null', 'null'],
    ['nothing', undefined],
    ['an empty text', '""'],
  ])('refuses a body that is %s', async (_what, body) => {
    expect(await client.send('PUT', '/Jars/plum', { body })).toMatchObject(error(400, 'value is a required argument'));
    expect(await Jar().get('plum')).toBeNull();
  });

  it('refuses a body that is nested too deep, and one that is no JSON', async () => {
    expect(await client.put('/Jars/plum', '['.repeat(40) + ']'.repeat(40))).toMatchObject({ status: 400 });
    expect(await client.put('/Jars/plum', '{')).toMatchObject({ status: 400 });
    expect(await Jar().get('plum')).toBeNull();
  });

  it.each([
    [{ ttl: '5' }, 'Value is not a number.'],
    [{ ttl: { a: 1 } }, 'Value is not a number.'],
    [{ ttl: 0 }, 'ttl must be a positive number'],
    [{ ttl: null }, 'Value is not a number.'],
    [{}, 'ttl is a required argument'],
    [[], 'ttl is a required argument'],
  ])('refuses to let a key expire by %j', async (body, message) => {
    await Jar().set('plum', 1);
    expect(await client.put('/Jars/plum/expire', body)).toMatchObject(error(400, message));
    expect(await Jar().ttl('plum')).toBeUndefined();
  });

  it('lets a key expire by a form', async () => {
    await Jar().set('plum', 1);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await client.send('PUT', '/Jars/plum/expire', { body: 'ttl=5000', headers })).toMatchObject({ status: 204 });
    expect(await Jar().ttl('plum')).toBeLessThanOrEqual(5000);
  });

  it.each([
    [json('filter', { where: {} }), 'filter has an unknown member "where"; keys are found by "match"'],
    [json('filter', { match: { like: 'a' } }), 'match must be a text'],
    [json('filter', { match: 'a'.repeat(300) }), 'match must not have more than 256 characters'],
    ['filter=c*', 'Value is not an object.'],
    ['filter={', 'Value is not an object.'],
    ['filter=[]', 'Value is not an object.'],
    ['filter[match][]=a', 'match must be a text'],
  ])('refuses the filter %s', async (query, message) => {
    await Jar().set('plum', 1);
    const { status, body } = await client.get(`/Jars/keys?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toBe(message);
  });

  it('takes a filter in brackets', async () => {
    await Jar().set('plum', 1);
    await Jar().set('cherry', 1);
    expect((await client.get('/Jars/keys?filter[match]=c*')).body).toEqual(['cherry']);
  });

  it.each([
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'ttl',
    'keys',
    '..',
    '%00',
    '*',
    '💥',
  ])('keeps the key %s as any other', async (key) => {
    const path = `/Jars/${key === '%00' ? key : encodeURIComponent(key)}`;
    expect(await client.get(`${path}/ttl`)).toMatchObject({ status: 404 });
    if (key !== 'keys') expect(await client.get(path)).toMatchObject({ status: 404 });
    expect(await client.put(path, { polluted: true })).toMatchObject({ status: 204 });
    expect(await client.get('/Jars/keys')).toMatchObject({ body: [decodeURIComponent(path.slice(6))] });
    if (key !== 'keys') expect(await client.get(path)).toMatchObject({ status: 200, body: { polluted: true } });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('drops what reaches into prototypes from values', async () => {
    expect(
      await client.put('/Jars/a', '{"__proto__":{"x":1},"b":{"constructor":{"prototype":{}},"c":1}}'),
    ).toMatchObject({
      status: 204,
    });
    expect((await client.get('/Jars/a')).text).toBe('{"b":{"c":1}}');
  });

  it('answers what cannot be decoded with 400', async () => {
    expect(await client.get('/Jars/%E0%A4%A')).toMatchObject({ status: 400 });
  });

  it('shows dates and bytes as results of methods show them', async () => {
    await Jar().set('date', new Date(0));
    await Jar().set('bytes', Buffer.from('ab'));
    expect((await client.get('/Jars/date')).body).toEqual({ $type: 'date', $data: '1970-01-01T00:00:00.000Z' });
    expect((await client.get('/Jars/bytes')).body).toEqual({ $type: 'base64', $data: 'YWI=' });
  });

  it('has the methods of LoopBack, with their kinds of access', () => {
    const methods = client.app.remoteMethods(client.app.registry.getModel('Jar'));
    expect(methods.map(({ name, accessType, routes }) => [name, accessType, routes])).toEqual([
      ['get', 'READ', [{ verb: 'get', path: '/:key' }]],
      ['set', 'EXECUTE', [{ verb: 'put', path: '/:key' }]],
      ['expire', 'EXECUTE', [{ verb: 'put', path: '/:key/expire' }]],
      ['ttl', 'READ', [{ verb: 'get', path: '/:key/ttl' }]],
      ['keys', 'READ', [{ verb: 'get', path: '/keys' }]],
    ]);
    expect(Jar()['sharedClass'].findMethodByName('set').stringName).toBe('Jar.set');
  });

  describe('in code', () => {
    type Functions = Record<string, any>;

    /** A model of a test's own, served below its name and an `s`. */
    function add(name: string): Functions {
      const { app } = client;
      const model = app.registry.createModel({ name, base: 'KeyValueModel' });
      return app.model(model, { dataSource: 'shelf' }) as unknown as Functions;
    }

    it('runs remote hooks around its methods', async () => {
      const Cup = add('Cup');
      const seen: unknown[] = [];
      Cup.beforeRemote('set', (context: any, _result: unknown, next: () => void) => {
        seen.push({ ...context.args });
        context.args.value = { hooked: context.args.value };
        next();
      });
      Cup.afterRemote('get', async (context: any) => {
        seen.push(context.result);
        if (context.result !== null) context.result = { ...context.result, shown: true };
      });
      await client.put('/Cups/plum?ttl=5000', '1');
      expect((await client.get('/Cups/plum')).body).toEqual({ hooked: 1, shown: true });
      expect(await client.get('/Cups/quince')).toMatchObject({ status: 404 });
      expect(seen).toEqual([{ key: 'plum', value: 1, ttl: 5000 }, { hooked: 1 }, null]);
    });

    it('tells error hooks of keys that are not there', async () => {
      const Glass = add('Glass');
      Glass.afterRemoteError('ttl', async (context: any) => {
        context.error.message += ' Really.';
      });
      expect((await client.get('/Glasses/quince/ttl')).body.error.message).toBe(
        'Cannot get TTL for unknown key "quince" Really.',
      );
    });

    it.each([
      ['Mug', 'a callback', (key: string, done: (error: unknown, value: string) => void) => done(null, `own ${key}`)],
      ['Can', 'a promise', async (key: string) => `own ${key}`],
    ])('answers with functions that take the place of its own: %s, by %s', async (name, _how, get) => {
      add(name)['get'] = get;
      expect((await client.get(`/${name}s/plum`)).body).toBe('own plum');
    });

    it('has methods beside its own', async () => {
      const Keg = add('Keg');
      Keg['size'] = async () => (await Keg.keys()).length;
      Keg.remoteMethod('size', { returns: { arg: 'size', type: 'number' }, http: { verb: 'get', path: '/size/all' } });
      expect((await client.get('/Kegs/size/all')).body).toEqual({ size: 0 });
    });

    it('is switched off by the names of methods', async () => {
      add('Pot').disableRemoteMethodByName('set');
      expect(await client.put('/Pots/gin', '1')).toMatchObject(
        error(404, 'Shared class "Pot" has no method handling PUT /gin'),
      );
      expect(await client.get('/Pots/keys')).toMatchObject({ status: 200, body: [] });
    });
  });
});

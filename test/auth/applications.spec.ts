import type { ClientApplicationClass } from '@loopnest/auth';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type MountedApp, useMountedApps } from './mounted-app.js';

const KEYS = ['clientKey', 'javaScriptKey', 'restApiKey', 'windowsKey', 'masterKey'];
const HEX = /^[0-9a-f]{40}$/;

function keysOf(application: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(KEYS.map((name) => [name, application[name]]));
}

describe.each(testDatabases())('applications on $name', (database) => {
  const mount = useMountedApps(database);

  async function start(options: object = {}): Promise<MountedApp & { Application: ClientApplicationClass }> {
    const mounted = await mount({ modelConfig: { Application: { dataSource: 'db', public: true, options } } });
    return { ...mounted, Application: mounted.app.models['Application'] as unknown as ClientApplicationClass };
  }

  it('get keys and an id of a cryptographic source, and not the ones that are given', async () => {
    const { client } = await start();
    const { body } = await client.post('/api/Applications').send({ name: 'Scanner', masterKey: 'mine' }).expect(200);
    expect(body.id).toMatch(/^[0-9a-f]{32}$/);
    for (const key of Object.values(keysOf(body))) expect(key).toMatch(HEX);
    expect(new Set(Object.values(keysOf(body))).size).toBe(5);
    const { body: list } = await client.post('/api/Applications').send([
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
    ]);
    expect(list.map(({ id }: { id: string }) => id)).toEqual(['a', 'b']);
    expect(list[0].clientKey).not.toBe(list[1].clientKey);
  });

  it('say when they were made, whatever is claimed', async () => {
    const { client } = await start();
    const long = { created: '2001-01-01T00:00:00.000Z', modified: '2001-01-01T00:00:00.000Z' };
    const { body } = await client
      .post('/api/Applications')
      .send({ name: 'Scanner', ...long })
      .expect(200);
    expect(body.created > '2020').toBe(true);
    expect(body.modified).toBe(body.created);
  });

  it('keep their keys over every kind of change', async () => {
    const { client } = await start();
    const { body: made } = await client.post('/api/Applications').send({ id: 'scanner', name: 'Scanner' });
    const stolen = { clientKey: 'mine', masterKey: 'mine', javaScriptKey: null };
    const changes = [
      client.patch('/api/Applications/scanner').send({ name: 'B', ...stolen }),
      client.patch('/api/Applications').send({ id: 'scanner', name: 'C', ...stolen }),
      client.put('/api/Applications/scanner').send({ name: 'D', ...stolen }),
      client.put('/api/Applications').send({ id: 'scanner', name: 'E', ...stolen }),
      client.post('/api/Applications/replaceOrCreate').send({ id: 'scanner', name: 'F', ...stolen }),
      client.post('/api/Applications/upsertWithWhere?where={"id":"scanner"}').send({ name: 'G', ...stolen }),
    ];
    for (const change of changes) {
      const { body } = await change.expect(200);
      expect(keysOf(body)).toEqual(keysOf(made));
      expect(body.created).toBe(made.created);
    }
    await client
      .post('/api/Applications/update?where={"id":"scanner"}')
      .send({ name: 'H', ...stolen })
      .expect(200, { count: 1 });
    const { body } = await client.get('/api/Applications/scanner').expect(200);
    expect(body).toMatchObject({ ...keysOf(made), name: 'H', created: made.created });
  });

  it('overwrite everything else in a replacement', async () => {
    const { client } = await start();
    await client.post('/api/Applications').send({ id: 'a', name: 'A', description: 'old', status: 'production' });
    const { body } = await client.put('/api/Applications/a').send({ name: 'A' }).expect(200);
    expect(body).toMatchObject({ name: 'A', status: 'sandbox' });
    const { body: read } = await client.get('/api/Applications/a');
    expect(read).toMatchObject({ description: null, status: 'sandbox' });
  });

  it('get keys from upserts that create them', async () => {
    const { client } = await start();
    const made = [
      await client.patch('/api/Applications').send({ id: 'a', name: 'A', clientKey: 'mine' }).expect(200),
      await client.put('/api/Applications').send({ id: 'b', name: 'B', clientKey: 'mine' }).expect(200),
      await client
        .post('/api/Applications/upsertWithWhere?where={"id":"c"}')
        .send({ id: 'c', name: 'C', clientKey: 'm' }),
    ];
    for (const { body } of made) for (const key of Object.values(keysOf(body))) expect(key).toMatch(HEX);
  });

  it('show keys to their maker only, where showKeys is off', async () => {
    const { client, Application } = await start({ showKeys: false });
    const { body: made } = await client.post('/api/Applications').send({ id: 'a', name: 'A' }).expect(200);
    for (const key of Object.values(keysOf(made))) expect(key).toMatch(HEX);
    const { body: list } = await client.post('/api/Applications').send([{ id: 'b', name: 'B' }]);
    expect(list[0].masterKey).toMatch(HEX);
    const later = [
      await client.get('/api/Applications/a'),
      await client.get('/api/Applications/findOne'),
      await client.get('/api/Applications?filter={"fields":["id","masterKey"]}'),
      await client.patch('/api/Applications/a').send({ name: 'B' }),
      await client.put('/api/Applications/a').send({ name: 'C' }),
    ];
    for (const { status, text } of later) {
      expect(status).toBe(200);
      expect(text).toMatch(/"id":"a"/);
      for (const name of KEYS) expect(text).not.toContain(name);
    }
    const guess = encodeURIComponent(JSON.stringify({ masterKey: { like: `${String(made.masterKey).slice(0, 3)}%` } }));
    const { body: found } = await client.get(`/api/Applications/count?where=${guess}`);
    const other = encodeURIComponent(JSON.stringify({ masterKey: { like: 'x%' } }));
    expect((await client.get(`/api/Applications/count?where=${other}`)).body).toEqual(found);
    expect((await Application.findById('a'))?.masterKey).toBe(made.masterKey);
  });

  it('are registered, authenticated, and get new keys in code', async () => {
    const { Application } = await start();
    const made = await Application.register('ada', 'Scanner', { owner: 'eve', name: 'eve', status: 'production' });
    expect(made).toMatchObject({ owner: 'ada', name: 'Scanner', status: 'production' });
    for (const keyType of KEYS as 'clientKey'[]) {
      const found = await Application.authenticate(made.id, made[keyType]);
      expect(found).toMatchObject({ keyType, application: { id: made.id } });
    }
    const { masterKey } = made;
    const before = keysOf({ ...made.toObject() });
    expect(await made.resetKeys()).toBe(made);
    expect(await Application.authenticate(made.id, masterKey)).toBeNull();
    expect(await Application.authenticate(made.id, made.masterKey)).toMatchObject({ keyType: 'masterKey' });
    const again = await Application.resetKeys(made.id);
    for (const name of KEYS as 'clientKey'[]) {
      expect(again[name]).toMatch(HEX);
      expect([before[name], made[name]]).not.toContain(again[name]);
    }
    expect(await Application.findById(made.id)).toMatchObject(keysOf({ ...again.toObject() }));
    await made.save();
    expect(keysOf({ ...made.toObject() })).toEqual(keysOf({ ...again.toObject() }));
  });

  it('are nobody with a wrong key', async () => {
    const { Application } = await start();
    const { id } = await Application.register('ada', 'Scanner');
    for (const key of ['', 'wrong', undefined, null, { neq: '' }, ['x']])
      expect(await Application.authenticate(id, key as string)).toBeNull();
    expect(await Application.authenticate('unknown', 'wrong')).toBeNull();
    await expect(Application.resetKeys('unknown')).rejects.toMatchObject({ statusCode: 404, code: 'MODEL_NOT_FOUND' });
    await expect(Application.register('', 'x')).rejects.toThrow('owner is required');
    await expect(Application.register('x', '')).rejects.toThrow('name is required');
  });

  it('answer callbacks', async () => {
    const { Application } = await start();
    const call = (run: (done: (error: unknown, value?: unknown) => void) => unknown) =>
      new Promise<any>((resolve, reject) => {
        expect(run((error, value) => (error === null ? resolve(value) : reject(error as Error)))).toBeUndefined();
      });
    const made = await call((done) => Application.register('ada', 'Scanner', done));
    expect(await call((done) => Application.authenticate(made.id, made.clientKey, done))).toMatchObject({
      keyType: 'clientKey',
    });
    expect(await call((done) => Application.authenticate(made.id, 'x', done))).toBeNull();
    const old = made.clientKey;
    expect((await call((done) => made.resetKeys(done))).clientKey).not.toBe(old);
    expect((await call((done) => Application.resetKeys(made.id, done))).clientKey).not.toBe(made.clientKey);
    await expect(call((done) => Application.resetKeys('unknown', done))).rejects.toMatchObject({ statusCode: 404 });
  });

  it('have descendants with keys', async () => {
    const { app, client } = await mount({
      models: [{ name: 'Robot', base: 'Application', properties: { arms: 'number' }, showKeys: false }],
      modelConfig: { Robot: { dataSource: 'db', public: true } },
    });
    const { body } = await client.post('/api/Robots').send({ id: 'r', name: 'R', arms: 2, clientKey: 'm' }).expect(200);
    expect(body.clientKey).toMatch(HEX);
    expect((await client.get('/api/Robots/r')).body).not.toHaveProperty('clientKey');
    const Robot = app.models['Robot'] as unknown as ClientApplicationClass;
    expect(await Robot.authenticate('r', body.clientKey)).toMatchObject({ keyType: 'clientKey' });
    expect((await Robot.register('ada', 'S')).constructor).toBe(Robot);
  });
});

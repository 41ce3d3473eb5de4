import { Controller, Get, RequestMethod, VERSION_NEUTRAL, VersioningType } from '@nestjs/common';
import { ModelController, ModelsModule, PersistedModelController } from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Customer, customerModel, onDb } from './customers.js';
import { ask, type HostOptions, useHosts } from './hosts.js';

@ModelController('Customer')
class CustomerController extends PersistedModelController<Customer> {
  @Get('vip') vip() {
    return 'vip';
  }
}

@Controller('health')
class HealthController {
  @Get() health() {
    return 'well';
  }
}

describe.each(testDatabases())('where routes are on $name', (database) => {
  const hosts = useHosts(database);

  async function start(options: HostOptions = {}, config: Record<string, unknown> = {}) {
    const db = await hosts.dataSource();
    const models = ModelsModule.forRoot({
      models: [customerModel],
      modelConfig: onDb('Customer'),
      dataSources: { db },
      config,
    });
    return ask(await hosts.start({ imports: [models], controllers: [CustomerController, HealthController] }, options));
  }

  type Client = Awaited<ReturnType<typeof start>>;

  /** Whether generated routes, with bodies, and those of the overriding controller are served below a path. */
  async function isServed(client: Client, path: string): Promise<boolean> {
    const statuses = [
      (await client.post(`${path}/Customers`).send({ name: 'Ada' })).status,
      (await client.get(`${path}/Customers`)).status,
      (await client.get(`${path}/Customers/vip`)).status,
    ];
    expect([200, 404]).toContain(statuses[0]);
    expect(new Set(statuses).size).toBe(1);
    return statuses[0] === 200;
  }

  it('is where restApiRoot says', async () => {
    const client = await start({}, { restApiRoot: '/rest/v2' });
    expect(await isServed(client, '/rest/v2')).toBe(true);
    expect(await isServed(client, '/api')).toBe(false);
  });

  it('may be the root, beside the controllers of the host', async () => {
    const client = await start({}, { restApiRoot: '/' });
    expect(await isServed(client, '')).toBe(true);
    await client.get('/health').expect(200, 'well');
  });

  it('is below the global prefix', async () => {
    const client = await start({ setUp: (host) => host.setGlobalPrefix('shop') });
    expect(await isServed(client, '/shop/api')).toBe(true);
    expect(await isServed(client, '/api')).toBe(false);
  });

  it('is outside of the global prefix where the host excludes it', async () => {
    const client = await start({ setUp: (host) => host.setGlobalPrefix('shop', { exclude: ['health', 'api/*path'] }) });
    expect(await isServed(client, '/api')).toBe(true);
    expect(await isServed(client, '/shop/api')).toBe(false);
    await client.get('/health').expect(200);
  });

  it('is outside of the global prefix for what the host excludes only', async () => {
    const exclude = [{ path: 'api/Customers/count', method: RequestMethod.GET }];
    const client = await start({ setUp: (host) => host.setGlobalPrefix('shop', { exclude }) });
    await client.get('/api/Customers/count').expect(200, { count: 0 });
    await client.get('/shop/api/Customers/count').expect(404);
    await client.get('/api/Customers').expect(404);
    expect(await isServed(client, '/shop/api')).toBe(true);
  });

  it('is below the default version', async () => {
    const client = await start({
      setUp: (host) => host.setGlobalPrefix('shop').enableVersioning({ type: VersioningType.URI, defaultVersion: '1' }),
    });
    expect(await isServed(client, '/shop/v1/api')).toBe(true);
    expect(await isServed(client, '/shop/api')).toBe(false);
  });

  it('is below each of several default versions', async () => {
    const defaultVersion = ['1', VERSION_NEUTRAL] as string[];
    const client = await start({
      setUp: (host) => host.enableVersioning({ type: VersioningType.URI, prefix: 'version-', defaultVersion }),
    });
    expect(await isServed(client, '/version-1/api')).toBe(true);
    expect(await isServed(client, '/api')).toBe(true);
  });

  it('has no version in its path where headers carry it', async () => {
    const client = await start({
      setUp: (host) => host.enableVersioning({ type: VersioningType.HEADER, header: 'x-version' }),
    });
    await client.get('/api/Customers').expect(200, []);
  });

  it.each([
    ['an option', { cors: true }],
    ['enableCors', { setUp: (host: Parameters<NonNullable<HostOptions['setUp']>>[0]) => host.enableCors() }],
  ])('has the CORS headers that %s asks for, also with errors', async (_name, options) => {
    const client = await start(options);
    const origin = { origin: 'https://example.org' };
    for (const answer of [
      await client.get('/api/Customers').set(origin).expect(200),
      await client.get('/api/Customers/7').set(origin).expect(404),
      await client.post('/api/Customers').set(origin).type('json').send('{').expect(400),
    ]) {
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    }
    await client.options('/api/Customers').set(origin).set('access-control-request-method', 'PATCH').expect(204);
  });

  it('leaves other paths to the host', async () => {
    const client = await start();
    await client.get('/apiary').expect(404, { statusCode: 404, message: 'Cannot GET /apiary', error: 'Not Found' });
    const { body } = await client.post('/health').type('json').send('{').expect(400);
    expect(body).toMatchObject({ statusCode: 400, error: 'Bad Request' });
  });

  it('leaves what no model has to the host where handleUnknownPaths is off', async () => {
    const client = await start({}, { remoting: { rest: { handleUnknownPaths: false } } });
    await client
      .get('/api/Nothings')
      .expect(404, { statusCode: 404, message: 'Cannot GET /api/Nothings', error: 'Not Found' });
  });
});

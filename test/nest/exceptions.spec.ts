import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Inject,
  Injectable,
  type Provider,
  Scope,
  type Type,
  UseFilters,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, REQUEST } from '@nestjs/core';
import { LoopnestError, ModelController, ModelsModule, PersistedModelController } from '@loopnest/models';
import type { Response } from 'express';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Customer, customerModel, onDb } from './customers.js';
import { ask, type HostOptions, useHosts } from './hosts.js';

interface Parts extends HostOptions {
  readonly providers?: Provider[];
  readonly controllers?: Type[];
  readonly config?: Record<string, unknown>;
}

@Catch(HttpException)
class HttpFilter implements ExceptionFilter {
  catch(exception: HttpException, host: ArgumentsHost) {
    host.switchToHttp().getResponse<Response>().status(exception.getStatus()).json({ caught: exception.message });
  }
}

@Injectable()
class Words {
  readonly teapot = "I'm a teapot";
}

@Catch()
class TeapotFilter implements ExceptionFilter {
  constructor(@Inject(Words) private readonly words: Words) {}

  async catch(_exception: unknown, host: ArgumentsHost) {
    await Promise.resolve();
    host.switchToHttp().getResponse<Response>().status(418).json({ is: this.words.teapot });
  }
}

@Catch(RangeError)
class OtherFilter implements ExceptionFilter {
  catch(exception: RangeError, host: ArgumentsHost) {
    host.switchToHttp().getResponse<Response>().status(416).json({ range: exception.message });
  }
}

@ModelController('Customer')
@UseFilters(TeapotFilter)
class TeapotController extends PersistedModelController<Customer> {
  @UseFilters(HttpFilter)
  override findById(...values: Parameters<PersistedModelController<Customer>['findById']>) {
    return super.findById(...values);
  }

  override count(): Promise<number> {
    throw new RangeError('too many');
  }
}

describe.each(testDatabases())('exceptions on $name', (database) => {
  const hosts = useHosts(database);

  async function start({ providers = [], controllers = [], config = {}, ...options }: Parts = {}) {
    const db = await hosts.dataSource();
    const models = ModelsModule.forRoot({
      models: [customerModel],
      modelConfig: onDb('Customer'),
      dataSources: { db },
      config,
    });
    return ask(await hosts.start({ imports: [models], controllers, providers: [Words, ...providers] }, options));
  }

  const failures = [
    ['an id that is not there', 'get', '/api/Customers/7', 404],
    ['data that are not valid', 'post', '/api/Customers', 422],
    ['a filter that is none', 'get', '/api/Customers?filter=x', 400],
    ['a method that is not there', 'post', '/api/Customers/1/nothing', 404],
    ['a model that is not there', 'get', '/api/Nothings', 404],
  ] as const;

  it.each(failures)('answers %s in the documented shape', async (_name, verb, path, statusCode) => {
    const { body } = await (await start())[verb](path).expect(statusCode);
    expect(body).toEqual({
      error: expect.objectContaining({ statusCode, name: expect.any(String), message: expect.any(String) }),
    });
  });

  it.each(failures)('gives %s to a filter for HttpException', async (_name, verb, path, status) => {
    const client = await start({ setUp: (host) => host.useGlobalFilters(new HttpFilter()) });
    const { body } = await client[verb](path).expect(status);
    expect(body).toEqual({ caught: expect.any(String) });
  });

  it.each(failures)('gives %s to a filter for everything, that answers later', async (_name, verb, path) => {
    const client = await start({ providers: [{ provide: APP_FILTER, useClass: TeapotFilter }] });
    await client[verb](path).expect(418, { is: "I'm a teapot" });
  });

  it('answers what no filter is for', async () => {
    const client = await start({ setUp: (host) => host.useGlobalFilters(new OtherFilter()) });
    const { body } = await client.get('/api/Customers/7').expect(404);
    expect(body).toMatchObject({ error: { statusCode: 404, code: 'MODEL_NOT_FOUND' } });
  });

  it('asks the filters of the method, then those of the class, then the global ones', async () => {
    const client = await start({
      controllers: [TeapotController],
      setUp: (host) => host.useGlobalFilters(new OtherFilter()),
    });
    await client.get('/api/Customers/7').expect(404, { caught: 'Unknown "Customer" id "7".' });
    await client.get('/api/Customers/count').expect(418);
    await client.post('/api/Customers').send({}).expect(418);
  });

  it('gives errors of guards to filters', async () => {
    const providers = [
      { provide: APP_GUARD, useValue: { canActivate: () => false } },
      { provide: APP_FILTER, useClass: HttpFilter },
    ];
    await (await start({ providers })).get('/api/Customers').expect(403, { caught: 'Forbidden resource' });
  });

  it('asks filters that are made for each request', async () => {
    @Injectable({ scope: Scope.REQUEST })
    @Catch()
    class RequestFilter implements ExceptionFilter {
      constructor(@Inject(REQUEST) private readonly request: IncomingMessage) {}

      catch(_exception: unknown, host: ArgumentsHost) {
        host.switchToHttp().getResponse<Response>().status(409).json({ verb: this.request.method });
      }
    }
    const client = await start({ providers: [{ provide: APP_FILTER, useClass: RequestFilter, scope: Scope.REQUEST }] });
    await client.get('/api/Customers/7').expect(409, { verb: 'GET' });
    await client.get('/api/Nothings').expect(409, { verb: 'GET' });
  });

  it('tells nobody of an error that is the server’s own', async () => {
    @ModelController('Customer')
    class FailingController extends PersistedModelController<Customer> {
      override count(): Promise<number> {
        throw new Error('the password is 1234');
      }
    }
    const client = await start({ controllers: [FailingController] });
    await client
      .get('/api/Customers/count')
      .expect(500, { error: { statusCode: 500, message: 'Internal Server Error' } });
  });

  it('throws exceptions of Nest', () => {
    expect(new LoopnestError(404, 'x')).toBeInstanceOf(HttpException);
  });

  describe.each([true, false])('with bodyParser: %s', (bodyParser) => {
    it.each(['factory', 'testing'] as const)('refuses malformed JSON (%s)', async (by) => {
      const client = await start({ bodyParser, by });
      const { body } = await client.post('/api/Customers').type('json').send('{"name":').expect(400);
      expect(body).toEqual({ error: expect.objectContaining({ statusCode: 400, name: 'SyntaxError' }) });
    });

    it('refuses a body that is too large', async () => {
      const client = await start({ bodyParser });
      const { body } = await client
        .post('/api/Customers')
        .send({ name: 'x'.repeat(200_000) })
        .expect(413);
      expect(body).toEqual({
        error: expect.objectContaining({ statusCode: 413, message: 'request entity too large' }),
      });
    });

    it('takes a body as large as the application says', async () => {
      const client = await start({ bodyParser, config: { remoting: { json: { limit: '1mb' } } } });
      await client
        .post('/api/Customers')
        .send({ name: 'x'.repeat(200_000) })
        .expect(200);
    });
  });

  it('gives bodies that cannot be read to filters', async () => {
    const client = await start({ providers: [{ provide: APP_FILTER, useClass: TeapotFilter }] });
    await client.post('/api/Customers').type('json').send('{"name":').expect(418);
  });
});

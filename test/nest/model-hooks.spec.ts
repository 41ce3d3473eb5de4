import {
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  Scope,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import {
  AfterDelete,
  AfterRemote,
  AfterRemoteError,
  AfterSave,
  type Application,
  BeforeRemote,
  BeforeSave,
  getApplicationToken,
  type HookContext,
  InjectApplication,
  InjectModel,
  Loaded,
  type ModelClass,
  ModelController,
  ModelHooks,
  ModelsModule,
  Observe,
  PersistedModelController,
  type RemoteContext,
  RemoteMethod,
} from '@loopnest/models';
import { type Observable, of, retry } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Customer, customerModel, onDb } from './customers.js';
import { ask, useHosts } from './hosts.js';

type Classes = readonly (new (...parameters: never[]) => object)[];

describe.each(testDatabases())('@ModelHooks on $name', (database) => {
  const hosts = useHosts(database);

  async function start(providers: Classes, controllers: Classes = []) {
    const models = ModelsModule.forRoot({
      models: [customerModel],
      modelConfig: onDb('Customer'),
      dataSources: { db: await hosts.dataSource() },
    });
    const imports = [models, ModelsModule.forFeature(['Customer'])];
    const host = await hosts.start({ imports, providers: [...providers], controllers: [...controllers] });
    const application = host.get<Application>(getApplicationToken());
    return { client: ask(host), Customer: application.models['Customer'] as unknown as Record<string, any> };
  }

  it('makes methods of a provider, which is injected into, observers of operations', async () => {
    const seen: string[] = [];
    @ModelHooks('Customer')
    class CustomerHooks {
      constructor(@InjectModel('Customer') private readonly Model: ModelClass<Customer>) {}

      @BeforeSave()
      fillIn({ instance, data }: HookContext) {
        const values = (instance ?? data) as Partial<Customer>;
        if (values.name === 'nobody') throw Object.assign(new Error('not nobody'), { statusCode: 403 });
        values.name = `${String(values.name)}!`;
      }

      @AfterSave()
      async count() {
        seen.push(`${String(await this.Model.count())} stored`);
      }

      @Loaded()
      load({ data }: HookContext) {
        if (data !== undefined) data['name'] = String(data['name']).toUpperCase();
      }

      @AfterDelete()
      @Observe('my event')
      remember(context: { info?: { count: number } }) {
        seen.push(`told of ${String(context.info?.count)}`);
      }
    }
    const { client, Customer } = await start([CustomerHooks]);
    await client.post('/api/Customers').send({ name: 'nobody' }).expect(403);
    await client.post('/api/Customers').send({ name: 'Ada' }).expect(200);
    expect((await client.get('/api/Customers').expect(200)).body).toMatchObject([{ name: 'ADA!' }]);
    await client.delete('/api/Customers/1').expect(200);
    await Customer['notifyObserversOf']('my event', { info: { count: 7 } });
    expect(seen).toEqual(['1 stored', 'told of 1', 'told of 7']);
  });

  it('makes them remote hooks, of generated and overridden methods', async () => {
    @ModelHooks('Customer')
    class CustomerHooks {
      @BeforeRemote('find')
      limit({ args }: RemoteContext) {
        args['filter'] = { ...(args['filter'] as object), limit: 1 };
      }

      @AfterRemote('count')
      more(context: RemoteContext, result: { count: number }) {
        context.result = { ...result, hooked: true };
      }

      @AfterRemoteError('*')
      explain(context: RemoteContext) {
        context.error = Object.assign(new Error('hooked'), { statusCode: 418 });
      }
    }
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      override async count() {
        return (await super.count()) + 100;
      }
    }
    const { client } = await start([CustomerHooks], [CustomerController]);
    await client
      .post('/api/Customers')
      .send([{ name: 'a' }, { name: 'b' }])
      .expect(200);
    expect((await client.get('/api/Customers').expect(200)).body).toHaveLength(1);
    await client.get('/api/Customers/count').expect(200, { count: 102, hooked: true });
    await client.get('/api/Customers/findOne?filter={"where":{"name":{"nope":1}}}').expect(418);
  });

  it('makes them remote methods, over REST and in code', async () => {
    @ModelHooks('Customer')
    class CustomerMethods {
      constructor(@InjectModel('Customer') private readonly Model: ModelClass<Customer>) {}

      @RemoteMethod({
        accepts: { arg: 'length', type: 'number', required: true },
        returns: { arg: 'names', type: ['string'] },
        http: { verb: 'get' },
      })
      async longer(length: number) {
        const all = await this.Model.find({ order: 'name' });
        return all.map(({ name }) => name).filter((name) => name.length > length);
      }

      @RemoteMethod('prototype.rename', {
        accepts: { arg: 'to', type: 'string' },
        returns: { arg: 'customer', type: 'Customer', root: true },
        http: { verb: 'put', path: '/rename' },
      })
      rename(customer: Customer & { updateAttributes(data: object): Promise<Customer> }, to: string) {
        return customer.updateAttributes({ name: to });
      }
    }
    const { client, Customer } = await start([CustomerMethods]);
    await client
      .post('/api/Customers')
      .send([{ name: 'aa' }, { name: 'b' }])
      .expect(200);
    await client.get('/api/Customers/longer?length=1').expect(200, { names: ['aa'] });
    await client.get('/api/Customers/longer').expect(400);
    await client.get('/api/Customers/longer?length=x').expect(400);
    expect((await client.put('/api/Customers/1/rename').send({ to: 'zz' }).expect(200)).body).toMatchObject({
      name: 'zz',
    });
    await client.put('/api/Customers/99/rename').send({ to: 'z' }).expect(404);
    expect(await Customer['longer'](1)).toEqual(['zz']);
    const called = await new Promise((resolve) => Customer['longer'](1, (...all: unknown[]) => resolve(all)));
    expect(called).toEqual([null, ['zz']]);
    const one = await Customer['findById'](1);
    expect((await one.rename('y')).name).toBe('y');
  });

  it('answers with several results, and with Observables, as with one value', async () => {
    @ModelHooks('Customer')
    class CustomerMethods {
      @RemoteMethod({
        returns: [
          { arg: 'body', type: 'file', root: true },
          { arg: 'Content-Type', http: { target: 'header' } },
        ],
        http: { verb: 'get' },
      })
      async csv() {
        return ['a,b', 'text/csv'];
      }

      @AfterRemote('count')
      see(context: RemoteContext) {
        context.result = { ...(context.result as object), seen: true };
      }
    }
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      override count() {
        return of(7) as never;
      }
    }
    const { client } = await start([CustomerMethods], [CustomerController]);
    await client.get('/api/Customers/csv').expect(200, 'a,b').expect('content-type', 'text/csv');
    await client.get('/api/Customers/count').expect(200, { count: 7, seen: true });
  });

  it('answers a call that an interceptor tries again as one', async () => {
    let failures = 1;
    @ModelHooks('Customer')
    class Flaky {
      @AfterRemote('count')
      fail() {
        if (failures-- > 0) throw new Error('once');
      }
    }
    @Injectable()
    class Retry {
      intercept(_context: unknown, next: { handle(): Observable<unknown> }) {
        return next.handle().pipe(retry(2));
      }
    }
    @UseInterceptors(Retry)
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {}
    const { client } = await start([Flaky], [CustomerController]);
    await client.get('/api/Customers/count').expect(200, { count: 0 });
  });

  it('takes remote methods of controllers that are made for each request', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class PerRequest {}
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      constructor(@Inject(PerRequest) readonly mine: PerRequest) {
        super();
      }

      @RemoteMethod({ returns: { arg: 'it', root: true }, http: { verb: 'get' } })
      async mineOnly() {
        return this.mine instanceof PerRequest;
      }
    }
    const { client, Customer } = await start([PerRequest], [CustomerController]);
    await client.get('/api/Customers/mineOnly').expect(200, 'true');
    await expect(Customer['mineOnly']()).rejects.toThrow('made for each request');
  });

  it('takes remote methods of an overriding controller, with the guards that stand on them', async () => {
    @Injectable()
    class Closed implements CanActivate {
      canActivate(context: ExecutionContext) {
        return context.switchToHttp().getRequest<{ headers: object }>().headers['x-key' as never] === 'open';
      }
    }
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      @UseGuards(Closed)
      @RemoteMethod({
        accepts: { arg: 'factor', type: 'number' },
        returns: [
          { arg: 'status', http: { target: 'status' } },
          { arg: 'total', type: 'number' },
        ],
        http: { verb: 'get' },
      })
      async total(factor: number) {
        return [202, (await this.model.count()) * factor];
      }
    }
    const { client, Customer } = await start([], [CustomerController]);
    await client.post('/api/Customers').send({ name: 'a' }).expect(200);
    await client.get('/api/Customers/total?factor=3').expect(403);
    await client.get('/api/Customers/total?factor=3').set('x-key', 'open').expect(202, { total: 3 });
    expect(await Customer['total'](2)).toEqual([202, 2]);
  });

  it('knows the current call wherever hooks are, without request-scoped providers', async () => {
    const seen: string[] = [];
    @ModelHooks('Customer')
    class CustomerHooks {
      constructor(@InjectApplication() private readonly application: Application) {}

      @AfterSave()
      async remember({ options }: HookContext) {
        await Promise.resolve();
        const context = this.application.currentContext;
        seen.push(
          [context?.req.headers['x-user'], context?.methodString, 'accessToken' in options].map(String).join(' '),
        );
      }
    }
    const { client, Customer } = await start([CustomerHooks]);
    await Promise.all(
      ['ann', 'bob'].map((user) => client.post('/api/Customers').set('x-user', user).send({ name: user }).expect(200)),
    );
    await Customer['create']({ name: 'c' });
    expect(new Set(seen)).toEqual(
      new Set(['undefined undefined false', 'ann Customer.create true', 'bob Customer.create true']),
    );
  });

  it('inherits decorated methods, and takes a provider of several modules once', async () => {
    const seen: string[] = [];
    class Base {
      @AfterSave()
      first() {
        seen.push('base');
      }

      @AfterSave()
      second() {
        seen.push('overridden');
      }
    }
    @ModelHooks('Customer')
    class CustomerHooks extends Base {
      @AfterSave()
      override second() {
        seen.push('own');
      }
    }
    const { client } = await start([CustomerHooks]);
    await client.post('/api/Customers').send({ name: 'a' }).expect(200);
    expect(seen).toEqual(['base', 'own']);
  });

  it('stops the start where the model is unknown, the provider request-scoped, or the function there already', async () => {
    @ModelHooks('Nobody')
    class UnknownHooks {
      @AfterSave()
      never() {}
    }
    await expect(start([UnknownHooks])).rejects.toThrow(
      '@ModelHooks(\'Nobody\') of UnknownHooks: the application has no model "Nobody"',
    );
    @ModelHooks('Customer')
    class ScopedHooks {
      @AfterSave()
      never() {}
    }
    Injectable({ scope: Scope.REQUEST })(ScopedHooks);
    await expect(start([ScopedHooks])).rejects.toThrow('ScopedHooks has hooks of "Customer" and is request-scoped');
    @ModelHooks('Customer')
    class First {
      @RemoteMethod()
      twice() {}
    }
    @ModelHooks('Customer')
    class Second {
      @RemoteMethod()
      twice() {}
    }
    await expect(start([First, Second])).rejects.toThrow('Customer.twice is there already');
    @ModelHooks('Customer')
    class BuiltIn {
      @RemoteMethod()
      find() {}
    }
    await expect(start([BuiltIn])).rejects.toThrow('Customer.find is there already');
    @ModelHooks('Customer', { application: 'typo' })
    class Elsewhere {
      @AfterSave()
      never() {}
    }
    await expect(start([Elsewhere])).rejects.toThrow('there is no application "typo"');
    expect(() => {
      class Statics {
        static never() {}
      }
      AfterSave()(Statics, 'never', Object.getOwnPropertyDescriptor(Statics, 'never') ?? {});
    }).toThrow('Statics.never is static');
  });
});

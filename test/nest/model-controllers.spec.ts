import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Inject,
  Injectable,
  type OnModuleInit,
  Post,
  Scope,
  UseGuards,
} from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import {
  type Filter,
  InjectModel,
  type ModelClass,
  ModelController,
  type ModelControllerOptions,
  type ModelInstance,
  ModelsModule,
  type OperationOptions,
  PersistedModelController,
} from '@loopnest/models';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Customer, customerModel, onDb } from './customers.js';
import { ask, type HostOptions, useHosts } from './hosts.js';

@Injectable()
class Greeter {
  greet(name: string) {
    return `Dear ${name}`;
  }
}

describe.each(testDatabases())('@ModelController on $name', (database) => {
  const hosts = useHosts(database);

  async function start(
    controller: new (...parameters: never[]) => object,
    options: HostOptions & { providers?: (new () => object)[] } = {},
  ) {
    const { providers = [], ...rest } = options;
    const models = ModelsModule.forRoot({
      models: [customerModel],
      modelConfig: onDb('Customer'),
      dataSources: { db: await hosts.dataSource() },
    });
    const host = await hosts.start(
      { imports: [models, ModelsModule.forFeature(['Customer'])], controllers: [controller], providers },
      rest,
    );
    return ask(host);
  }

  it('replaces the methods that a class overrides, and no others', async () => {
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      override async find(filter?: Filter<Customer>, options?: OperationOptions) {
        return (await super.find(filter, options)).slice(0, 1);
      }
    }
    const client = await start(CustomerController);
    await client
      .post('/api/Customers')
      .send([{ name: 'Ada' }, { name: 'Bob' }])
      .expect(200);
    expect((await client.get('/api/Customers?filter={"order":"name DESC"}').expect(200)).body).toMatchObject([
      { name: 'Bob' },
    ]);
    expect((await client.get('/api/Customers/2').expect(200)).body).toMatchObject({ name: 'Bob' });
    await client.get('/api/Customers/count').expect(200, { count: 2 });
    expect((await client.patch('/api/Customers/2').send({ vip: true }).expect(200)).body).toMatchObject({
      name: 'Bob',
      vip: true,
    });
    await client.delete('/api/Customers/2').expect(200, { count: 1 });
  });

  it('gives an overriding method what the generated one would get', async () => {
    const seen: unknown[][] = [];
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      override patchAttributes(...values: Parameters<PersistedModelController<Customer>['patchAttributes']>) {
        seen.push(values);
        return super.patchAttributes(...values);
      }
    }
    const client = await start(CustomerController);
    await client.post('/api/Customers').send({ name: 'Ada' }).expect(200);
    await client.patch('/api/Customers/1').send({ vip: 'true' }).expect(200);
    expect(seen).toEqual([[1, { vip: 'true' }, expect.objectContaining({ prohibitHiddenPropertiesInQuery: true })]]);
  });

  it('answers 404 where an overriding method finds nothing', async () => {
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      override findById(...values: Parameters<PersistedModelController<Customer>['findById']>) {
        return super.findById(...values);
      }
    }
    const client = await start(CustomerController);
    const { body } = await client.get('/api/Customers/7').expect(404);
    expect(body).toEqual({
      error: { statusCode: 404, name: 'Error', message: 'Unknown "Customer" id "7".', code: 'MODEL_NOT_FOUND' },
    });
  });

  it('keeps the shape of an answer that has a name', async () => {
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      override count() {
        return Promise.resolve(42);
      }
    }
    await (await start(CustomerController)).get('/api/Customers/count').expect(200, { count: 42 });
  });

  it('takes a class of any kind, with dependencies of its own', async () => {
    @ModelController('Customer')
    class CustomerController {
      constructor(
        @Inject(Greeter) private readonly greeter: Greeter,
        @InjectModel('Customer') private readonly Customer: ModelClass<Customer>,
      ) {}

      async find() {
        return (await this.Customer.find()).map(({ name }) => this.greeter.greet(name));
      }
    }
    const client = await start(CustomerController, { providers: [Greeter] });
    await client.post('/api/Customers').send({ name: 'Ada' }).expect(200);
    await client.get('/api/Customers').expect(200, ['Dear Ada']);
    expect((await client.get('/api/Customers/1').expect(200)).body).toMatchObject({ name: 'Ada' });
  });

  it('knows methods by their other names', async () => {
    @ModelController('Customer')
    class CustomerController {
      destroyById(id: number) {
        return { kept: id };
      }
    }
    await (await start(CustomerController)).delete('/api/Customers/1').expect(200, { kept: 1 });
  });

  it('puts routes of the class before those with an id', async () => {
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      @Get('vip') vip() {
        return this.model.find({ where: { vip: true } });
      }

      @Post('import') import(@Body() names: string[]) {
        return this.model.create(names.map((name) => ({ name, vip: true })));
      }
    }
    const client = await start(CustomerController);
    // The first request that the model sees.
    await client.get('/api/Customers/vip').expect(200, []);
    await client.post('/api/Customers/import').send(['Ada']).expect(201);
    expect((await client.get('/api/Customers/vip').expect(200)).body).toMatchObject([{ name: 'Ada' }]);
    expect((await client.get('/api/Customers/1').expect(200)).body).toMatchObject({ name: 'Ada' });
  });

  it('leaves the methods of the class to its own calls', async () => {
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      @Get('vip') async vip() {
        return (await this.find({ where: { vip: true } })).map(({ name }) => name);
      }

      // Not a remote method: it has a route of its own.
      @Get('statistics') statistics() {
        return this.count();
      }
    }
    const client = await start(CustomerController);
    await client.post('/api/Customers').send({ name: 'Ada', vip: true }).expect(200);
    await client.get('/api/Customers').expect(200);
    await client.get('/api/Customers/count').expect(200, { count: 1 });
    await client.get('/api/Customers/vip').expect(200, ['Ada']);
    await client.get('/api/Customers/statistics').expect(200, '1');
  });

  it('has its model before the first request', async () => {
    const names: string[] = [];
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> implements OnModuleInit {
      onModuleInit() {
        names.push(this.model.modelName, String(this.application.models['Customer'] === (this.model as unknown)));
      }
    }
    await start(CustomerController);
    expect(names).toEqual(['Customer', 'true']);
  });

  it('may be made for each request', async () => {
    @ModelController('Customer', { scope: Scope.REQUEST })
    class CustomerController extends PersistedModelController<Customer> {
      static made = 0;
      private readonly number = ++CustomerController.made;

      constructor(@Inject(REQUEST) private readonly request: IncomingMessage) {
        super();
      }

      override async find(): Promise<ModelInstance<Customer>[]> {
        const found = await super.find({ where: { name: String(this.request.headers['x-name']) } });
        return found.map((each) => Object.assign(each, { number: this.number }));
      }

      @Get('who') who() {
        return `${this.model.modelName} ${String(this.request.headers['x-name'])}`;
      }
    }
    const client = await start(CustomerController);
    await client
      .post('/api/Customers')
      .send([{ name: 'Ada' }, { name: 'Bob' }])
      .expect(200);
    expect((await client.get('/api/Customers').set('x-name', 'Bob')).body).toMatchObject([{ name: 'Bob', number: 2 }]);
    expect((await client.get('/api/Customers').set('x-name', 'Ada')).body).toMatchObject([{ name: 'Ada', number: 3 }]);
    expect((await client.get('/api/Customers/who').set('x-name', 'Ada')).text).toBe('Customer Ada');
    expect((await client.get('/api/Customers/1')).body).toMatchObject({ name: 'Ada' });
  });

  it('runs a guard that is made for each request', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Key implements CanActivate {
      constructor(@Inject(REQUEST) private readonly request: IncomingMessage) {}

      canActivate(context: ExecutionContext) {
        return this.request.headers['x-key'] === 'yes' && this.request === context.switchToHttp().getRequest();
      }
    }
    @ModelController('Customer')
    @UseGuards(Key)
    class CustomerController extends PersistedModelController<Customer> {
      override count() {
        return Promise.resolve(1);
      }
    }
    const client = await start(CustomerController);
    for (const path of ['/api/Customers', '/api/Customers/count', '/api/Customers/1/exists']) {
      await client.get(path).expect(403);
      await client.get(path).set('x-key', 'yes').expect(200);
    }
  });

  it('stops the start for an unknown model', async () => {
    @ModelController('Custommer')
    class CustomerController {}
    await expect(start(CustomerController)).rejects.toThrow(
      `@ModelController('Custommer') of CustomerController: the application has no model "Custommer"`,
    );
  });

  it('stops the start for an unknown application', async () => {
    const options: ModelControllerOptions = { application: 'shop' };
    @ModelController('Customer', options)
    class CustomerController {}
    await expect(start(CustomerController)).rejects.toThrow(
      '@ModelController of CustomerController: there is no application "shop"',
    );
  });

  it('stops the start for two controllers of one model', async () => {
    @ModelController('Customer')
    class One {}
    @ModelController('Customer')
    class Two {}
    const models = ModelsModule.forRoot({
      models: [customerModel],
      modelConfig: onDb('Customer'),
      dataSources: { db: await hosts.dataSource() },
    });
    await expect(hosts.start({ imports: [models], controllers: [One, Two] })).rejects.toThrow(
      'Both One and Two are the controller of "Customer"',
    );
  });

  it('leaves ordinary controllers below the API root alone', async () => {
    @Controller('api/reports')
    class ReportsController {
      @Post() create(@Body() body: object) {
        return body;
      }
    }
    const client = await start(ReportsController);
    await client.post('/api/reports').send({ a: 1 }).expect(201, { a: 1 });
    await client.get('/api/Customers').expect(200, []);
  });
});

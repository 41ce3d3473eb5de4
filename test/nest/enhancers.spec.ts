import {
  type ArgumentMetadata,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Inject,
  Injectable,
  type NestInterceptor,
  type PipeTransform,
  type Provider,
  Scope,
  SetMetadata,
  type Type,
  UseGuards,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
} from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector, REQUEST } from '@nestjs/core';
import { ModelController, ModelsModule, PersistedModelController } from '@loopnest/models';
import { IsString } from 'class-validator';
import type { IncomingMessage } from 'node:http';
import { map, type Observable } from 'rxjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Customer, customerModel, onDb } from './customers.js';
import { ask, type HostOptions, useHosts } from './hosts.js';

interface Parts extends HostOptions {
  readonly providers?: Provider[];
  readonly controllers?: Type[];
}

/** Tells what happens to a request, in the order in which it does. */
let events: string[] = [];

@Injectable()
class Journal {
  note(event: string) {
    events.push(event);
  }
}

function guard(name: string): Type<CanActivate> {
  @Injectable()
  class Guard implements CanActivate {
    constructor(@Inject(Journal) private readonly journal: Journal) {}

    canActivate(context: ExecutionContext) {
      this.journal.note(`${name} ${context.getClass().name}.${context.getHandler().name}`);
      return context.switchToHttp().getRequest<IncomingMessage>().headers['x-stop'] !== name;
    }
  }
  return Guard;
}

function interceptor(name: string): Type<NestInterceptor> {
  @Injectable()
  class Interceptor implements NestInterceptor {
    constructor(@Inject(Journal) private readonly journal: Journal) {}

    intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
      this.journal.note(`${name} before`);
      return next.handle().pipe(
        map((result: unknown) => {
          this.journal.note(`${name} after`);
          return result;
        }),
      );
    }
  }
  return Interceptor;
}

function pipe(name: string): Type<PipeTransform> {
  @Injectable()
  class Pipe implements PipeTransform {
    constructor(@Inject(Journal) private readonly journal: Journal) {}

    transform(value: unknown, { type, data }: ArgumentMetadata) {
      if (type !== 'custom' && data !== undefined) this.journal.note(`${name} ${type} ${data}`);
      return value;
    }
  }
  return Pipe;
}

class CustomerRules {
  @IsString() name!: string;
}

describe.each(testDatabases())('what a host puts around handlers on $name', (database) => {
  const hosts = useHosts(database);
  beforeEach(() => {
    events = [];
  });

  async function start({ providers = [], controllers = [], ...options }: Parts = {}) {
    const models = ModelsModule.forRoot({
      models: [customerModel],
      modelConfig: onDb('Customer'),
      dataSources: { db: await hosts.dataSource() },
    });
    const host = await hosts.start({ imports: [models], controllers, providers: [Journal, ...providers] }, options);
    await ask(host).post('/api/Customers').set({ 'x-key': 'yes', 'x-role': 'staff' }).send({ name: 'Ada' });
    events = [];
    return ask(host);
  }

  it('applies global guards, interceptors and pipes, in this order and once', async () => {
    const providers = [
      { provide: APP_GUARD, useClass: guard('guard') },
      { provide: APP_INTERCEPTOR, useClass: interceptor('interceptor') },
      { provide: APP_PIPE, useClass: pipe('pipe') },
    ];
    const client = await start({ providers });
    await client.patch('/api/Customers/1').send({ vip: true }).expect(200);
    const order = [
      'guard CustomerController.patchAttributes',
      'interceptor before',
      'pipe param id',
      'pipe body data',
      'interceptor after',
    ];
    expect(events).toEqual(order);
  });

  it('applies those of useGlobalX, which a host adds after the modules are there', async () => {
    const journal = new Journal();
    const client = await start({
      setUp: (host) =>
        host
          .useGlobalGuards(new (guard('guard'))(journal))
          .useGlobalInterceptors(new (interceptor('interceptor'))(journal))
          .useGlobalPipes(new (pipe('pipe'))(journal)),
    });
    await client.get('/api/Customers?filter={"limit":1}').expect(200);
    expect(events).toEqual([
      'guard CustomerController.find',
      'interceptor before',
      'pipe query filter',
      'interceptor after',
    ]);
  });

  it('answers what a guard refuses, before anything else runs', async () => {
    const providers = [
      { provide: APP_GUARD, useClass: guard('guard') },
      { provide: APP_INTERCEPTOR, useClass: interceptor('interceptor') },
    ];
    const client = await start({ providers });
    const { body } = await client.delete('/api/Customers/1').set('x-stop', 'guard').expect(403);
    expect(body).toEqual({ error: { statusCode: 403, name: 'ForbiddenException', message: 'Forbidden resource' } });
    expect(events).toEqual(['guard CustomerController.deleteById']);
    await client.get('/api/Customers/1/exists').expect(200, { exists: true });
  });

  it('applies those of an overriding class and method, with their dependencies, after the global ones', async () => {
    @ModelController('Customer')
    @UseGuards(guard('class guard'))
    @UseInterceptors(interceptor('class interceptor'))
    @UsePipes(pipe('class pipe'))
    class CustomerController extends PersistedModelController<Customer> {
      @UseGuards(guard('method guard'))
      @UseInterceptors(interceptor('method interceptor'))
      @UsePipes(pipe('method pipe'))
      override find() {
        return super.find();
      }
    }
    const client = await start({
      controllers: [CustomerController],
      providers: [{ provide: APP_GUARD, useClass: guard('global guard') }],
    });
    await client.get('/api/Customers').expect(200);
    expect(events).toEqual([
      'global guard CustomerController.find',
      'class guard CustomerController.find',
      'method guard CustomerController.find',
      'class interceptor before',
      'method interceptor before',
      'class pipe query filter',
      'method pipe query filter',
      'method interceptor after',
      'class interceptor after',
    ]);
    events = [];
    await client.get('/api/Customers/1').expect(200);
    expect(events).toEqual([
      'global guard CustomerController.findById',
      'class guard CustomerController.findById',
      'class interceptor before',
      'class pipe param id',
      'class pipe query filter',
      'class interceptor after',
    ]);
  });

  it.each(['class guard', 'method guard'])('lets a %s refuse', async (name) => {
    @ModelController('Customer')
    @UseGuards(guard('class guard'))
    class CustomerController extends PersistedModelController<Customer> {
      @UseGuards(guard('method guard'))
      override findById(...values: Parameters<PersistedModelController<Customer>['findById']>) {
        return super.findById(...values);
      }
    }
    const client = await start({ controllers: [CustomerController] });
    await client.get('/api/Customers/1').expect(200);
    await client.get('/api/Customers/1').set('x-stop', name).expect(403);
  });

  it('shows the metadata of an overriding class and method to a global guard', async () => {
    @Injectable()
    class Roles implements CanActivate {
      constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

      canActivate(context: ExecutionContext) {
        const role = this.reflector.getAllAndOverride<string | undefined>('role', [
          context.getHandler(),
          context.getClass(),
        ]);
        if (role !== undefined && context.switchToHttp().getRequest<IncomingMessage>().headers['x-role'] !== role)
          throw new ForbiddenException(`Only for ${role}`);
        return true;
      }
    }
    @ModelController('Customer')
    @SetMetadata('role', 'staff')
    class CustomerController extends PersistedModelController<Customer> {
      @SetMetadata('role', 'admin')
      override findById(...values: Parameters<PersistedModelController<Customer>['findById']>) {
        return super.findById(...values);
      }
    }
    const client = await start({
      controllers: [CustomerController],
      providers: [{ provide: APP_GUARD, useClass: Roles }],
    });
    const refusal = (role: string) => ({
      error: { statusCode: 403, name: 'ForbiddenException', message: `Only for ${role}` },
    });
    await client.get('/api/Customers/count').expect(403, refusal('staff'));
    await client.get('/api/Customers/count').set('x-role', 'staff').expect(200);
    await client.get('/api/Customers/1').set('x-role', 'staff').expect(403, refusal('admin'));
    await client.get('/api/Customers/1').set('x-role', 'admin').expect(200);
  });

  it('lets an interceptor change an answer, and see none for what is not there', async () => {
    @Injectable()
    class Wrapping implements NestInterceptor {
      intercept(_context: ExecutionContext, next: CallHandler) {
        return next.handle().pipe(map((data: unknown) => ({ data })));
      }
    }
    const client = await start({ providers: [{ provide: APP_INTERCEPTOR, useClass: Wrapping }] });
    expect((await client.get('/api/Customers/1').expect(200)).body).toMatchObject({ data: { name: 'Ada' } });
    await client.get('/api/Customers/7').expect(404);
  });

  it.each([
    ['ours', []],
    [
      'one that overrides it',
      [
        (() => {
          @ModelController('Customer')
          class CustomerController extends PersistedModelController<Customer> {
            override create(data: Partial<Customer>) {
              return super.create(data);
            }
          }
          return CustomerController;
        })(),
      ],
    ],
  ])('lets requests through a strict ValidationPipe to a controller that is %s', async (_name, controllers) => {
    const client = await start({
      controllers,
      setUp: (host) =>
        host.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true })),
    });
    expect((await client.post('/api/Customers').send({ name: 'Bob', more: 1 }).expect(200)).body).toMatchObject({
      name: 'Bob',
      more: 1,
    });
    expect((await client.get('/api/Customers?filter[where][name]=Bob&filter[limit]=1').expect(200)).body).toHaveLength(
      1,
    );
    expect((await client.patch('/api/Customers/1').send({ vip: true }).expect(200)).body).toMatchObject({ vip: true });
    await client.post('/api/Customers/update?where={"name":"Bob"}').send({ vip: true }).expect(200, { count: 1 });
  });

  it('checks what an overriding method says of its types', async () => {
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      override create(data: CustomerRules) {
        return super.create(data);
      }
    }
    Reflect.defineMetadata('design:paramtypes', [CustomerRules], CustomerController.prototype, 'create');
    const client = await start({
      controllers: [CustomerController],
      setUp: (host) => host.useGlobalPipes(new ValidationPipe()),
    });
    await client.post('/api/Customers').send({ name: 5 }).expect(400);
    await client.post('/api/Customers').send({ name: 'Bob' }).expect(200);
  });

  describe('made for each request', () => {
    @Injectable({ scope: Scope.REQUEST })
    class Key implements CanActivate {
      constructor(
        @Inject(REQUEST) private readonly request: IncomingMessage,
        @Inject(Journal) private readonly journal: Journal,
      ) {}

      canActivate(context: ExecutionContext) {
        this.journal.note(`${context.getClass().name}.${context.getHandler().name}`);
        return this.request.headers['x-key'] === 'yes';
      }
    }

    @Injectable({ scope: Scope.REQUEST })
    class Shouting implements NestInterceptor {
      constructor(@Inject(REQUEST) private readonly request: IncomingMessage) {}

      intercept(_context: ExecutionContext, next: CallHandler) {
        return next.handle().pipe(map((result: object) => ({ ...result, url: this.request.url })));
      }
    }

    @Injectable({ scope: Scope.TRANSIENT })
    class Never implements CanActivate {
      canActivate() {
        return false;
      }
    }

    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      override count() {
        return super.count();
      }
    }

    it.each([
      ['generated', []],
      ['overriding', [CustomerController]],
    ])('runs global guards for %s controllers', async (_name, controllers) => {
      const client = await start({
        controllers,
        providers: [{ provide: APP_GUARD, useClass: Key, scope: Scope.REQUEST }],
      });
      for (const path of ['/api/Customers', '/api/Customers/count']) {
        await client.get(path).expect(403);
        await client.get(path).set('x-key', 'yes').expect(200);
      }
      const twice = (handler: string) => [`CustomerController.${handler}`, `CustomerController.${handler}`];
      expect(events).toEqual([...twice('find'), ...twice('count')]);
    });

    it('runs global interceptors', async () => {
      const client = await start({
        providers: [{ provide: APP_INTERCEPTOR, useClass: Shouting, scope: Scope.REQUEST }],
      });
      await client.get('/api/Customers/count').expect(200, { count: { url: '/Customers/count' } });
    });

    it('runs transient guards', async () => {
      const client = await start({ providers: [{ provide: APP_GUARD, useClass: Never, scope: Scope.TRANSIENT }] });
      await client.get('/api/Customers').expect(403);
    });
  });
});

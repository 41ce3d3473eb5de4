import { Injectable, Scope } from '@nestjs/common';
import {
  type AnyModel,
  InjectModel,
  type ModelClass,
  ModelMixin,
  type MixinProvider,
  ModelsModule,
} from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Customer, onDb } from './customers.js';
import { ask, useHosts } from './hosts.js';

describe.each(testDatabases())('@ModelMixin on $name', (database) => {
  const hosts = useHosts(database);

  async function start(
    providers: readonly (new (...parameters: never[]) => object)[],
    mixins: object,
    more: object = {},
  ) {
    const models = ModelsModule.forRoot({
      models: [
        { name: 'Customer', properties: { name: 'string' }, mixins },
        { name: 'Member', base: 'Customer' },
      ],
      modelConfig: onDb('Customer', 'Member'),
      dataSources: { db: await hosts.dataSource() },
      ...more,
    });
    return ask(
      await hosts.start({ imports: [models, ModelsModule.forFeature(['Customer'])], providers: [...providers] }),
    );
  }

  @Injectable()
  class Clock {
    now() {
      return '2020-01-01T00:00:00.000Z';
    }
  }

  @ModelMixin('Stamped')
  class Stamped implements MixinProvider {
    constructor(private readonly clock: Clock) {}

    apply(model: AnyModel, { as }: { as: string }): void {
      model.defineProperty(as, 'date');
      model.observe('before save', async ({ instance, data }: { instance?: object; data?: object }) => {
        Object.assign(instance ?? data ?? {}, { [as]: this.clock.now() });
      });
    }
  }
  // What the compiler would leave, were there metadata of types.
  Reflect.defineMetadata('design:paramtypes', [Clock], Stamped);

  it('applies a provider, which is injected into, to the models that ask for it, their descendants among them', async () => {
    const client = await start([Clock, Stamped], { Stamped: { as: 'made' } });
    for (const path of ['/api/Customers', '/api/Members']) {
      await client.post(path).send({ name: 'Ada' }).expect(200);
      const { body } = await client.get(`${path}/1`).expect(200);
      expect(body).toEqual({ name: 'Ada', made: '2020-01-01T00:00:00.000Z', id: 1 });
    }
  });

  it('takes functions of forRoot as well', async () => {
    const mixins = { Loud: (model: AnyModel) => model.defineProperty('volume', { type: 'number', default: 11 }) };
    const client = await start([], { Loud: true }, { mixins });
    await client.post('/api/Customers').send({}).expect(200, { volume: 11, id: 1 });
  });

  it('stops the start where a mixin is unknown, request-scoped, provided twice, or has nothing to apply', async () => {
    await expect(start([Clock, Stamped], { Nothing: true })).rejects.toThrow('uses unknown mixin: Nothing');
    @ModelMixin('Late')
    class Late {
      async apply() {
        await Promise.reject(new Error('no such luck'));
      }
    }
    await expect(start([Late], { Late: true })).rejects.toThrow('no such luck');
    @ModelMixin('Scoped')
    class Scoped {
      apply() {}
    }
    Injectable({ scope: Scope.REQUEST })(Scoped);
    await expect(start([Scoped], { Scoped: true })).rejects.toThrow('request-scoped');
    @ModelMixin('Stamped')
    class Other {
      apply() {}
    }
    await expect(start([Clock, Stamped, Other], { Stamped: true })).rejects.toThrow('are the mixin "Stamped"');
    @ModelMixin('Empty')
    class Empty {}
    await expect(start([Empty], { Empty: true })).rejects.toThrow('needs a method apply(model, options)');
  });

  it('lets a mixin have the models injected', async () => {
    @ModelMixin('Counted')
    class Counted implements MixinProvider {
      constructor(@InjectModel('Customer') private readonly Model: ModelClass<Customer>) {}

      apply(model: AnyModel): void {
        model.observe('before save', async ({ instance }: { instance?: { name: string } }) => {
          if (instance !== undefined) instance.name += String(await this.Model.count());
        });
      }
    }
    const client = await start([Counted], { Counted: true });
    await client.post('/api/Customers').send({ name: 'n' }).expect(200, { name: 'n0', id: 1 });
  });
});

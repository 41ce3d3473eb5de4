import { Controller, Get, Inject, Injectable, Module } from '@nestjs/common';
import {
  Application,
  DataSource,
  type DataSourceSettings,
  getApplicationToken,
  getModelToken,
  InjectApplication,
  InjectDataSource,
  InjectModel,
  type ModelClass,
  ModelController,
  type ModelsModuleOptions,
  ModelsModule,
  type ModelsOptionsFactory,
  PersistedModelController,
} from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Customer, customerModel, onDb } from './customers.js';
import { ask, useHosts } from './hosts.js';

function optionsOn(db: DataSourceSettings): ModelsModuleOptions {
  return { models: [customerModel], modelConfig: onDb('Customer'), dataSources: { db } };
}

/** Configuration that another module of the host provides. */
class Settings {
  constructor(readonly db: DataSourceSettings) {}
}

function settingsModule(db: DataSourceSettings) {
  class SettingsModule {}
  Module({
    providers: [{ provide: Settings, useValue: new Settings(db) }, OptionsOfSettings],
    exports: [Settings, OptionsOfSettings],
  })(SettingsModule);
  return SettingsModule;
}

@Injectable()
class OptionsOfSettings implements ModelsOptionsFactory {
  constructor(@Inject(Settings) private readonly settings: Settings) {}

  createModelsOptions(): ModelsModuleOptions {
    return optionsOn(this.settings.db);
  }
}

@Injectable()
class Billing {
  constructor(
    @InjectModel('Customer') readonly Customer: ModelClass<Customer>,
    @InjectDataSource('db') readonly db: DataSource,
    @InjectApplication() readonly app: Application,
  ) {}
}

describe.each(testDatabases())('ModelsModule on $name', (database) => {
  const hosts = useHosts(database);

  describe.each(['factory', 'testing'] as const)('made by %s', (by) => {
    it('serves the models of forRoot', async () => {
      const host = await hosts.start({ imports: [ModelsModule.forRoot(optionsOn(await hosts.dataSource()))] }, { by });
      await ask(host).post('/api/Customers').send({ name: 'Ada' }).expect(200, { id: 1, name: 'Ada', vip: false });
      await ask(host).get('/api/Customers/1').expect(200, { id: 1, name: 'Ada', vip: false, born: null });
    });
  });

  it('takes options of a factory with a provider of another module', async () => {
    const imports = [settingsModule(await hosts.dataSource())];
    const useFactory = (settings: Settings) => Promise.resolve(optionsOn(settings.db));
    const host = await hosts.start({
      imports: [ModelsModule.forRootAsync({ imports, inject: [Settings], useFactory })],
    });
    await ask(host).get('/api/Customers/count').expect(200, { count: 0 });
  });

  it('takes options of a class that it makes itself', async () => {
    const imports = [settingsModule(await hosts.dataSource())];
    const host = await hosts.start({ imports: [ModelsModule.forRootAsync({ imports, useClass: OptionsOfSettings })] });
    await ask(host).get('/api/Customers/count').expect(200, { count: 0 });
  });

  it('takes options of a provider that is there', async () => {
    const imports = [settingsModule(await hosts.dataSource())];
    const host = await hosts.start({
      imports: [ModelsModule.forRootAsync({ imports, useExisting: OptionsOfSettings })],
    });
    await ask(host).get('/api/Customers/count').expect(200, { count: 0 });
  });

  it('refuses forRootAsync without a source of options', () => {
    expect(() => ModelsModule.forRootAsync({})).toThrow(
      'ModelsModule.forRootAsync needs useFactory, useClass or useExisting',
    );
  });

  it('injects models, data sources and the application', async () => {
    const models = ModelsModule.forRoot(optionsOn(await hosts.dataSource()));
    const feature = ModelsModule.forFeature(['Customer'], { dataSources: ['db'] });
    const host = await hosts.start({ imports: [models, feature], providers: [Billing] });
    const billing = host.get(Billing);
    expect(billing.app).toBe(host.get(getApplicationToken()));
    expect(billing.app).toBeInstanceOf(Application);
    expect(billing.db).toBe(billing.app.dataSources['db']);
    expect(billing.db).toBeInstanceOf(DataSource);
    expect(await billing.Customer.create({ name: 'Ada' })).toBeInstanceOf(billing.Customer);
  });

  it('has one object for a model, wherever it is asked for', async () => {
    const seen: unknown[] = [];
    @ModelController('Customer')
    class CustomerController extends PersistedModelController<Customer> {
      @Get('self') self() {
        seen.push(this.model);
      }
    }
    const imports = [ModelsModule.forRoot(optionsOn(await hosts.dataSource())), ModelsModule.forFeature(['Customer'])];
    const host = await hosts.start({ imports, controllers: [CustomerController] });
    await ask(host).get('/api/Customers/self').expect(200);
    const { models, registry } = host.get<Application>(getApplicationToken());
    expect(seen).toEqual([models['Customer']]);
    expect(host.get(getModelToken('Customer'), { strict: false })).toBe(models['Customer']);
    expect(registry.getModel('Customer')).toBe(models['Customer']);
  });

  it('stops the start for an unknown model of forFeature', async () => {
    const imports = [ModelsModule.forRoot(optionsOn(await hosts.dataSource())), ModelsModule.forFeature(['Custommer'])];
    await expect(hosts.start({ imports })).rejects.toThrow(
      'ModelsModule.forFeature: unknown model "Custommer". Known: Customer.',
    );
  });

  it('stops the start for an unknown data source of forFeature', async () => {
    const feature = ModelsModule.forFeature([], { dataSources: ['bd'] });
    const imports = [ModelsModule.forRoot(optionsOn(await hosts.dataSource())), feature];
    await expect(hosts.start({ imports })).rejects.toThrow(
      'ModelsModule.forFeature: unknown data source "bd". Known: db.',
    );
  });

  it('answers what controllers of the host fail with', async () => {
    @Controller('orders')
    class OrdersController {
      constructor(@InjectModel('Customer') private readonly Customer: ModelClass<Customer>) {}

      @Get() create() {
        return this.Customer.create({});
      }
    }
    const imports = [ModelsModule.forRoot(optionsOn(await hosts.dataSource())), ModelsModule.forFeature(['Customer'])];
    const host = await hosts.start({ imports, controllers: [OrdersController] });
    const { body } = await ask(host).get('/orders').expect(422);
    expect(body).toMatchObject({
      statusCode: 422,
      error: 'ValidationError',
      details: { codes: { name: ['presence'] } },
    });
  });
});

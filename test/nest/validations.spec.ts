import { InjectModel, type ModelClass, ModelsModule, ValidationError } from '@loopnest/models';
import { Controller, Inject, Injectable, type OnModuleInit, Post } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Customer, customerModel, onDb } from './customers.js';
import { ask, useHosts } from './hosts.js';

/** Names that the application reserves, as another provider. */
@Injectable()
class ReservedNames {
  isReserved(name: string): Promise<boolean> {
    return Promise.resolve(name === 'admin');
  }
}

@Injectable()
class CustomerRules implements OnModuleInit {
  constructor(
    @InjectModel('Customer') private readonly Customer: ModelClass<Customer>,
    @Inject(ReservedNames) private readonly names: ReservedNames,
  ) {}

  onModuleInit(): void {
    const { Customer, names } = this;
    Customer.validatesLengthOf('name', { min: 3, allowBlank: true, allowNull: true });
    Customer.validate('born', function (fail) {
      if (this.vip && this.born.getTime() > 0) fail('young');
    }, { message: { young: 'is too young to be a VIP' } }); // prettier-ignore
    Customer.validateAsync('name', async function (fail) {
      if (await names.isReserved(this.name)) fail('reserved');
    }, { message: { reserved: 'is reserved' } }); // prettier-ignore
  }
}

@Controller('imports')
class ImportsController {
  constructor(@InjectModel('Customer') private readonly Customer: ModelClass<Customer>) {}

  @Post()
  run() {
    return this.Customer.create({ name: 'x' });
  }
}

describe.each(testDatabases())('checks of providers on $name', (database) => {
  const hosts = useHosts(database);

  async function start() {
    const models = { models: [customerModel], modelConfig: onDb('Customer') };
    return hosts.start({
      imports: [
        ModelsModule.forRoot({ ...models, dataSources: { db: await hosts.dataSource() } }),
        ModelsModule.forFeature(['Customer']),
      ],
      controllers: [ImportsController],
      providers: [ReservedNames, CustomerRules],
    });
  }

  it('hold for generated endpoints', async () => {
    const host = await start();
    const { body } = await ask(host).post('/api/Customers').send({ name: 'ad', vip: true, born: '2000-01-01' }).expect(422);
    expect(body.error.details).toEqual({
      context: 'Customer',
      codes: { name: ['length.min'], born: ['custom.young'] },
      messages: { name: ['too short'], born: ['is too young to be a VIP'] },
    });
    const reserved = await ask(host).post('/api/Customers').send({ name: 'admin' }).expect(422);
    expect(reserved.body.error.details.messages).toEqual({ name: ['is reserved'] });
    await ask(host).post('/api/Customers').send({ name: 'Ada', vip: true, born: '1950-01-01' }).expect(200);
  }); // prettier-ignore

  it('hold for injected models, whose errors are exceptions of Nest', async () => {
    const host = await start();
    const { status, body } = await ask(host).post('/imports');
    expect(status).toBe(422);
    expect(body).toMatchObject({ statusCode: 422, error: 'ValidationError' });
    const { Customer } = host.get(CustomerRules) as unknown as { Customer: ModelClass<Customer> };
    await expect(Customer.create({ name: 'x' })).rejects.toBeInstanceOf(ValidationError);
    expect(await Customer.count()).toBe(0);
  });

  it('are of one application, and not of another one in the same process', async () => {
    await start();
    const db = await hosts.dataSource();
    const other = await hosts.start({
      imports: [ModelsModule.forRoot({ models: [customerModel], modelConfig: onDb('Customer'), dataSources: { db } })],
    });
    await ask(other).post('/api/Customers').send({ name: 'x' }).expect(200);
  });
});

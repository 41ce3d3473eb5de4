import type { MikroORM } from '@mikro-orm/core';
import { MikroORM as PostgresOrm } from '@mikro-orm/postgresql';
import { MikroORM as SqliteOrm } from '@mikro-orm/sqlite';
import { type Application, type DataSourceSettings, getApplicationToken, ModelsModule } from '@loopnest/models';
import type { INestApplication } from '@nestjs/common';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Customer, customerModel, onDb } from './customers.js';
import { ask, useHosts } from './hosts.js';

async function ormOn({ connector, url }: DataSourceSettings): Promise<MikroORM> {
  const options = { entities: [], discovery: { warnWhenNoEntities: false } };
  if (connector === 'postgresql') return PostgresOrm.init({ ...options, clientUrl: String(url) });
  return SqliteOrm.init({ ...options, dbName: String(url).replace('sqlite:', '') });
}

async function openConnections(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      'SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    return rows[0].open;
  } finally {
    await client.end();
  }
}

describe.each(testDatabases())('the life of an application on $name', (database) => {
  const hosts = useHosts(database);
  const modules = (db: unknown) => ({
    imports: [ModelsModule.forRoot({ models: [customerModel], modelConfig: onDb('Customer'), dataSources: { db } })],
  });
  const applicationOf = (host: INestApplication) => host.get<Application>(getApplicationToken());

  it('closes its connections with the host', async () => {
    const db = await hosts.dataSource();
    const host = await hosts.start(modules(db));
    const { dataSources } = applicationOf(host);
    await ask(host).get('/api/Customers').expect(200);
    expect(dataSources['db']?.connected).toBe(true);
    await host.close();
    expect(dataSources['db']?.connected).toBe(false);
    if (database.name === 'postgresql') await expect.poll(() => openConnections(String(db.url))).toBe(0);
  });

  it('closes them where the start fails', async () => {
    const db = await hosts.dataSource();
    const { imports } = modules(db);
    await expect(hosts.start({ imports: [...imports, ModelsModule.forFeature(['Nobody'])] })).rejects.toThrow(
      'unknown model',
    );
    if (database.name === 'postgresql') await expect.poll(() => openConnections(String(db.url))).toBe(0);
  });

  it('ends change streams, which would keep the server open', async () => {
    const host = await hosts.start(modules(await hosts.dataSource()));
    await host.listen(0, '127.0.0.1');
    const response = await fetch(`${await host.getUrl()}/api/Customers/change-stream`, {
      headers: { accept: 'text/event-stream' },
    });
    const events = response.text();
    await ask(host).post('/api/Customers').send({ name: 'Ada' }).expect(200);
    await host.close();
    expect(await events).toContain('"type":"create"');
  });

  it('stands on a MikroORM instance of the host, which stays open', async () => {
    const settings = await hosts.dataSource();
    const orm = await ormOn(settings);
    onTestFinished(() => orm.close(true));
    const host = await hosts.start(modules({ connector: settings.connector, orm }));
    await ask(host).post('/api/Customers').send({ name: 'Ada' }).expect(200);
    await host.close();
    expect(await orm.isConnected()).toBe(true);
    expect(await orm.em.getConnection().execute('SELECT name FROM customer')).toEqual([{ name: 'Ada' }]);
  });

  it('shows MikroORM the rows that REST makes, and the reverse', async () => {
    const host = await hosts.start(modules(await hosts.dataSource()));
    await ask(host).post('/api/Customers').send({ name: 'Ada', born: '1815-12-10' }).expect(200);
    const { dataSources } = applicationOf(host);
    const db = dataSources['db']!;
    const em = db.em.fork();
    const [ada] = await em.find<Customer>(db.entity('Customer'), { name: 'Ada' });
    expect(ada).toMatchObject({ id: 1, name: 'Ada', vip: false, born: new Date('1815-12-10') });
    ada!.vip = true;
    em.create<Customer>(db.entity('Customer'), {
      name: 'Bob',
      vip: false,
      born: new Date(0),
      password: 'secret',
    } as Customer);
    await em.flush();
    expect((await ask(host).get('/api/Customers').expect(200)).body).toEqual([
      { id: 1, name: 'Ada', vip: true, born: '1815-12-10T00:00:00.000Z' },
      { id: 2, name: 'Bob', vip: false, born: '1970-01-01T00:00:00.000Z' },
    ]);
  });

  it('has several data sources', async () => {
    const db = await hosts.dataSource();
    const note = { name: 'Note', properties: { text: 'string' } };
    const host = await hosts.start({
      imports: [
        ModelsModule.forRoot({
          models: [customerModel, note],
          modelConfig: { ...onDb('Customer'), Note: { dataSource: 'notes' } },
          dataSources: { db, notes: { connector: 'memory' } },
        }),
      ],
    });
    await ask(host).post('/api/Notes').send({ text: 'x' }).expect(200);
    await ask(host).post('/api/Customers').send({ name: 'Ada' }).expect(200);
    const { models } = applicationOf(host);
    expect([models['Note']?.dataSource?.name, models['Customer']?.dataSource?.name]).toEqual(['notes', 'db']);
  });
});

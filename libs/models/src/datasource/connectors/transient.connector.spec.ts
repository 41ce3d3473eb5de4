import { afterEach, describe, expect, it } from 'vitest';
import { ModelRegistry } from '../../model/model-registry.js';
import type { PersistedModel } from '../../model/persisted-model.js';
import { DataSource } from '../data-source.js';
import { ConnectorRegistry } from './connector.registry.js';

describe('a transient data source', () => {
  const log: string[] = [];
  const dataSource = new DataSource(
    'transient',
    { connector: 'loopback-connector-transient' },
    { connectors: new ConnectorRegistry(), directory: '.', logger: { log: (text) => log.push(text) } },
  );
  const registry = new ModelRegistry();
  const Message = registry.createModel('Message', {
    text: { type: 'string', required: true },
  }) as typeof PersistedModel;
  Message.attachTo(dataSource);
  afterEach(() => dataSource.disconnect());

  it('connects without a database, and has no tables', async () => {
    await dataSource.connect();
    await dataSource.ping();
    expect(dataSource.connected).toBe(true);
    expect(await dataSource.autoupdate()).toMatchObject({ createdTables: [] });
    expect(await dataSource.automigrate('Message')).toMatchObject({ createdTables: [] });
    expect(await dataSource.isActual()).toBe(true);
    expect(() => dataSource.em).toThrow('The data source "transient" has no database: its connector is "transient".');
    expect(log).toEqual([]);
  });

  it('makes ids, and finds nothing', async () => {
    const made = await Message.create({ text: 'hello' });
    expect(made).toMatchObject({ text: 'hello', id: expect.stringMatching(/^[0-9a-f]{24}$/) as string });
    expect(await Message.find()).toEqual([]);
    expect(await Message.findOne({ where: { text: 'hello' } })).toBeNull();
    expect(await Message.count()).toBe(0);
    expect(await Message.destroyAll()).toEqual({ count: 0 });
    expect(await Message.updateAll({}, { text: 'other' })).toEqual({ count: 0 });
  });

  it('checks what is created', async () => {
    await expect(Message.create({})).rejects.toMatchObject({ statusCode: 422 });
    await expect(Message.create({ id: 'mine', text: 'a' })).rejects.toMatchObject({ statusCode: 422 });
  });

  it('has transactions, which end once', async () => {
    await dataSource.connect();
    const transaction = await dataSource.executor.begin();
    await Message.create({ text: 'a' }, { transaction });
    await transaction.commit();
    await expect(transaction.rollback()).rejects.toThrow('The transaction is not active');
  });
});

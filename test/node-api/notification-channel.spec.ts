import { DataSource, NotificationChannel } from '@loopnest/models';
import { afterEach, describe, expect, it } from 'vitest';
import { type CreatedDatabase, type CreateOptions, testDatabases } from '../support/databases.js';

describe.each(testDatabases())('channels on $name', (database) => {
  let created: CreatedDatabase | undefined;
  const opened: DataSource[] = [];

  afterEach(async () => {
    for (const dataSource of opened.splice(0)) await dataSource.disconnect();
    await created?.drop();
    created = undefined;
  });

  async function connect(storage: CreateOptions['storage'] = 'file'): Promise<DataSource> {
    created ??= await database.create({ storage: storage ?? 'file' });
    const dataSource = new DataSource('db', { connector: database.name, url: created.url });
    opened.push(dataSource);
    await dataSource.connect();
    return dataSource;
  }

  function channelOf(dataSource: DataSource, name = 'prices'): { channel: NotificationChannel; heard: string[] } {
    const heard: string[] = [];
    const channel = new NotificationChannel(dataSource, name, () => heard.push(name));
    channel.open();
    return { channel, heard };
  }

  it('tell this process at once, and again when a transaction is committed', async () => {
    const dataSource = await connect();
    const { channel, heard } = channelOf(dataSource);
    await expect.poll(() => channel.hearsAll).toBe(database.name === 'postgresql');
    heard.length = 0;
    await channel.tell();
    expect(heard.length).toBeGreaterThan(0);
    const transaction = await dataSource.beginTransaction();
    await channel.tell({ transaction });
    heard.length = 0;
    await transaction.commit();
    expect(heard.length).toBeGreaterThan(0);
  });

  it('hear everything where nobody else sees the data', async () => {
    const url = database.name === 'sqlite' ? ':memory:' : undefined;
    const dataSource = new DataSource('db', { connector: 'memory', ...(url === undefined ? {} : { url }) });
    opened.push(dataSource);
    await dataSource.connect();
    expect(channelOf(dataSource).channel.hearsAll).toBe(true);
  });

  it.skipIf(database.name === 'sqlite')(
    'tell all that share the database, each by its name (SQLite cannot)',
    async () => {
      const [one, other] = [channelOf(await connect()), channelOf(await connect())];
      const strange = channelOf(other.channel.dataSource, 'wea"ther');
      for (const { channel } of [one, other, strange]) await expect.poll(() => channel.hearsAll).toBe(true);
      for (const { heard } of [one, other, strange]) heard.length = 0;
      await one.channel.tell();
      await expect.poll(() => other.heard.length).toBe(1);
      expect(strange.heard).toEqual([]);
      await strange.channel.tell();
      await expect.poll(() => strange.heard.length).toBe(2);
      expect(other.heard.length).toBe(1);
    },
  );

  it('end with the connection of their data source, and begin again with it', async () => {
    const dataSource = await connect();
    const { channel } = channelOf(dataSource);
    const listens = database.name === 'postgresql';
    await expect.poll(() => channel.hearsAll).toBe(listens);
    await dataSource.disconnect();
    expect(channel.hearsAll).toBe(false);
    channel.open();
    await dataSource.connect();
    channel.open();
    await expect.poll(() => channel.hearsAll).toBe(listens);
  });
});

import { ConnectorRegistry, createRegistry, DataSource, type DataSourceSettings } from '@loopnest/models';

interface Account {
  id: number;
  owner: string;
  balance: number;
}

interface Entry {
  id: number;
  accountId: number;
  amount: number;
}

/** Section 2 of the programmatic API: data sources, their tables and transactions. */
export async function dataSources(settings: DataSourceSettings): Promise<object> {
  const events: string[] = [];
  const bank = new DataSource('bank', settings);
  bank.on('connected', () => events.push('connected'));
  bank.on('disconnected', () => events.push('disconnected'));

  // Models are defined at once, connected or not. Tables are made when they are asked for.
  const Account = bank.define<Account>('Account', { owner: String, balance: { type: Number, default: 0 } });
  const Entry = bank.createModel<Entry>({ name: 'Entry', properties: { accountId: 'number', amount: 'number' } });
  const Draft = bank.define('Draft', { text: String });
  const before = await bank.isActual();
  await bank.automigrate();
  Account.defineProperty('blocked', { type: Boolean, default: false });
  const changed = await bank.isActual('Account');
  await bank.autoupdate(['Account', 'Entry']);
  const tables = { before, changed, after: await bank.isActual(), unknown: await messageOf(bank.autoupdate('Nobody')) };

  bank.deleteModelByName('Draft');
  const models = {
    names: Object.keys(bank.models),
    found: bank.getModel<Account>('Account') === Account,
    deleted: bank.getModel(Draft.modelName) === undefined,
    attachedTo: Entry.dataSource?.name,
  };
  await bank.ping();
  const self = {
    name: bank.name,
    isKind: bank.connector.name === settings.connector,
    connected: bank.connected,
    isRelational: bank.isRelational(),
  };

  const ada = await Account.create({ owner: 'Ada', balance: 10 });
  const transactions = {
    // By hand, with the option `transaction` of every call …
    rolledBack: await withdraw(50),
    committed: await withdraw(4),
    // … or with models that are bound to it, which ends with the function.
    refused: await messageOf(
      bank.transaction<{ Account: Account }>(async (bound) => {
        await bound.Account.updateAll({ id: ada.id }, { balance: 0 });
        throw new Error('No, thank you');
      }),
    ),
    balance: (await ada.reload())?.balance,
    entries: await Entry.count(),
  };
  await bank.disconnect();

  async function withdraw(amount: number): Promise<string> {
    const seen: string[] = [];
    const transaction = await bank.beginTransaction({ isolationLevel: 'READ COMMITTED', timeout: 10_000 });
    for (const event of ['before commit', 'after commit', 'before rollback', 'after rollback'] as const) {
      transaction.observe(event, (_context, next) => {
        seen.push(event);
        next();
      });
    }
    await Entry.create({ accountId: ada.id, amount: -amount }, { transaction });
    const account = await Account.findById(ada.id, {}, { transaction });
    if (account === null || account.balance < amount) await transaction.rollback();
    else {
      await account.updateAttributes({ balance: account.balance - amount }, { transaction });
      await transaction.commit();
    }
    return seen.join(', ');
  }

  return { events, tables, models, self, transactions, memory: await inMemory(), lazy: await lazily(settings) };
}

/** `memory` needs no migration: tables come, and grow, when they are first needed. */
async function inMemory(): Promise<object> {
  const registry = createRegistry();
  const db = new DataSource('scratch', { connector: new ConnectorRegistry().find('memory') }, registry);
  const Note = db.define('Note', { text: String }, { forceId: false, memory: { collection: 'notes' } });
  const first = await Note.create({ text: 'first' });
  const given = await Note.create({ id: 7, text: 'given' });
  const next = await Note.create({ text: 'next' });
  const taken = await codeOf(Note.create({ id: 7, text: 'taken' }));
  Note.defineProperty('stars', Number);
  await next.updateAttribute('stars', 5);
  const rows = await db.connector.execute('SELECT id, stars FROM notes WHERE stars = $1', [5]);
  await db.disconnect();
  return {
    ids: [first.id, given.id, next.id],
    taken,
    rows: [...rows],
    isInRegistry: registry.getModel('Note') === Note,
    names: [new DataSource('memory').name, new DataSource({ name: 'store', connector: 'sqlite' }).name],
  };
}

/** The same comfort on other databases; on PostgreSQL in a schema of its own, which is made. */
async function lazily(settings: DataSourceSettings): Promise<object> {
  const db = new DataSource('lazy', { ...settings, schema: 'stock', autoMigrate: 'lazy' });
  const Item = createRegistry().createModel('Item', { name: String });
  db.attach(Item);
  const item = await Item.create({ name: 'Tea' });
  await db.disconnect();
  return item.toJSON();
}

function messageOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(String, (error: Error) => error.message);
}

function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(String, (error: { code?: string }) => error.code);
}

'use strict';

const { ConnectorRegistry, createRegistry, DataSource } = require('@loopnest/models');
const inTurn = require('./in-turn.cjs');

/** Section 2 of the programmatic API: data sources, their tables and transactions. */
module.exports = function dataSources(settings, callback) {
  const events = [];
  const bank = new DataSource('bank', settings);
  bank.on('connected', () => events.push('connected'));
  bank.on('disconnected', () => events.push('disconnected'));

  // Models are defined at once, connected or not. Tables are made when they are asked for.
  const Account = bank.define('Account', { owner: String, balance: { type: Number, default: 0 } });
  const Entry = bank.createModel({ name: 'Entry', properties: { accountId: 'number', amount: 'number' } });
  const Draft = bank.define('Draft', { text: String });
  let ada;

  inTurn(
    {
      tables: (done) => migrate(done),
      models: (done) => {
        bank.deleteModelByName('Draft');
        done(null, {
          names: Object.keys(bank.models),
          found: bank.getModel('Account') === Account,
          deleted: bank.getModel(Draft.modelName) === undefined,
          attachedTo: Entry.dataSource.name,
        });
      },
      self: (done) =>
        bank.ping((error) =>
          done(error, {
            name: bank.name,
            isKind: bank.connector.name === settings.connector,
            connected: bank.connected,
            isRelational: bank.isRelational(),
          }),
        ),
      transactions: (done) =>
        Account.create({ owner: 'Ada', balance: 10 }, (error, created) => {
          if (error) return done(error);
          ada = created;
          inTurn(
            {
              // By hand, with the option `transaction` of every call …
              rolledBack: (next) => withdraw(50, next),
              committed: (next) => withdraw(4, next),
              // … or with models that are bound to it, which ends with the function.
              refused: (next) =>
                bank.transaction(
                  (bound, end) =>
                    bound.Account.updateAll({ id: ada.id }, { balance: 0 }, () => end(new Error('No, thank you'))),
                  {},
                  messageTo(next),
                ),
              balance: (next) => ada.reload((failure, account) => next(failure, account.balance)),
              entries: (next) => Entry.count(next),
            },
            done,
          );
        }),
      disconnected: (done) => bank.disconnect(done),
      memory: inMemory,
      lazy: (done) => lazily(settings, done),
    },
    (error, { disconnected: _disconnected, ...results }) => callback(error, { events, ...results }),
  );

  function migrate(done) {
    inTurn(
      {
        before: (next) => bank.isActual(next),
        migrated: (next) => bank.automigrate(next),
        changed: (next) => {
          Account.defineProperty('blocked', { type: Boolean, default: false });
          bank.isActual('Account', next);
        },
        updated: (next) => bank.autoupdate(['Account', 'Entry'], next),
        after: (next) => bank.isActual(next),
        unknown: (next) => bank.autoupdate('Nobody', messageTo(next)),
      },
      (error, { before, changed, after, unknown }) => done(error, { before, changed, after, unknown }),
    );
  }

  function withdraw(amount, done) {
    const seen = [];
    bank.beginTransaction({ isolationLevel: 'READ COMMITTED', timeout: 10_000 }, (error, transaction) => {
      if (error) return done(error);
      for (const event of ['before commit', 'after commit', 'before rollback', 'after rollback']) {
        transaction.observe(event, (_context, next) => {
          seen.push(event);
          next();
        });
      }
      const end = (failure) => done(failure, seen.join(', '));
      inTurn(
        {
          entry: (next) => Entry.create({ accountId: ada.id, amount: -amount }, { transaction }, next),
          account: (next) => Account.findById(ada.id, {}, { transaction }, next),
        },
        (failure, { account }) => {
          if (failure || account.balance < amount) return transaction.rollback(() => end(failure));
          account.updateAttributes({ balance: account.balance - amount }, { transaction }, (refusal) =>
            refusal ? transaction.rollback(() => end(refusal)) : transaction.commit(end),
          );
        },
      );
    });
  }
};

/** `memory` needs no migration: tables come, and grow, when they are first needed. */
function inMemory(callback) {
  const registry = createRegistry();
  const db = new DataSource('scratch', { connector: new ConnectorRegistry().find('memory') }, registry);
  const Note = db.define('Note', { text: String }, { forceId: false, memory: { collection: 'notes' } });
  inTurn(
    {
      first: (done) => Note.create({ text: 'first' }, done),
      given: (done) => Note.create({ id: 7, text: 'given' }, done),
      next: (done) => Note.create({ text: 'next' }, done),
      taken: (done) => Note.create({ id: 7, text: 'taken' }, (error) => done(null, error.code)),
      grown: (done) => {
        Note.defineProperty('stars', Number);
        Note.findById(8, (error, note) => (error ? done(error) : note.updateAttribute('stars', 5, done)));
      },
      rows: (done) => db.connector.execute('SELECT id, stars FROM notes WHERE stars = $1', [5], done),
      disconnected: (done) => db.disconnect(done),
    },
    (error, { first, given, next, taken, rows }) =>
      callback(error, {
        ids: [first.id, given.id, next.id],
        taken,
        rows,
        isInRegistry: registry.getModel('Note') === Note,
        names: [new DataSource('memory').name, new DataSource({ name: 'store', connector: 'sqlite' }).name],
      }),
  );
}

/** The same comfort on other databases; on PostgreSQL in a schema of its own, which is made. */
function lazily(settings, callback) {
  const db = new DataSource('lazy', { ...settings, schema: 'stock', autoMigrate: 'lazy' });
  const Item = createRegistry().createModel('Item', { name: String });
  db.attach(Item);
  Item.create({ name: 'Tea' }, (error, item) => db.disconnect(() => callback(error, item)));
}

function messageTo(done) {
  return (error) => done(null, error.message);
}

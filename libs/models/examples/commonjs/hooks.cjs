'use strict';

const { DataSource } = require('@loopnest/models');
const inTurn = require('./in-turn.cjs');

/** Section 4 of the programmatic API: observers of what is done with a model. */
module.exports = function hooks(settings, callback) {
  const db = new DataSource('shop', { ...settings, autoMigrate: 'lazy' });
  const Document = db.registry.createModel('Document', { number: String, owner: String });
  const Order = Document.extend('Order', { total: Number, lines: ['Line'] });
  const Line = db.registry.createModel('Line', { id: { type: Number, id: true }, product: String });
  Order.embedsMany(Line, { as: 'lineList', property: 'lines' });
  Order.attachTo(db);
  const log = [];

  // Those of the base go first, then in the order of registration; with a promise, or with `next`.
  Document.observe('before save', (_context, next) => {
    log.push('of the base');
    setImmediate(() => next());
  });
  Order.observe('before save', (context, next) => {
    context.hookState.began = context.isNewInstance ? 'creation' : 'update';
    if (context.instance) context.instance.number ??= 'N1';
    if (context.data) context.data = { ...context.data, number: 'N2' };
    next();
  });
  Order.observe('persist', ({ data, isNewInstance }, next) => {
    log.push(`persist ${data.number} ${isNewInstance}`);
    next();
  });
  Order.observe('loaded', ({ data }, next) => {
    data.total ??= 0;
    next();
  });
  Order.observe('after save', ({ instance, hookState, options }, next) => {
    log.push(`after ${hookState.began} of ${instance?.number} for ${options.user}`);
    next();
  });
  // What is asked for may be narrowed, and what is deleted.
  Order.observe('access', (context, next) => {
    const { user } = context.options;
    if (user) context.query = { ...context.query, where: { and: [context.query.where, { owner: user }] } };
    next();
  });
  Order.observe('before delete', (context, next) => {
    context.where = { and: [context.where, { total: 0 }] };
    next();
  });
  Order.observe('after delete', ({ info }, next) => {
    log.push(`deleted ${info.count}`);
    next();
  });
  for (const event of ['before save', 'after save', 'before delete', 'after delete']) {
    Line.observe(event, ({ instance }, next) => {
      log.push(`${event} of line ${instance.product}`);
      next();
    });
  }
  const refuse = (_context, next) => next(new Error('Not today'));
  let order;

  inTurn(
    {
      created: (done) =>
        Order.create({ owner: 'Ada', total: 12 }, { user: 'Ada' }, (error, created) => {
          order = created;
          done(error);
        }),
      updated: (done) => order.updateAttributes({ total: 15 }, { user: 'Ada' }, done),
      all: (done) => Order.updateAll({ owner: 'Ada' }, { total: 20 }, done),
      other: (done) => Order.create({ owner: 'Bob', number: 'B1' }, done),
      ofBob: (done) => Order.find({}, { user: 'Bob' }, done),
      line: (done) =>
        order.lineList.create({ product: 'Tea' }, (error, line) =>
          error ? done(error) : order.lineList.destroy(line.id, done),
        ),
      refused: (done) => {
        Order.observe('before save', refuse);
        Order.create({ owner: 'Cy' }, (error) => done(null, error.message));
      },
      silent: (done) => {
        Order.removeObserver('before save', refuse);
        Order.clearObservers('persist');
        Order.create({ owner: 'Di', total: 0 }, { notify: false }, done);
      },
      notified: (done) => Order.notifyObserversOf('loaded', { data: { total: null } }, done),
      removed: (done) => Order.destroyAll(done),
      left: (done) => Order.count(done),
      disconnected: (done) => db.disconnect(done),
    },
    (error, { ofBob, refused, silent, notified, removed, left }) =>
      callback(error, { log, ofBob, refused, silent, notified, removed, left }),
  );
};

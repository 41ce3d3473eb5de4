'use strict';

const { createRegistry, DataSource } = require('@loopnest/models');
const inTurn = require('./in-turn.cjs');

/** Section 6 of the programmatic API: relations, scopes and includes. */
module.exports = function relations(settings, callback) {
  const registry = createRegistry();
  const db = new DataSource('shop', { ...settings, autoMigrate: 'lazy' }, registry);

  // Declared in the definition, also before the other side is there …
  const Customer = db.createModel({
    name: 'Customer',
    properties: { name: 'string', isVip: { type: 'boolean', default: false } },
    scopes: { vip: { where: { isVip: true } }, early: { where: { id: { lt: 2 } } } },
    relations: {
      profile: { type: 'hasOne', model: 'Profile' },
      address: { type: 'embedsOne', model: 'Address' },
      phones: { type: 'embedsMany', model: 'Phone' },
      favourites: { type: 'referencesMany', model: 'Tag' },
      pictures: { type: 'hasMany', model: 'Picture', polymorphic: 'imageable' },
    },
  });
  // What is only embedded has no table.
  const values = new DataSource('values', { connector: 'transient' }, registry);
  values.define('Address', { city: String }, { base: 'Model', idInjection: false });
  values.define('Phone', { id: { type: Number, id: true }, number: String }, { base: 'Model' });
  db.define('Profile', { about: String });
  const Picture = db.define('Picture', { url: String });
  Picture.belongsTo('imageable', { polymorphic: true });

  // … or in code.
  const Order = db.define('Order', { text: String, amount: Number, isOpen: { type: Boolean, default: true } });
  const Tag = db.define('Tag', { name: String });
  const Product = db.define('Product', { name: String });
  const Line = db.define('Line', { count: Number });
  Order.scope('open', { where: { isOpen: true } });
  Order.belongsTo(Customer, { as: 'customer', foreignKey: 'customerId' });
  Order.hasAndBelongsToMany(Tag, { as: 'tags' });
  Order.hasMany(Product, { as: 'products', through: Line });
  Line.belongsTo(Order, { as: 'order' });
  Line.belongsTo(Product, { as: 'product' });
  Customer.hasMany(Order, {
    as: 'orders',
    foreignKey: 'customerId',
    scopeMethods: {
      total(done) {
        this.modelInstance.orders.find(give(done, (orders) => orders.reduce((sum, { amount }) => sum + amount, 0)));
      },
    },
  });

  Customer.create(
    [
      { name: 'Ada', isVip: true },
      { name: 'Bob', isVip: true },
    ],
    (error, [ada, bob] = []) => {
      if (error) return callback(error);
      inTurn(
        {
          toMany: (done) => useToMany(ada, done),
          toOne: (done) => useToOne(ada, bob, Order, done),
          linked: (done) => useLinks(ada, Order, Tag, Product, done),
          embedded: (done) => useEmbedded(ada, Customer, done),
          picture: (done) => ada.pictures.create({ url: 'ada.png' }, done),
          scopes: (done) => useScopes(ada, Customer, done),
          described: (done) => done(null, describe(Order)),
          includes: (done) => include(bob, Customer, Order, done),
          disconnected: (done) => db.disconnect(done),
        },
        (failure, { toMany, toOne, linked, embedded, scopes, described, includes }) =>
          callback(failure, { toMany, toOne, linked, embedded, scopes, described, includes }),
      );
    },
  );
};

function useToMany({ orders, id }, callback) {
  const built = orders.build({ text: 'rum', amount: 9, isOpen: false });
  const drinks = [
    { text: 'ice', amount: 1 },
    { text: 'gin', amount: 7 },
  ];
  let first;
  let before;
  inTurn(
    {
      first: (done) => orders.create({ text: 'tea', amount: 4 }, (error, order) => done(error, (first = order))),
      built: (done) => built.save(done),
      more: (done) => orders.create(drinks, done),
      ice: (done) =>
        orders.findOne({ where: { text: 'ice' } }, (error, ice) =>
          error ? done(error) : orders.destroy(ice.id, done),
        ),
      loaded: (done) => {
        before = orders();
        orders(done);
      },
      filtered: (done) =>
        orders(
          { where: { amount: { gt: 5 } }, order: 'amount' },
          give(done, (found) => found.map(({ text }) => text)),
        ),
      fresh: (done) =>
        orders(
          {},
          true,
          give(done, (found) => found.length),
        ),
      findById: (done) =>
        orders.findById(
          first.id,
          give(done, ({ text }) => text),
        ),
      exists: (done) => orders.exists(first.id, done),
      updateById: (done) =>
        orders.updateById(
          first.id,
          { amount: 5 },
          give(done, ({ amount }) => amount),
        ),
      count: (done) => orders.count({ isOpen: true }, done),
      destroyAll: (done) => orders.destroyAll({ text: 'gin' }, done),
    },
    (error, { built: _built, more: _more, ice: _ice, loaded, first: _first, ...results }) =>
      callback(error, {
        keys: [first.customerId === id, built.customerId === id],
        before,
        cached: loaded.length,
        ...results,
      }),
  );
}

function useToOne(ada, bob, Order, callback) {
  let before;
  inTurn(
    {
      profile: (done) => ada.profile.create({ about: 'Numbers' }, done),
      changed: (done) => ada.profile.update({ about: 'Numbers and notes' }, done),
      stored: (done) => ada.profile(true, done),
      order: (done) => Order.findOne({ where: { text: 'tea' } }, done),
    },
    (error, { profile, changed, stored, order }) => {
      if (error) return callback(error);
      before = order.customer();
      inTurn(
        {
          customer: (done) => order.customer(give(done, ({ name }) => name)),
          saved: (done) => {
            order.customer(bob);
            order.save(done);
          },
          ofBob: (done) => order.reload(give(done, ({ customerId }) => customerId === bob.id)),
          back: (done) => order.updateAttribute('customerId', ada.id, done),
        },
        (failure, { customer, ofBob }) =>
          callback(failure, { profile: [profile === changed, stored.about], before, customer, ofBob }),
      );
    },
  );
}

function useLinks(ada, Order, Tag, Product, callback) {
  inTurn(
    {
      order: (done) => Order.findOne({ where: { text: 'rum' } }, done),
      tags: (done) => Tag.create([{ name: 'hot' }, { name: 'cold' }], done),
      jug: (done) => Product.create({ name: 'jug' }, done),
    },
    (error, { order, tags: [hot, cold] = [], jug }) => {
      if (error) return callback(error);
      inTurn(
        {
          hot: (done) => order.tags.add(hot, done),
          cold: (done) => order.tags.add(cold.id, done),
          removed: (done) => order.tags.remove(cold, done),
          made: (done) => order.tags.create({ name: 'new' }, done),
          line: (done) => order.products.add(jug, { count: 3 }, done),
          favourite: (done) => ada.favourites.add(hot, done),
          own: (done) => ada.favourites.create({ name: 'own' }, done),
          tags: (done) => order.tags.find({ order: 'name' }, give(done, namesOf)),
          hasHot: (done) => order.tags.exists(hot, done),
          hasCold: (done) => order.tags.exists(cold, done),
          products: (done) => order.products.count(done),
          favourites: (done) => ada.favourites.find({ order: 'name' }, give(done, namesOf)),
        },
        (failure, { tags, hasHot, hasCold, line, products, favourites }) =>
          callback(failure, { tags, linked: [hasHot, hasCold], line: [line.count, products], favourites }),
      );
    },
  );
}

function useEmbedded(ada, Customer, callback) {
  let phone;
  inTurn(
    {
      address: (done) => ada.address.create({ city: 'London' }, done),
      moved: (done) => ada.address.update({ city: 'Paris' }, done),
      first: (done) => ada.phones.create({ number: '1' }, (error, created) => done(error, (phone = created))),
      second: (done) => ada.phones.create({ number: '2' }, done),
      updated: (done) => ada.phones.updateById(phone.id, { number: '11' }, done),
      saved: (done) => {
        // Without a callback, in memory and at once.
        ada.phones.set(phone.id, { number: '111' });
        ada.phones.build({ number: '3' });
        ada.save(done);
      },
      stored: (done) => Customer.findById(ada.id, done),
      destroyed: (done) => ada.address.destroy(done),
    },
    (error, { stored }) => {
      if (error) return callback(error);
      callback(null, {
        address: stored.address.value(),
        phones: stored.phones.value().map(({ number }) => number),
        at: stored.phones.at(0).number,
        got: stored.phones.get(phone.id).number,
        unset: [ada.phones.unset(phone.id), ada.phones.exists(phone.id)],
        gone: ada.address.value(),
      });
    },
  );
}

function useScopes(ada, Customer, callback) {
  inTurn(
    {
      vip: (done) => Customer.vip({ order: 'name' }, give(done, namesOf)),
      early: (done) => Customer.vip.early.count(done),
      open: (done) => ada.orders.open.count(done),
      made: (done) =>
        Customer.vip.create(
          { name: 'Cy' },
          give(done, ({ isVip }) => isVip),
        ),
      methods: (done) => ada.orders.total(done),
    },
    (error, { vip, early, open, made, methods }) => callback(error, { vip, chained: [early, open], made, methods }),
  );
}

function describe(Model) {
  return Object.fromEntries(
    Object.values(Model.relations).map(
      ({ name, type, keyFrom, keyTo, multiple, modelTo, modelThrough, keyThrough }) => [
        name,
        [type, keyFrom, keyTo, multiple, modelTo?.modelName, modelThrough?.modelName, keyThrough],
      ],
    ),
  );
}

/** Names, lists, objects, and with filters of their own; the options of the call reach the hooks of what is included. */
function include(bob, Customer, Order, callback) {
  const users = [];
  Order.observe('access', ({ options }, next) => {
    users.push(options.user);
    next();
  });
  const orders = {
    order: 'amount DESC',
    limit: 1,
    fields: ['id', 'text', 'customerId'],
    include: ['tags', 'products'],
  };
  inTurn(
    {
      included: (done) =>
        Customer.findOne(
          {
            where: { name: 'Ada' },
            include: ['profile', { pictures: 'imageable' }, { relation: 'orders', scope: orders }, 'favourites'],
          },
          { user: 'Ada' },
          done,
        ),
      later: (done) => Customer.include([bob], 'orders', done),
    },
    (error, { included }) => {
      if (error) return callback(error);
      callback(null, {
        shown: included.toJSON(),
        called: included.orders().map(({ text }) => text),
        cached: Object.keys(included.__cachedRelations).toSorted(),
        later: bob.toJSON().orders,
        user: users[0],
      });
    },
  );
}

function namesOf(instances) {
  return instances.map(({ name }) => name);
}

/** A callback that gives something of a result. */
function give(done, what) {
  return (error, result) => (error ? done(error) : done(null, what(result)));
}

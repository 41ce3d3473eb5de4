'use strict';

const { createApplication, createHandler, createRegistry } = require('@loopnest/models');
const express = require('express');
const { createServer } = require('node:http');
const inTurn = require('./in-turn.cjs');

/** Section 7 of the programmatic API: registries, remote methods, the application, and the API on Express. */
module.exports = function registryAndApplication(settings, callback) {
  inTurn(
    {
      registry: (done) => useRegistry(settings, done),
      application: (done) => useApplication(settings, done),
    },
    callback,
  );
};

/** The models of one application; registries do not see each other. */
function useRegistry(settings, callback) {
  const registry = createRegistry();
  const Shelf = registry.createModel('Shelf', { code: String });
  const Box = registry.createModel({ name: 'Box', base: 'Shelf', properties: { size: 'number' } });
  registry.mixins.define('Marked', (Model, { by }) => {
    Model.defineProperty('mark', { type: String, default: by });
  });
  const db = registry.createDataSource('store', { ...settings, autoMigrate: 'lazy' });
  inTurn(
    {
      withoutDataSource: (done) => Box.find((error) => done(null, error.message)),
      shelf: (done) => {
        registry.configureModel(Shelf, {
          dataSource: db,
          relations: { boxes: { type: 'hasMany', model: 'Box' } },
          options: { strict: 'filter' },
          mixins: { Marked: { by: 'store' } },
        });
        registry.configureModel(Box, { dataSource: db });
        Shelf.create({ code: 'a', unknown: true }, done);
      },
      disconnected: (done) => db.disconnect(done),
    },
    (error, { withoutDataSource, shelf }) => {
      if (error) return callback(error);
      let unknown;
      try {
        registry.getModel('Nobody');
      } catch (failure) {
        unknown = failure.message;
      }
      callback(null, {
        bases: [registry.PersistedModel.base === registry.Model, Shelf.base === registry.PersistedModel],
        loose: new Box({ size: '5' }).toJSON(),
        withoutDataSource,
        shelf,
        relations: Object.keys(Shelf.relations),
        config: Shelf.config.options,
        found: [
          registry.findModel('Box') === Box,
          registry.findModel('Nobody'),
          registry.getModelByType('Shelf') === Box,
        ],
        unknown,
        isAlone: createRegistry().findModel('Shelf') === undefined,
      });
    },
  );
}

function useApplication(settings, callback) {
  const app = createApplication({ config: { remoting: { rest: { handleUnknownPaths: false } } }, logger: silent });
  const events = [];
  app.on('modelRemoted', ({ name }) => events.push(`${name} is served`));
  app.on('remoteMethodAdded', ({ name }) => events.push(`method of ${name}`));
  app.on('remoteMethodDisabled', (_Model, method) => events.push(`${method} is off`));
  app.on('modelDeleted', ({ modelName }) => events.push(`${modelName} is gone`));
  app.dataSource('store', { ...settings, autoMigrate: 'lazy' });
  app.set('currency', 'EUR');

  const Product = app.registry.createModel({
    name: 'garden-product',
    plural: 'products',
    properties: { name: { type: 'string', required: true }, price: 'number' },
    relations: { parts: { type: 'hasMany', model: 'Part' } },
    scopes: { cheap: { where: { price: { lt: 5 } } } },
  });
  let added;
  Product.getApp((_error, application) => (added = application));
  app.model(Product, { dataSource: 'store' });
  const Part = app.registry.createModel('Part', { name: String });
  app.model(Part, { dataSource: 'store', public: false });
  const Draft = app.registry.createModel('Draft');
  app.model(Draft, { dataSource: 'store' });
  app.deleteModelByName('Draft');

  addRemoteMethods(Product);
  const hooked = [];
  Product.beforeRemote('create', (context, _unused, next) => {
    hooked.push(`before ${context.methodString}`);
    next();
  });
  Product.afterRemote('*', (context, _result, next) => {
    hooked.push(`after ${context.method.name}`);
    context.res.setHeader('X-Currency', app.get('currency'));
    next();
  });
  Product.afterRemoteError('**', (context, next) => {
    hooked.push(`failed: ${context.error.name}`);
    next();
  });
  app.remotes().before('*.find', ({ methodString }, next) => {
    hooked.push(`any ${methodString}`);
    next();
  });

  serve(app, (error, served) => {
    if (error) return callback(error);
    const { models } = app;
    const results = {
      models: [
        models().map(({ modelName }) => modelName),
        models['garden-product'] === models.GardenProduct && models.gardenProduct === models.GardenProduct,
      ],
      dataSources: [Object.keys(app.dataSources), app.dataSources.store === Product.dataSource],
      isAdded: added === app && Product.app === app,
      methods: methodsOf(Product),
      offered: app.remotes().methods().length === app.remoteMethods(Product).length,
      served,
      hooked,
      events,
    };
    app.dataSources.store.disconnect((failure) => callback(failure, results));
  });
}

/** Methods of the class and of its instances; other methods can be switched off. */
function addRemoteMethods(Product) {
  Product.cheapest = (max, done) => Product.findOne({ where: { price: { lte: max } }, order: 'price' }, done);
  Product.remoteMethod('cheapest', {
    accepts: { arg: 'max', type: 'number', required: true },
    returns: { arg: 'product', type: 'garden-product', root: true },
    http: { verb: 'get', path: '/cheapest' },
  });
  Product.prototype.label = function (done) {
    process.nextTick(done, null, `${this.name}: ${this.price}`);
  };
  Product.remoteMethod('prototype.label', { returns: { arg: 'label', type: 'string' }, http: { verb: 'get' } });
  Product.disableRemoteMethodByName('deleteById');
  Product.disableRemoteMethodByName('prototype.__delete__parts');
}

function methodsOf(Product) {
  const names = ['find', 'cheapest', 'prototype.label', 'deleteById', 'prototype.__get__parts', '__get__cheap'];
  return names.map((name) => {
    const method = Product.sharedClass.findMethodByName(name);
    return [method.name, method.isStatic, method.getEndpoints()[0], method.accessType];
  });
}

/** The API in an Express application that has routes of its own. */
function serve(app, callback) {
  const legacy = express();
  legacy.get('/hello', (_req, res) => res.send('hello'));
  legacy.use('/api', createHandler(app));
  legacy.use((_req, res) => res.status(404).json('nobody'));
  const server = createServer(legacy);
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    const ask = (path, body) => async (done) => {
      const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
      const response = await fetch(`http://127.0.0.1:${port}${path}`, body === undefined ? {} : post);
      const text = await response.text();
      done(null, [response.status, response.headers.get('X-Currency'), text.startsWith('{"error') ? 'error' : text]);
    };
    inTurn(
      [
        ask('/hello'),
        ask('/api/products', { name: 'Spade', price: 7 }),
        ask('/api/products', { price: 3 }),
        ask('/api/products'),
        ask('/api/products/cheapest?max=10'),
        ask('/api/products/1/label'),
        ask('/api/products/cheap'),
        ask('/api/nothing'),
      ],
      (error, answers) => server.close(() => callback(error, Object.values(answers))),
    );
  });
}

const silent = { log() {}, warn() {}, error() {} };

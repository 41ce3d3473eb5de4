import {
  type Application,
  createApplication,
  createHandler,
  createRegistry,
  type DataSourceSettings,
  type DefinedModel,
  type ModelClass,
  type SharedClass,
} from '@loopnest/models';
import express from 'express';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Product {
  id: number;
  name: string;
  price: number;
}

type ProductClass = DefinedModel<Product> & { cheapest(max: number): Promise<Product | null> };

/** Section 7 of the programmatic API: registries, remote methods, the application, and the API on Express. */
export async function registryAndApplication(settings: DataSourceSettings): Promise<object> {
  return { registry: await useRegistry(settings), application: await useApplication(settings) };
}

/** The models of one application; registries do not see each other. */
async function useRegistry(settings: DataSourceSettings): Promise<object> {
  const registry = createRegistry();
  const Shelf = registry.createModel('Shelf', { code: String });
  const Box = registry.createModel({ name: 'Box', base: 'Shelf', properties: { size: 'number' } });
  registry.mixins.define('Marked', (model: ModelClass, { by }: { by: string }) => {
    model.defineProperty('mark', { type: String, default: by });
  });
  const withoutDataSource = await Box.find().catch((error: Error) => error.message);
  const db = registry.createDataSource('store', { ...settings, autoMigrate: 'lazy' });
  registry.configureModel(Shelf, {
    dataSource: db,
    relations: { boxes: { type: 'hasMany', model: 'Box' } },
    options: { strict: 'filter' },
    mixins: { Marked: { by: 'store' } },
  });
  registry.configureModel(Box, { dataSource: db });
  const shelf = await Shelf.create({ code: 'a', unknown: true });
  await db.disconnect();
  let unknown: unknown;
  try {
    registry.getModel('Nobody');
  } catch (error) {
    unknown = (error as Error).message;
  }
  return {
    bases: [registry.PersistedModel.base === registry.Model, Shelf.base === registry.PersistedModel],
    loose: new Box({ size: '5' }).toJSON(),
    withoutDataSource,
    shelf,
    relations: Object.keys(Shelf.relations),
    config: Shelf.config.options,
    found: [registry.findModel('Box') === Box, registry.findModel('Nobody'), registry.getModelByType('Shelf') === Box],
    unknown,
    isAlone: createRegistry().findModel('Shelf') === undefined,
  };
}

async function useApplication(settings: DataSourceSettings): Promise<object> {
  const app = createApplication({ config: { remoting: { rest: { handleUnknownPaths: false } } }, logger: silent });
  const events: string[] = [];
  app.on('modelRemoted', ({ name }: SharedClass) => events.push(`${name} is served`));
  app.on('remoteMethodAdded', ({ name }: SharedClass) => events.push(`method of ${name}`));
  app.on('remoteMethodDisabled', (_model: SharedClass, method: string) => events.push(`${method} is off`));
  app.on('modelDeleted', ({ modelName }: DefinedModel) => events.push(`${modelName} is gone`));
  app.dataSource('store', { ...settings, autoMigrate: 'lazy' });
  app.set('currency', 'EUR');

  const Product = app.registry.createModel<Product>({
    name: 'garden-product',
    plural: 'products',
    properties: { name: { type: 'string', required: true }, price: 'number' },
    relations: { parts: { type: 'hasMany', model: 'Part' } },
    scopes: { cheap: { where: { price: { lt: 5 } } } },
  }) as ProductClass;
  const whenAdded = Product.getApp();
  app.model(Product, { dataSource: 'store' });
  const Part = app.registry.createModel('Part', { name: String });
  app.model(Part, { dataSource: 'store', public: false });
  const Draft = app.registry.createModel('Draft');
  app.model(Draft, { dataSource: 'store' });
  app.deleteModelByName('Draft');

  addRemoteMethods(Product);
  const hooked: string[] = [];
  Product.beforeRemote('create', (context, _unused, next) => {
    hooked.push(`before ${context.methodString}`);
    next();
  });
  Product.afterRemote('*', async (context) => {
    hooked.push(`after ${context.method.name}`);
    context.res.setHeader('X-Currency', String(app.get('currency')));
  });
  Product.afterRemoteError('**', async (context) => void hooked.push(`failed: ${(context.error as Error).name}`));
  app.remotes().before('*.find', async ({ methodString }) => void hooked.push(`any ${methodString}`));

  const served = await serve(app);
  const added = await whenAdded;
  await app.close();
  const { models } = app;
  return {
    models: [
      models().map(({ modelName }) => modelName),
      models['garden-product'] === models['GardenProduct'] && models['gardenProduct'] === models['GardenProduct'],
    ],
    dataSources: [Object.keys(app.dataSources), app.dataSources['store'] === Product.dataSource],
    isAdded: added === app && Product.app === app,
    methods: methodsOf(Product),
    offered: app.remotes().methods().length === app.remoteMethods(Product).length,
    served,
    hooked,
    events,
  };
}

/** Methods of the class and of its instances; other methods can be switched off. */
function addRemoteMethods(Product: ProductClass): void {
  Product.cheapest = (max) => Product.findOne({ where: { price: { lte: max } }, order: 'price' });
  Product.remoteMethod('cheapest', {
    accepts: { arg: 'max', type: 'number', required: true },
    returns: { arg: 'product', type: 'garden-product', root: true },
    http: { verb: 'get', path: '/cheapest' },
  });
  Object.assign(Product.prototype, {
    async label(this: Product) {
      return `${this.name}: ${this.price}`;
    },
  });
  Product.remoteMethod('prototype.label', { returns: { arg: 'label', type: 'string' }, http: { verb: 'get' } });
  Product.disableRemoteMethodByName('deleteById');
  Product.disableRemoteMethodByName('prototype.__delete__parts');
}

function methodsOf(Product: ProductClass): unknown[] {
  const names = ['find', 'cheapest', 'prototype.label', 'deleteById', 'prototype.__get__parts', '__get__cheap'];
  return names.map((name) => {
    const method = Product.sharedClass?.findMethodByName(name);
    return [method?.name, method?.isStatic, method?.getEndpoints()[0], method?.accessType];
  });
}

/** The API in an Express application that has routes of its own. */
async function serve(app: Application): Promise<unknown[]> {
  const legacy = express();
  legacy.get('/hello', (_req, res) => void res.send('hello'));
  legacy.use('/api', createHandler(app));
  legacy.use((_req, res) => void res.status(404).json('nobody'));
  const server = createServer(legacy);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string, body?: object) => {
    const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`http://127.0.0.1:${port}${path}`, body === undefined ? {} : post);
    const text = await response.text();
    return [response.status, response.headers.get('X-Currency'), text.startsWith('{"error') ? 'error' : text];
  };
  const answers = [
    await ask('/hello'),
    await ask('/api/products', { name: 'Spade', price: 7 }),
    await ask('/api/products', { price: 3 }),
    await ask('/api/products'),
    await ask('/api/products/cheapest?max=10'),
    await ask('/api/products/1/label'),
    await ask('/api/products/cheap'),
    await ask('/api/nothing'),
  ];
  await new Promise((resolve) => server.close(resolve));
  return answers;
}

const silent = { log: () => undefined, warn: () => undefined, error: () => undefined };

import { type Application, createApplication, createHandler } from '@loopnest/models';
import express, { type Express } from 'express';
import request from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../support/databases.js';

type Functions = Record<string, any>;

describe.each(testDatabases())('createHandler on $name', (database) => {
  let created: CreatedDatabase | undefined;
  let app: Application | undefined;

  async function make(
    config: Record<string, unknown> = {},
    methods: object = {},
  ): Promise<{ app: Application; host: Express }> {
    created = await database.create();
    app = createApplication({
      logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
      dataSources: { db: { connector: database.name, url: created.url } },
      models: [
        {
          name: 'Book',
          properties: { title: { type: 'string', required: true }, secret: 'string' },
          hidden: ['secret'],
          methods,
        },
      ],
      config,
    });
    return { app, host: express() };
  }

  afterEach(async () => {
    await app?.close();
    await created?.drop();
  });

  it('serves models within an application on Express', async () => {
    const { app, host } = await make();
    host.get('/hello', (_req, res) => void res.send('hello'));
    host.use('/api', createHandler(app));
    const client = request(host);
    await client.post('/api/Books').send({ title: 'Emma', secret: 's' }).expect(200, { title: 'Emma', id: 1 });
    await client.get('/api/Books?filter={"where":{"title":"Emma"}}').expect(200, [{ title: 'Emma', id: 1 }]);
    const { body } = await client.post('/api/Books').send({}).expect(422);
    expect(body.error.details.codes).toEqual({ title: ['presence'] });
    await client.get('/hello').expect(200, 'hello');
  });

  it('runs hooks and remote methods, and sees those that come later', async () => {
    const { app, host } = await make();
    const { Book } = app.models as Functions;
    host.use('/api', createHandler(app));
    const client = request(host);
    await client.get('/api/Books/titles').expect(404);
    Book.titles = async () => [app.currentContext?.methodString];
    Book.remoteMethod('titles', { returns: { arg: 'titles', root: true }, http: { verb: 'get' } });
    Book.afterRemote('titles', (context: any, _result: unknown, next: () => void) => {
      context.result = [...context.result, 'hooked'];
      next();
    });
    await client.get('/api/Books/titles').expect(200, ['Book.titles', 'hooked']);
    app.model(app.registry.createModel('Shelf', { name: 'string' }), { dataSource: 'db' });
    await client.post('/api/Shelves').send({ name: 'a' }).expect(200, { name: 'a', id: 1 });
  });

  it('gives unknown paths to the next layer: with a 404, or without an error', async () => {
    for (const [handleUnknownPaths, expected] of [
      [true, 404],
      [false, 418],
    ] as const) {
      const { app, host } = await make({ remoting: { rest: { handleUnknownPaths } } });
      host.use('/api', createHandler(app));
      host.use((_req, res) => void res.sendStatus(418));
      await request(host).get('/api/Nothing').expect(expected);
      await request(host).get('/api/Books/1/nothing').expect(expected);
      await app.close();
      await created?.drop();
    }
  });

  it('starts the application with the first request, and says what keeps it from starting', async () => {
    const { app, host } = await make({}, { cheapest: { http: { verb: 'get' } } });
    host.use('/api', createHandler(app));
    const errors: string[] = [];
    host.use((error: Error, _req: unknown, res: express.Response, _next: unknown) => {
      errors.push(error.message);
      res.sendStatus(503);
    });
    await request(host).get('/api/Books').expect(503);
    expect(errors).toEqual([expect.stringContaining('declares the remote method "cheapest"')]);
    (app.models as Functions)['Book'].cheapest = async () => 'x';
    await request(host).get('/api/Books').expect(200, []);
    expect(app.booting).toBe(false);
  });

  it('offers what scripts ask of an application: methods, classes, hooks of all models', async () => {
    const { app, host } = await make();
    host.use('/api', createHandler(app));
    const { Book } = app.models as Functions;
    const seen: string[] = [];
    app.remotes().before('**', async (context: { methodString: string }) => void seen.push(context.methodString));
    app
      .remotes()
      .afterError(
        'Book.*',
        async (context: { error: { statusCode: number } }) => void seen.push(String(context.error.statusCode)),
      );
    const client = request(host);
    await client.get('/api/Books').expect(200);
    await client.post('/api/Books').send({}).expect(422);
    expect(seen).toEqual(['Book.find', 'Book.create', '422']);
    expect(
      app
        .remotes()
        .classes()
        .map(({ name }) => name),
    ).toEqual(['Book']);
    const white = new Set(['find', 'create']);
    for (const method of Book.sharedClass.methods()) {
      const name = method.isStatic ? method.name : `prototype.${method.name}`;
      if (!white.has(name)) Book.disableRemoteMethodByName(name);
    }
    expect(
      app
        .remotes()
        .methods()
        .map(({ stringName }) => stringName),
    ).toEqual(['Book.find', 'Book.create']);
    expect(Book.sharedClass.methods({ includeDisabled: true }).length).toBeGreaterThan(10);
    expect(Book.sharedClass.findMethodByName('updateOrCreate').name).toBe('patchOrCreate');
    expect(Book.sharedClass.findMethodByName('find').getEndpoints()).toEqual([{ verb: 'get', fullPath: '/Books/' }]);
    expect(Object.keys(app.remoteObjects())).toEqual(['Book']);
    await client.get('/api/Books/count').expect(404);
  });

  it('tells of models and remote methods that come and go', async () => {
    const { app } = await make();
    const told: unknown[] = [];
    const tell =
      (event: string) =>
      (subject: Functions, ...rest: unknown[]) =>
        told.push([event, subject['ctor'] ?? subject, ...rest.filter((each) => each !== undefined)]);
    for (const event of ['modelRemoted', 'remoteMethodAdded', 'remoteMethodDisabled', 'modelDeleted'])
      app.on(event, tell(event));
    const Pen = app.registry.createModel('Pen', {}) as unknown as Functions;
    Pen['on']('remoteMethodAdded', tell('of the model'));
    app.model(Pen as never, { dataSource: 'db' });
    Pen['write'] = async () => undefined;
    Pen['remoteMethod']('write');
    Pen['disableRemoteMethodByName']('write');
    app.deleteModelByName('Pen');
    app.deleteModelByName('Pencil');
    expect(told).toEqual([
      ['modelRemoted', Pen],
      ['remoteMethodAdded', Pen],
      ['of the model', Pen],
      ['remoteMethodDisabled', Pen, 'write'],
      ['modelDeleted', Pen],
      ['modelDeleted', 'Pencil'],
    ]);
  });
});

import { auth, AuthModule, type RoleClass, sentMails, type User, type UserClass } from '@loopnest/auth';
import { serve } from '@loopnest/cli';
import {
  type Application,
  createApplication,
  type CreateApplicationOptions,
  createHandler,
  type DataSourceSettings,
  getApplicationToken,
  getModelToken,
  ModelsModule,
} from '@loopnest/models';
import type { DynamicModule, ModuleMetadata, Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express, { type Express } from 'express';
import { join } from 'node:path';
import request from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ask, useHosts } from '../nest/hosts.js';
import { testDatabases } from '../support/databases.js';
import { listen } from '../support/listening.js';
import { type Block, readBlocks, readPage, readRequests } from '../support/readme.js';
import { makeReadmeDirectory, type ReadmeDirectory } from '../support/readme-directory.js';
import { makeShownRequests } from '../support/shown-requests.js';

const PAGE = readPage('libs/auth/README.md');
const BLOCKS = readBlocks(PAGE);
/** What a fresh application tries, which can install packages. */
const ELSEWHERE = ['install', 'src/jwt.source.ts', 'src/jwt.module.ts'];
const used = new Set(ELSEWHERE);

const ADA = { email: 'ada@choir.test', password: 'ada-secret' };
const BOB = { email: 'bob@home.test', password: 'bob-secret' };
/** Of that password, as LoopBack has stored it. */
const BCRYPT = '$2a$04$W0p7FMdx0/hWBMpYsMBeNeOUgY.mf8BPtfL6BuOcU/gWwyhWYdVfm';
const QUIET = { log() {}, warn() {}, error() {} };
const POST = { connector: 'mail', transport: { type: 'memory' } };

/** The texts of a file that the page shows, in parts where it does. */
function partsOf(title: string): readonly string[] {
  used.add(title);
  const parts = BLOCKS.filter((block) => block.title === title).map(({ text }) => text);
  if (parts.length === 0) throw new Error(`The page shows no ${title}`);
  return parts;
}

function json(title: string): any {
  return JSON.parse(partsOf(title)[0] ?? '');
}

/** Runs the part of a script that the page shows. */
function runScript(title: string, part: number, argument: unknown): void {
  const module = { exports: (..._all: unknown[]): void => undefined };
  // oxlint-disable-next-line typescript/no-implied-eval -- the page is ours
  new Function('module', partsOf(title)[part] ?? '')(module);
  module.exports(argument);
}

it('every block of the page has a title, and so is tried', () => {
  expect(PAGE.match(/^```(?:ts|js|json)$/gm) ?? []).toEqual([]);
});

describe.each(testDatabases())('what the README of @loopnest/auth shows, on $name', (database) => {
  const hosts = useHosts(database);
  const ends: (() => Promise<unknown>)[] = [];
  let directory: ReadmeDirectory;
  let db: DataSourceSettings;

  beforeEach(async () => {
    directory = await makeReadmeDirectory();
    ends.push(() => directory.remove());
    db = await hosts.dataSource();
  });
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });

  /** Writes files of the page, on the database of the test, and loads the last of them. */
  async function load<T>(...titles: readonly string[]): Promise<T> {
    const own = "{ connector: 'sqlite', file: 'notes.sqlite' }";
    const adapt = (text: string) =>
      text.replace(own, JSON.stringify(db)).replace('logger: console', 'logger: { log() {}, warn() {}, error() {} }');
    const files = titles.map((title): Block => ({ title, text: adapt(partsOf(title)[0] ?? '') }));
    await directory.write(files);
    return (await import(join(directory.path, titles.at(-1) ?? ''))) as T;
  }

  async function startNest(
    metadata: ModuleMetadata,
    options: Parameters<typeof ModelsModule.forRoot>[0] = {},
    access: DynamicModule = AuthModule.forRoot({ dataSource: 'db' }),
  ): Promise<NestExpressApplication> {
    const { dataSources, ...rest } = options;
    const models = ModelsModule.forRoot({ dataSources: { db, ...dataSources }, ...rest });
    return hosts.start({ ...metadata, imports: [models, access, ModelsModule.forFeature(['User', 'Role'])] });
  }

  async function startPlain(
    options: Partial<CreateApplicationOptions>,
    setUp: (app: Application) => void = () => undefined,
  ): Promise<{ app: Application; client: TestAgent }> {
    const { dataSources, ...rest } = options;
    const app = createApplication({ dataSources: { db, ...dataSources }, plugins: [auth()], ...rest, logger: QUIET });
    ends.push(() => app.close());
    app.enableAuth({ dataSource: 'db' });
    setUp(app);
    await app.start();
    return { app, client: request(express().use('/api', createHandler(app))) };
  }

  async function signUp(
    client: TestAgent,
    credentials: object,
    path = 'Users',
  ): Promise<{ id: number; token: string }> {
    await client.post(`/api/${path}`).send(credentials).expect(200);
    const { body } = await client.post(`/api/${path}/login`).send(credentials).expect(200);
    return { id: body.userId, token: body.id };
  }

  function expectShown(answered: Awaited<ReturnType<typeof makeShownRequests>>): void {
    for (const each of answered) expect(each).toEqual({ ...each, isAsShown: true });
  }

  it('start', async () => {
    const { AppModule } = await load<{ AppModule: Type }>('src/app.module.ts');
    const host = await hosts.start({ imports: [AppModule] });
    const { url, close } = await listen(host.getHttpAdapter().getInstance() as Express);
    ends.push(close);
    const requests = readRequests(PAGE);
    expect(requests).toHaveLength(5);
    expectShown(await makeShownRequests(requests, url));
  });

  it('start on Express, and "me"', async () => {
    const plain = await load<{ app: Application; server: Express }>('src/server.ts');
    ends.push(() => plain.app.close());
    const { token } = await signUp(request(plain.server), ADA);
    await request(plain.server).get('/api/Users/me').set('Authorization', token).expect(401);
    const { server } = await load<{ server: Express }>('src/server-with-me.ts');
    const me = await request(server).get('/api/Users/me').set('Authorization', token).expect(200);
    expect(me.body).toMatchObject({ email: ADA.email });
  });

  it('users', async () => {
    const member = json('common/models/member.json');
    const { Member, AccessToken } = json('server/model-config.json');
    const { client } = await startPlain({ models: [member], modelConfig: { Member, AccessToken } });
    await client.post('/api/Members').send(ADA).expect(422);
    const ada = await signUp(client, { ...ADA, name: 'Ada' }, 'Members');
    const login = await client
      .post('/api/Members/login')
      .send({ ...ADA, email: 'ADA@choir.test' })
      .expect(200);
    expect(login.body).toMatchObject({ ttl: 86_400, userId: ada.id });
    await client.get('/api/Members').set('Authorization', ada.token).expect(401);
    await client.get('/api/Members/1').set('Authorization', ada.token).expect(200);
  });

  it("users: the table of routes is that of the model's rules", async () => {
    const { client } = await startPlain({});
    const { token } = await signUp(client, ADA);
    const rows = PAGE.slice(PAGE.indexOf('| route '), PAGE.indexOf('Rules of your own open more')).split('\n').slice(2);
    const routes = rows.flatMap((row) => {
      const [, cell = '', , who = ''] = row.split('|').map((text) => text.trim());
      return [...cell.matchAll(/`([A-Z]+) ([^`?]+)/g)].map(([, verb = '', path = '']) => [verb, path, who] as const);
    });
    expect(routes.length).toBeGreaterThan(10);
    for (const [verb, path, who] of routes) {
      const send = (headers: object) =>
        (client as any)
          [verb.toLowerCase()](`/api/Users${path.replace(':id', '1')}`)
          .set(headers)
          .send({});
      const status = (await send({})).body?.error?.code === 'AUTHORIZATION_REQUIRED' ? 'refused' : 'open';
      expect([verb, path, status]).toEqual([verb, path, /everybody(?!; a token)/.test(who) ? 'open' : status]);
      if (/the user|logged in/.test(who)) expect([verb, path, status]).toEqual([verb, path, 'refused']);
    }
    await client.get('/api/Users').set('Authorization', token).expect(401);
  });

  it('logging in and out in code', async () => {
    const { AccountsService } = await load<any>('src/accounts.service.ts');
    const host = await startNest({ providers: [AccountsService] });
    const accounts = host.get(AccountsService);
    const user: User = await accounts.register(ADA.email, ADA.password);
    const token: string = await accounts.logIn(ADA.email, ADA.password);
    await expect(accounts.logIn(ADA.email, 'wrong')).rejects.toMatchObject({ code: 'LOGIN_FAILED', statusCode: 401 });
    for (const each of [token, await accounts.lendTo(user)])
      await ask(host).get('/api/Users/1').set('Authorization', each).expect(200);
    await accounts.logOut(token);
    await ask(host).get('/api/Users/1').set('Authorization', token).expect(401);
  });

  async function expectTokenOptions(client: TestAgent, path: string): Promise<void> {
    const { token } = await signUp(client, { ...ADA, name: 'Ada' }, path);
    await client.get(`/api/${path}/me`).set('X-Ticket', token).expect(200);
    await client.get(`/api/${path}/1`).set('Authorization', token).expect(200);
    await client.get(`/api/${path}/1?access_token=${token}`).expect(401);
  }

  it('options of tokens, in Nest', async () => {
    const { auth: access } = await load<{ auth: DynamicModule }>('src/token-options.ts');
    const host = await startNest({}, {}, access);
    await expectTokenOptions(ask(host) as never, 'Users');
  });

  it('options of tokens, in a LoopBack project', async () => {
    const titles = ['common/models/member.json', 'server/model-config.json', 'server/middleware.json'];
    await directory.write([
      ...titles.map((title) => ({ title, text: partsOf(title)[0] ?? '' })),
      { title: 'server/datasources.json', text: JSON.stringify({ db }) },
      { title: 'server/boot/auth.js', text: "module.exports = (app) => app.enableAuth({ dataSource: 'db' });" },
    ]);
    const server = await serve({ directory: directory.path, port: 0, env: {}, log: () => undefined });
    ends.push(() => server.close());
    await expectTokenOptions(request(server.url) as never, 'Members');
  });

  it('scores of rules', async () => {
    const { app } = await startPlain({ models: [{ name: 'Book' }] });
    const ACL = app.models['ACL'] as any;
    const asked = { model: 'Book', property: 'find', accessType: 'READ', methodNames: ['find'] };
    const rows = [...PAGE.matchAll(/^\| `(DENY|ALLOW) (\S+)(?: (find))?(?: (READ))?` +\| (\d+) +\|$/gm)];
    expect(rows).toHaveLength(8);
    for (const [row, permission, principalId, property, accessType, score] of rows) {
      const rule = { model: 'Book', principalType: 'ROLE', principalId, permission, property, accessType };
      expect([row, ACL.getMatchingScore(rule, asked)]).toEqual([row, Number(score)]);
    }
  });

  const board = {
    name: 'Board',
    acls: ['$everyone', 'colleague', 'editor'].map((principalId, index) => ({
      principalType: 'ROLE',
      principalId,
      permission: index === 0 ? 'DENY' : 'ALLOW',
      ...(index === 1 ? { property: 'count' } : {}),
    })),
  };

  it('roles, by a provider', async () => {
    const { RolesService } = await load<any>('src/roles.service.ts');
    const host = await startNest({ providers: [RolesService] }, { models: [board] });
    const [ada, bob] = [await signUp(ask(host) as never, ADA), await signUp(ask(host) as never, BOB)];
    const may = async (path: string, token: string) => {
      const { status } = await ask(host).get(`/api/Boards${path}`).set('Authorization', token);
      return status === 200;
    };
    expect(await Promise.all([may('/count', ada.token), may('/count', bob.token), may('', ada.token)])).toEqual([
      true,
      false,
      false,
    ]);
    const roles = host.get(RolesService);
    const users = host.get<UserClass>(getModelToken('User'), { strict: false });
    await roles.appoint(await users.findById(bob.id), 'editor');
    expect(await may('', bob.token)).toBe(true);
    expect(await roles.rolesOf(await users.findById(bob.id))).toEqual(expect.arrayContaining(['editor']));
    const role = await host.get<RoleClass>(getModelToken('Role'), { strict: false }).findOne();
    expect(await (role as unknown as { users(): Promise<unknown[]> }).users()).toMatchObject([{ id: bob.id }]);
  });

  it('roles, by a boot script', async () => {
    const { client } = await startPlain({ models: [board] }, (app) => runScript('server/boot/roles.js', 0, app));
    const [ada, bob] = [await signUp(client, ADA), await signUp(client, BOB)];
    await client.get('/api/Boards/count').expect(401);
    await client.get('/api/Boards/count').set('Authorization', ada.token).expect(200);
    await client.get('/api/Boards/count').set('Authorization', bob.token).expect(401);
  });

  it('owners along a path, in strict mode', async () => {
    const { ShopModule } = await load<{ ShopModule: Type }>('common/models/line.json', 'src/shop.module.ts');
    const host = await hosts.start({ imports: [ShopModule] });
    const client = ask(host) as never as TestAgent;
    const [ada, bob] = [await signUp(client, ADA), await signUp(client, BOB)];
    const { Order, Line } = host.get<Application>(getApplicationToken()).models as any;
    for (const { id } of [ada, bob]) {
      const order = await Order.create({ customerId: id });
      await Line.create({ product: `of ${String(id)}`, orderId: order.id });
    }
    await client.get('/api/Lines').expect(401);
    const lines = await client.get('/api/Lines').set('Authorization', bob.token).expect(200);
    expect(lines.body).toEqual([{ product: 'of 2', id: 2, orderId: 2 }]);
    await client.get('/api/Lines/1').set('Authorization', ada.token).expect(200);
    await client.get('/api/Lines/1').set('Authorization', bob.token).expect(401);
    const moved = client.patch('/api/Lines/2').set('Authorization', bob.token).send({ orderId: 1 });
    await moved.expect(401);
    // No record is addressed, and so nobody is its owner.
    await client.post('/api/Lines').set('Authorization', bob.token).send({ orderId: 2 }).expect(401);
  });

  it('controllers of a host', async () => {
    const { ReportsController } = await load<any>('src/reports.controller.ts');
    const host = await startNest({ controllers: [ReportsController] });
    const { token, id } = await signUp(ask(host) as never, ADA);
    const set = { Authorization: token };
    await ask(host).get('/reports').expect(401);
    await ask(host).get('/reports').set(set).expect(200, { for: ADA.email });
    await ask(host).get('/reports/about').expect(200, { known: false });
    await ask(host).get('/reports/about').set(set).expect(200, { known: true });
    await ask(host).get('/reports/audit').set(set).expect(403);
    await ask(host).post('/reports/7').set(set).expect(403);
    const Role = host.get<RoleClass>(getModelToken('Role'), { strict: false });
    for (const name of ['editor', 'auditor']) {
      const role = await Role.create({ name });
      await role.principals.create({ principalType: 'USER', principalId: String(id) });
    }
    await ask(host).get('/reports/audit').set(set).expect(200, { audited: true });
    const by = [`USER ${String(id)}`];
    await ask(host).post('/reports/7').set(set).expect(201, { id: '7', by });
  });

  it('mail', async () => {
    const { post } = json('mail: server/datasources.json');
    expect(post).toMatchObject({ connector: 'mail', transports: [{ type: 'smtp' }] });
    const { InvitationsService } = await load<any>('src/invitations.service.ts');
    const models = ModelsModule.forRoot({
      dataSources: { db, post: { ...post, transports: [{ type: 'memory' }] } },
      modelConfig: json('mail: server/model-config.json'),
    });
    const imports = [models, AuthModule.forRoot({ dataSource: 'db' }), ModelsModule.forFeature(['Email'])];
    const host = await hosts.start({ imports, providers: [InvitationsService] });
    await host.get(InvitationsService).send('ada@choir.test', 'Tuesday');
    expect(mailsOf(host.get<Application>(getApplicationToken()))).toMatchObject([{ subject: 'Rehearsal on Tuesday' }]);
  });

  function mailsOf({ dataSources }: Application): readonly any[] {
    return sentMails(dataSources['post']!);
  }

  async function startByProviders(...titles: readonly string[]): Promise<{ app: Application; client: TestAgent }> {
    const providers: Type[] = [];
    for (const title of titles) providers.push(...(Object.values(await load<object>(title)) as Type[]));
    const models = ModelsModule.forRoot({
      dataSources: { db, post: POST },
      modelConfig: { Email: { dataSource: 'post' } },
    });
    const imports = [models, AuthModule.forRoot({ dataSource: 'db' }), ModelsModule.forFeature(['User', 'Email'])];
    const host = await hosts.start({ imports, providers });
    return { app: host.get<Application>(getApplicationToken()), client: ask(host) as never };
  }

  function startByScript(part: number): Promise<{ app: Application; client: TestAgent }> {
    const options = { dataSources: { post: POST }, modelConfig: { Email: { dataSource: 'post' } } };
    return startPlain(options, (app) => runScript('common/models/member.js', part, app.models['User']));
  }

  it.each([
    ['a provider', () => startByProviders('src/welcome.hooks.ts')],
    ['a script', () => startByScript(0)],
  ])('verification, by %s', async (_, start) => {
    const { app, client } = await start();
    await client.post('/api/Users').send(ADA).expect(200);
    const [mail] = mailsOf(app);
    expect(mail).toMatchObject({ to: ADA.email, from: 'choir@choir.test' });
    const link = new URL(/http:\S+/.exec(mail.text)?.[0] ?? '');
    await client
      .get(link.pathname + link.search)
      .expect(302)
      .expect('Location', '/welcome.html');
    const { token } = await signUpAgain(client);
    const me = await client.get('/api/Users/1').set('Authorization', token).expect(200);
    expect(me.body).toMatchObject({ emailVerified: true });
  });

  async function signUpAgain(client: TestAgent): Promise<{ token: string }> {
    const { body } = await client.post('/api/Users/login').send(ADA).expect(200);
    return { token: body.id };
  }

  it.each([
    ['a provider', () => startByProviders('src/reset.service.ts')],
    ['a script', () => startByScript(1)],
  ])('passwords that were forgotten, by %s', async (_, start) => {
    const { app, client } = await start();
    await signUp(client, ADA);
    await client.post('/api/Users/reset').send({ email: BOB.email }).expect(204);
    await client.post('/api/Users/reset').send({ email: ADA.email }).expect(204);
    await vi.waitFor(() => expect(mailsOf(app)).toHaveLength(1));
    const token = /#(\w+)$/.exec(mailsOf(app)[0].text)?.[1] ?? '';
    const newPassword = 'another-secret';
    await client.post('/api/Users/reset-password').set('Authorization', token).send({ newPassword }).expect(204);
    await client.post('/api/Users/login').send(ADA).expect(401);
    await client
      .post('/api/Users/login')
      .send({ ...ADA, password: newPassword })
      .expect(200);
  });

  it('guessing', async () => {
    const model = json('common/models/guarded-member.json');
    const { AccessToken } = json('server/model-config.json');
    const user = { ...AccessToken.relations.user, model: model.name };
    const { client } = await startPlain({
      models: [model],
      modelConfig: { [model.name]: { dataSource: 'db' }, AccessToken: { ...AccessToken, relations: { user } } },
    });
    await client.post('/api/GuardedMembers').send(ADA).expect(200);
    const logIn = (password: string) => client.post('/api/GuardedMembers/login').send({ ...ADA, password });
    for (let times = 0; times < 3; times += 1) await logIn('wrong').expect(401);
    const answer = await logIn(ADA.password).expect(429);
    expect(answer.body.error.code).toBe('TOO_MANY_REQUESTS');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('several models of users', async () => {
    const doctor = json('common/models/doctor.json');
    const ruled = (principalType: string) => ({
      principalType,
      principalId: '1',
      permission: 'ALLOW',
      property: 'find',
    });
    const chart = { name: 'Chart', acls: [board.acls[0]!, ruled('Doctor')] };
    const { client } = await startPlain({
      models: [json('common/models/pass.json'), doctor, { ...doctor, name: 'Patient' }, chart],
      modelConfig: Object.fromEntries(
        ['Pass', 'Doctor', 'Patient', 'Chart'].map((name) => [name, { dataSource: 'db', public: name !== 'Pass' }]),
      ),
    });
    const [one, other] = [await signUp(client, ADA, 'Doctors'), await signUp(client, ADA, 'Patients')];
    await client.get('/api/Doctors/1').set('Authorization', one.token).expect(200);
    await client.get('/api/Doctors/1').set('Authorization', other.token).expect(401);
    await client.get('/api/Charts').set('Authorization', one.token).expect(200);
    await client.get('/api/Charts').set('Authorization', other.token).expect(401);
  });

  it('coming from LoopBack', async () => {
    const { app, client } = await startPlain({});
    const { User } = app.models as any;
    const link = 'c'.repeat(128);
    await User.create({ ...ADA, password: BCRYPT });
    const { connector } = app.dataSources['db']!;
    const run = (sql: string, values: unknown[] = []) => connector.execute!(sql, values);
    await run('UPDATE "user" SET verificationToken = $1', [link]);
    const values = ['a'.repeat(64), 1_209_600, new Date().toISOString(), 1];
    await run('INSERT INTO accesstoken (id, ttl, created, userId) VALUES ($1, $2, $3, $4)', values);

    await client.get('/api/Users/1').set('Authorization', 'a'.repeat(64)).expect(200);
    const stored = (await run('SELECT id FROM accesstoken')) as unknown as { id: string }[];
    expect(stored.map(({ id }) => id.slice(0, 7))).toEqual(['sha256:']);
    await client.get('/api/Users/1').set('Authorization', 'a'.repeat(64)).expect(200);

    await client.get(`/api/Users/confirm?uid=1&token=${link}`).expect(204);
    await client.post('/api/Users/login').send(ADA).expect(200);
    await vi.waitFor(async () => expect((await User.findById(1)).password).toMatch(/^\$argon2id\$/));
    await client.post('/api/Users/login').send(ADA).expect(200);
  });
});

it('nothing of the page is left untried', () => {
  expect([...new Set(BLOCKS.map(({ title }) => title))].filter((title) => !used.has(title))).toEqual([]);
});

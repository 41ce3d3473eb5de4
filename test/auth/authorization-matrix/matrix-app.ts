import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AccessControl,
  type AnyModel,
  createHandler,
  LoopnestError,
  type RemoteCall,
  remoteMethodsOf,
  type RemoteMethodRecord,
  type RemoteRequest,
  Restriction,
} from '@loopnest/models';
import express from 'express';
import type { TestDatabase } from '../../support/databases.js';
import { createStrictApp, type StrictApp } from '../strict-app.js';
import { CONFIGURE, MODELS, QUERIES } from './models.js';
import type { Line } from './matrix-file.js';

/** In the order of the columns. */
export const CALLERS = [
  'stranger',
  'user',
  'owner',
  'other',
  'clerk',
  'auditor',
  'admin',
  'staff',
  'expired',
  'scoped',
] as const;
type Caller = (typeof CALLERS)[number];

const LET_IN = 418;
const LET_IN_TO_OWN = 419;

/** Lets nothing happen that would change what the next request finds: who is let in to change something is told so, and no more. */
class OnlyJudges implements AccessControl {
  constructor(private readonly inner: AccessControl) {}

  get isEnabled(): boolean {
    return this.inner.isEnabled;
  }

  enable(options?: Readonly<Record<string, unknown>>): void {
    this.inner.enable(options);
  }

  authenticate(req: RemoteRequest): Promise<void> | undefined {
    return this.inner.authenticate(req);
  }

  async authorize(call: RemoteCall): Promise<void> {
    await this.inner.authorize(call);
    const { accessType, isEventStream, declaration } = call.method;
    const verb = call.req.method ?? '';
    if (accessType === 'READ' && ['GET', 'HEAD'].includes(verb) && isEventStream !== true && declaration === undefined)
      return;
    throw new LoopnestError(isNarrowed(call.given) ? LET_IN_TO_OWN : LET_IN, 'let in');
  }
}

function isNarrowed(value: unknown, depth = 6): boolean {
  if (value instanceof Restriction) return true;
  if (typeof value !== 'object' || value === null || depth === 0) return false;
  return Object.values(value).some((each) => isNarrowed(each, depth - 1));
}

/** How many lines are asked at a time. */
const AT_ONCE = 8;

/** A change without a where is refused, whoever asks for it. */
const NEEDS_WHERE = new Set(['updateAll', 'upsertWithWhere']);

interface Asked {
  readonly verb: string;
  readonly path: string;
  readonly body?: unknown;
}

interface Question extends Asked, Omit<Line, 'cells'> {}

function toQuestion(path: string): Question {
  return { verb: 'GET', path, group: 'queries', request: `GET ${path}`, method: '' };
}

/** An application whose routes are asked by each kind of caller. */
export class MatrixApp {
  private constructor(
    private readonly strict: StrictApp,
    private readonly server: Server,
    private readonly tokens: Readonly<Record<Caller, string>>,
    readonly end: () => Promise<void>,
  ) {}

  static async start(database: TestDatabase, checkAccess: 'loopback' | 'strict'): Promise<MatrixApp> {
    const { app, strict, end } = await createStrictApp(database, {
      models: MODELS,
      configure: CONFIGURE,
      auth: { checkAccess },
      prepare: addMethods,
    });
    await app.start();
    const tokens = await fill(strict);
    if (app.accessControl === undefined) throw new Error('There is no access control');
    app.accessControl = new OnlyJudges(app.accessControl);
    const server = createServer(express().use('/api', createHandler(app)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new MatrixApp(strict, server, tokens, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await end();
    });
  }

  /** What each caller is answered at each route of each served model, and to the queries. */
  async lines(): Promise<readonly Line[]> {
    const questions = [...this.routes(), ...QUERIES.map(toQuestion)];
    const lines: Line[] = [];
    while (lines.length < questions.length) {
      const next = questions.slice(lines.length, lines.length + AT_ONCE);
      lines.push(...(await Promise.all(next.map((question) => this.line(question)))));
    }
    return lines;
  }

  private *routes(): Iterable<Question> {
    const { app } = this.strict;
    const served = app.models().filter((model) => remoteMethodsOf(model).some(({ name }) => app.offers(model, name)));
    for (const model of served.toSorted((a, b) => a.modelName.localeCompare(b.modelName)))
      for (const method of remoteMethodsOf(model))
        for (const route of method.routes) {
          const verb = route.verb === 'all' ? 'POST' : route.verb.toUpperCase();
          const url = `${model.core.schema.definition.httpPath}${route.path}`;
          const path = url.replaceAll(/:(\w+)/g, '1').replace(/\/$/, '');
          const query = NEEDS_WHERE.has(method.name) ? '?where={}' : '';
          const asked = { verb, path: `${path}${query}`, body: bodyOf(model, method) };
          yield { ...asked, group: model.modelName, request: `${verb} ${url}`, method: method.name };
        }
  }

  private async line({ group, request, method, ...asked }: Question): Promise<Line> {
    const cells = await Promise.all(CALLERS.map((caller) => this.ask(caller, asked)));
    return { group, request, method, cells };
  }

  private async expired(): Promise<string> {
    const { id } = (await this.strict
      .model('Pass')
      .create({ userId: 1, principalType: 'Member', ttl: 1, created: new Date(0) })) as { readonly id: string };
    return id;
  }

  private async ask(caller: Caller, { verb, path, body }: Asked): Promise<string> {
    const { port } = this.server.address() as AddressInfo;
    // It is gone once it was presented.
    const token = caller === 'expired' ? await this.expired() : this.tokens[caller];
    const hasBody = !['GET', 'HEAD', 'DELETE'].includes(verb);
    const response = await fetch(`http://127.0.0.1:${String(port)}/api${encodeURI(path)}`, {
      method: verb,
      headers: {
        ...(token === '' ? {} : { authorization: token }),
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
      },
      ...(hasBody ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (response.status === LET_IN) return 'yes';
    if (response.status === LET_IN_TO_OWN) return 'own';
    return response.status < 300 ? whoseIs(text, caller, path) : String(response.status);
  }
}

/**
 * Whose rows an answer shows: others' as well, the caller's own, or none where there could be some. Counts are shown as they
 * are.
 */
function whoseIs(text: string, caller: Caller, path: string): string {
  const answer = (text === '' ? {} : JSON.parse(text, withoutEmbedded)) as { readonly count?: number };
  if (answer.count !== undefined) return `=${String(answer.count)}`;
  const names = [...JSON.stringify(answer).matchAll(/"of (\w+)"/g)].map(([, name]) => name);
  if (names.some((name) => name !== caller)) return 'yes';
  if (names.length > 0) return 'own';
  return text === '[]' || path.includes('"include"') ? 'none' : 'yes';
}

// They stand in their row as they are stored, whoever reads it: what is looked at is the relation.
function withoutEmbedded(key: string, value: unknown): unknown {
  return key === 'lineList' || key === 'coverLine' ? undefined : value;
}

/** A body that names the owner, so that what is judged is who writes. */
function bodyOf({ modelName }: AnyModel, { name }: RemoteMethodRecord): unknown {
  if (name === 'diff' || name === 'createUpdates') return [];
  if (name === 'bulkUpdate') return { updates: [] };
  const id = modelName === 'Journal' ? '1' : 1;
  return { id, ownerId: 1, name: 'x', email: 'x@x.test', password: 'secret-1' };
}

function addMethods({ registry }: StrictApp['app']): void {
  const Sheet = registry.getModel('Sheet') as any;
  Sheet.stats = () => Promise.resolve(1);
  Sheet.export = () => Promise.resolve();
  Sheet.prototype.praise = () => Promise.resolve();
}

const HASH = '$2a$04$abcdefghijklmnopqrstuuQhbyq1AJJ5vRDY5lUTJ9HeyvSnQXzau';

async function fill(app: StrictApp): Promise<Readonly<Record<Caller, string>>> {
  const members = ['owner', 'other', 'user', 'clerk', 'auditor', 'admin'] as const;
  const token = async (properties: object) => ((await app.model('Pass').create(properties)) as { id: string }).id;
  const tokens: Partial<Record<Caller, string>> = { stranger: '' };
  for (const [index, name] of members.entries()) {
    await app.fill('Member', { email: `${name}@x.test`, password: HASH, username: `of ${name}` });
    tokens[name] = await token({ userId: index + 1, principalType: 'Member' });
  }
  await app.fill('Staff', { email: 'staff@x.test', password: HASH });
  await app.fill('User', { email: 'user@x.test', password: HASH, username: 'of nobody' });
  tokens.staff = await token({ userId: 1, principalType: 'Staff' });
  tokens.scoped = await token({ userId: 1, principalType: 'Member', scopes: ['read'] });
  for (const [name, id] of [
    ['clerk', 4],
    ['auditor', 5],
    ['admin', 6],
  ] as const) {
    const role = await app.model('Role').create({ name });
    await role.principals.create({ principalType: 'Member', principalId: String(id) });
  }
  const both = (more: (index: number) => object = () => ({})) =>
    ['owner', 'other'].map((name, index) => ({ name: `of ${name}`, ownerId: index + 1, ...more(index) }));
  const lines = [{ id: 1, name: 'of nobody' }];
  await app.fill('Paper', ...both(() => ({ name: 'open', sourceIds: [1, 2], lineList: lines, coverLine: lines[0] })));
  await app.fill('Review', ...both(() => ({ paperId: 1 })));
  await app.fill('Account', ...both((index) => ({ reviewId: index + 1, ...(index === 0 ? { paperId: 1 } : {}) })));
  await app.fill('Subscription', { paperId: 1, accountId: 1 }, { paperId: 1, accountId: 2 });
  await app.fill('Picture', ...['a', 'b'].map(() => ({ name: 'of nobody', ofId: 1, ofType: 'Paper' })));
  for (const name of ['Ledger', 'Vault'])
    await app.fill(name, { name: 'of nobody', paperId: 1 }, { name: 'of nobody', paperId: 1 });
  await app.fill('Sheet', ...both());
  await app.fill('Journal', ...both((index) => ({ id: String(index + 1) })));
  await app.fill('ACL', { model: 'Nothing', principalType: 'ROLE', principalId: 'of nobody', permission: 'DENY' });
  await app.fill('Application', { id: '1', name: 'of nobody' });
  const paper = await app.model('Paper').findById(1);
  for (const id of [1, 2]) await paper.topics.add(id);
  return tokens as Record<Caller, string>;
}

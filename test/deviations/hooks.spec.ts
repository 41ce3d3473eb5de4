import type { HookContext, RemoteContext } from '@loopnest/models';
import { request } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

type Functions = Record<string, any>;
type Next = (error?: unknown) => void;

const EVENTS = ['access', 'before save', 'persist', 'loaded', 'after save', 'before delete', 'after delete'];

const models = [
  {
    name: 'Visit',
    properties: { name: { type: 'string', required: true }, state: 'string' },
    relations: { notes: { type: 'hasMany', model: 'Note' } },
  },
  { name: 'Note', properties: { text: 'string' }, relations: { visit: { type: 'belongsTo', model: 'Visit' } } },
];

/** Every way in which a function of an application can fail. */
const FAILURES: readonly (readonly [string, (context: unknown, next: Next) => unknown])[] = [
  ['throws', (_context, _next) => { throw refusal(); }],
  ['rejects', async (_context) => { throw refusal(); }],
  ['calls back an error', (_context, next) => next(refusal())],
  ['calls back an error later', (_context, next) => void setTimeout(() => next(refusal()), 5)],
  ['calls back twice, an error first', (_context, next) => { next(refusal()); next(); }],
  ['calls back an error and keeps a promise', (_context, next) => { next(refusal()); return Promise.resolve(); }],
]; // prettier-ignore

function refusal(): Error {
  return Object.assign(new Error('refused'), { statusCode: 403, code: 'REFUSED' });
}

describe.each(testDatabases())('hooks on $name', (database) => {
  const app = useApp(database, { models, config: { remoting: { sharedMethods: { destroyAll: true } } } });
  const model = (name: string): Functions => (app.application.models as Functions)[name];
  const stray = vi.fn();

  /** Observes for one test. */
  const observed: [string, string][] = [];
  function observe(event: string, fn: (context: HookContext & Functions, next: Next) => unknown, name = 'Visit'): void {
    model(name)['observe'](event, fn);
    observed.push([name, event]);
  }

  process.on('unhandledRejection', stray);
  afterEach(() => {
    for (const [name, event] of observed.splice(0)) model(name)['clearObservers'](event);
    expect(stray).not.toHaveBeenCalled();
  });

  const rows = async () => {
    const saved = observed.splice(0);
    for (const [name, event] of saved) model(name)['clearObservers'](event);
    return app.find('/Visits', { order: 'id' });
  };

  it('see HEAD of an id as what it is, and its status stays', async () => {
    const { id } = await app.create('/Notes', { text: 'here' });
    const results: unknown[] = [];
    model('Note')['afterRemote']('exists', (context: RemoteContext, _: unknown, next: Next) => {
      results.push(context.result);
      next();
    });
    expect((await app.head(`/Notes/${String(id)}`)).status).toBe(200);
    expect((await app.head('/Notes/99999')).status).toBe(404);
    expect(results).toEqual([{ exists: true }, { exists: false }]);
  });

  it('tell the log of each failure of a batch that is of the server, and of nothing in a query', async () => {
    const error = vi.spyOn(app.application.options.logger, 'error').mockImplementation(() => undefined);
    observe('before save', (context) => {
      const instance = context.instance as { name?: string };
      if (instance.name === 'bad') throw new Error('the disk is full');
      // oxlint-disable-next-line typescript/only-throw-error -- as scripts may
      if (instance.name === 'worse') throw 'no error at all';
    });
    const answer = await app.post('/Visits?access_token=secret', [
      { name: 'a' },
      { name: 'bad' },
      {},
      { name: 'worse' },
    ]);
    expect(answer.status).toBe(500);
    const told = error.mock.calls.map(([text]) => String(text));
    error.mockRestore();
    expect(told).toEqual([
      expect.stringMatching(/^Error: the disk is full\n {4}at .*hooks\.spec\.ts/),
      'POST /Visits: no error at all',
    ]);
  });

  describe.each(FAILURES)('an observer that %s', (_how, fail) => {
    it.each(['before save', 'persist', 'access'])('at "%s" leaves nothing stored', async (event) => {
      observe(event, fail);
      const requests = [
        app.post('/Visits', { name: 'a' }),
        app.post('/Visits', [{ name: 'a' }, { name: 'b' }]),
        app.post('/Visits/upsertWithWhere?where={"name":"x"}', { name: 'a' }),
      ];
      for (const { status } of await Promise.all(requests))
        if (event !== 'access') expect([403, 422]).toContain(status);
      const expected = event === 'access' ? 3 : 0;
      expect(await rows()).toHaveLength(expected);
    });

    it.each(['before save', 'persist', 'access'])('at "%s" changes nothing', async (event) => {
      const { id } = await app.create('/Visits', { name: 'a', state: 'old' });
      observe(event, fail);
      const where = json('where', { id });
      const answers = [
        await app.patch(`/Visits/${id}`, { state: 'new' }),
        // A replacement by a generated id looks nothing up before.
        ...(event === 'access' ? [] : [await app.put('/Visits', { id, name: 'b' })]),
        await app.post(`/Visits/update?${where}`, { state: 'new' }),
      ];
      for (const answer of answers) expect(answer).toMatchObject({ status: 403, body: { error: { code: 'REFUSED' } } });
      expect(await rows()).toEqual([{ id, name: 'a', state: 'old' }]);
    });

    it('at "before delete" deletes nothing', async () => {
      const { id } = await app.create('/Visits', { name: 'a' });
      observe('before delete', fail);
      const all = json('where', {});
      for (const path of [`/Visits/${id}`, `/Visits?${all}`])
        expect(await app.delete(path)).toMatchObject({ status: 403, body: { error: { message: 'refused' } } });
      expect(await rows()).toHaveLength(1);
    });

    it.each(['loaded', 'after save'])('at "%s" of a write fails it, stored as it is', async (event) => {
      observe(event, fail);
      expect((await app.post('/Visits', { name: 'a' })).status).toBe(403);
      expect(await rows()).toHaveLength(1);
    });

    it('in what an include loads fails the request', async () => {
      const { id } = await app.create('/Visits', { name: 'a' });
      await app.create(`/Visits/${id}/notes`, { text: 't' });
      for (const event of ['access', 'loaded']) {
        observe(event, fail, 'Note');
        expect((await app.get(`/Visits?${json('filter', { include: 'notes' })}`)).status).toBe(403);
        await rows();
      }
    });
  });

  it('that call next twice go on once', async () => {
    const after = vi.fn();
    observe('before save', (_context, next) => (next(), next(new Error('too late'))));
    observe('after save', () => after());
    expect((await app.post('/Visits', { name: 'a' })).status).toBe(200);
    expect(after).toHaveBeenCalledTimes(1);
  });

  it('are sent to the base first, with one context', async () => {
    const names: string[] = [];
    observe('before save', (context, next) => {
      context['hookState'].seen = true;
      names.push(context['Model'].modelName);
      next();
    });
    observe('after save', async (context) => {
      names.push(String(context['hookState'].seen));
    });
    await app.create('/Visits', { name: 'a' });
    expect(names).toEqual(['Visit', 'true']);
  });

  it('keep the options of a deletion whose where a hook has changed', async () => {
    const { id } = await app.create('/Visits', { name: 'a' });
    await app.create('/Visits', { name: 'b' });
    const seen: unknown[] = [];
    observe('before delete', async (context) => {
      context.where = { and: [context.where, { name: 'a' }] } as never;
    });
    observe('after delete', async (context) => {
      seen.push(context['options'].mine, context.info);
    });
    const instance = await model('Visit')['findById'](id);
    expect(await instance.destroy({ mine: 'kept' })).toEqual({ count: 1 });
    expect(seen).toEqual(['kept', { count: 1 }]);
  });

  it('keep the transaction of a deletion whose where a hook has changed', async () => {
    const { id } = await app.create('/Visits', { name: 'a' });
    observe('before delete', async (context) => {
      context.where = { and: [context.where, { name: 'a' }] } as never;
    });
    const transaction = await model('Visit')['beginTransaction']();
    const instance = await model('Visit')['findById'](id, {}, { transaction });
    expect(await instance.destroy({ transaction })).toEqual({ count: 1 });
    await transaction.rollback();
    expect(await rows()).toHaveLength(1);
  });

  it.each(EVENTS)('are left out by notify: false where LoopBack does, at "%s"', async (event) => {
    const called = vi.fn();
    observe(event, () => called());
    const Visit = model('Visit');
    await Visit['find']({}, { notify: false });
    const made = await Visit['create']({ name: 'a' }, { notify: false });
    await Visit['destroyAll']({ id: made.id }, { notify: false });
    const isKept = event === 'before save' || event === 'persist' || event === 'loaded';
    expect(called.mock.calls.length > 0).toBe(isKept);
  });
});

describe.each(testDatabases())('remote hooks on $name', (database) => {
  const app = useApp(database, { models });
  const Visit = (): Functions => (app.application.models as Functions)['Visit'];
  /** Hooks stay for good, so each test has a method of its own. */
  let count = 0;
  function offer(fn: (...all: any[]) => unknown): string {
    const name = `method${String(++count)}`;
    Visit()[name] = fn;
    Visit()['remoteMethod'](name, { returns: { arg: 'it', root: true }, http: { verb: 'post' } });
    return name;
  }

  it.each(FAILURES)('a before hook that %s keeps the method from being called', async (_how, fail) => {
    const called = vi.fn(async () => 'done');
    const name = offer(called);
    Visit()['beforeRemote'](name, (context: RemoteContext, _unused: unknown, next: Next) => fail(context, next));
    expect(await app.post(`/Visits/${name}`)).toMatchObject({ status: 403, body: { error: { code: 'REFUSED' } } });
    expect(called).not.toHaveBeenCalled();
  });

  it.each(FAILURES)('an after hook that %s fails the call', async (_how, fail) => {
    const name = offer(async () => 'done');
    Visit()['afterRemote'](name, (context: RemoteContext, _result: unknown, next: Next) => fail(context, next));
    expect((await app.post(`/Visits/${name}`)).status).toBe(403);
  });

  it.each(FAILURES)('an error hook that %s takes the place of the error', async (_how, fail) => {
    const name = offer(async () => Promise.reject(new Error('first')));
    Visit()['afterRemoteError'](name, fail);
    expect((await app.post(`/Visits/${name}`)).body.error).toMatchObject({ message: 'refused', statusCode: 403 });
  });

  it('that answers and calls back has answered', async () => {
    const called = vi.fn(async () => 'done');
    const name = offer(called);
    Visit()['beforeRemote'](name, ({ res }: { res: any }, _unused: unknown, next: Next) => {
      res.status(203).send('by the hook');
      next();
    });
    expect(await app.post(`/Visits/${name}`)).toMatchObject({ status: 203, text: 'by the hook' });
  });

  it('that answers need not call back: later hooks and the method do not run', async () => {
    const called = vi.fn(async () => 'done');
    const name = offer(called);
    Visit()['beforeRemote'](name, ({ res }: { res: any }, _unused: unknown, _next: Next) => res.status(203).send('x'));
    Visit()['beforeRemote'](name, called);
    expect(await app.post(`/Visits/${name}`)).toMatchObject({ status: 203, text: 'x' });
    expect(called).not.toHaveBeenCalled();
  });

  it.each([
    ['without a callback', () => undefined],
    ['with the context only', (_context: unknown) => undefined],
  ])('that are functions %s are done when they return', async (_what, hook) => {
    const name = offer(async () => 'done');
    Visit()['beforeRemote'](name, hook);
    expect((await app.post(`/Visits/${name}`)).body).toBe('done');
  });

  it('run to their end though the client has gone', async () => {
    const seen: string[] = [];
    const name = offer(async () => {
      seen.push('start');
      await new Promise((resolve) => setTimeout(resolve, 60));
      seen.push('done');
    });
    Visit()['afterRemote'](name, async () => void seen.push('after'));
    const { hostname, port, pathname } = new URL(`${app.url}/Visits/${name}`);
    const sending = request({ hostname, port, path: pathname, method: 'POST' }).on('error', () => undefined);
    sending.end();
    await expect.poll(() => seen.length).toBe(1);
    sending.destroy();
    await expect.poll(() => seen).toEqual(['start', 'done', 'after']);
  });

  it('know the call by currentContext, with its arguments, whether there are other hooks or not', async () => {
    const seen: unknown[] = [];
    const name = offer(async () => {
      seen.push(app.application.currentContext?.args);
      throw new Error('no');
    });
    Visit()['remoteMethod'](name, { accepts: { arg: 'n', type: 'number' }, http: { verb: 'post' } });
    await app.post(`/Visits/${name}`, { n: 1 });
    Visit()['afterRemoteError'](name, async () => void seen.push(app.application.currentContext?.methodString));
    await app.post(`/Visits/${name}`, { n: 2 });
    expect(seen).toEqual([{ n: 1 }, { n: 2 }, `Visit.${name}`]);
  });

  it('of all models go by full names, behind those of the model', async () => {
    const seen: string[] = [];
    const name = offer(async () => 'done');
    app.application.remoteHooks.add('before', `Visit.${name}`, async () => void seen.push('application'));
    Visit()['beforeRemote'](name, async () => void seen.push('model'));
    await app.post(`/Visits/${name}`);
    expect(seen).toEqual(['model', 'application']);
    Visit()['beforeRemote']('**', async () => void seen.push('any'));
    await app.post(`/Visits/${name}`);
    expect(seen.slice(2)).toEqual(['model', 'application', 'any']);
  });

  it('do not run where an argument cannot be converted', async () => {
    const called = vi.fn();
    const name = offer(async () => 'done');
    Visit()['remoteMethod'](name, { accepts: { arg: 'n', type: 'number' }, http: { verb: 'post' } });
    Visit()['beforeRemote'](name, async () => called());
    Visit()['afterRemoteError'](name, async () => called());
    expect((await app.post(`/Visits/${name}`, { n: 'x' })).status).toBe(400);
    expect(called).not.toHaveBeenCalled();
  });
});

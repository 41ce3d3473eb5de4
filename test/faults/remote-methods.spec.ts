import type { ModelInstance, RemoteContext } from '@loopnest/models';
import { request } from 'node:http';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useApp } from '../deviations/use-app.js';
import { testDatabases } from '../support/databases.js';
import { expectNoLeaks, FEW } from './expect-no-leaks.js';
import { FAILURES, type Next, SUCCESSES, type Way } from './ways-to-fail.js';

type Functions = Record<string, any>;

const models = [{ name: 'Job', properties: { name: 'string', state: 'string' } }];
const returns = { arg: 'it', root: true };
const post = { verb: 'post' };
const isWell: Way[1] = (next) => next();
const refused = { status: 403, body: { error: { statusCode: 403, message: 'refused', code: 'REFUSED' } } };

describe.each(testDatabases())('calls on $name', (database) => {
  const app = useApp(database, { models, dataSource: FEW });
  const db = () => app.application.dataSources['db'] as NonNullable<(typeof app.application.dataSources)[string]>;
  expectNoLeaks(db);
  const Job = (): Functions => (app.application.models as Functions)['Job'];
  let count = 0;
  let job: ModelInstance<{ id: number; state: string }>;
  const logged = vi.fn();

  beforeEach(async () => {
    job = await Job()['create']({ name: 'a', state: 'old' });
    vi.spyOn(app.application.options.logger, 'error').mockImplementation(logged);
    logged.mockClear();
  });

  interface Offered {
    readonly method: Way[1];
    readonly options?: object;
    readonly isStatic?: boolean;
  }

  /** A method of its own for each test, since hooks stay: its path, and its name for hooks. */
  function offer({ method, options = {}, isStatic = true }: Offered): { path: string; name: string } {
    const name = `method${String(++count)}`;
    const owner = isStatic ? Job() : Job()['prototype'];
    owner[name] = (done: Next) => method(done);
    const full = isStatic ? name : `prototype.${name}`;
    Job()['remoteMethod'](full, { returns, http: post, ...options });
    return { path: isStatic ? `/Jobs/${name}` : `/Jobs/${job.id}/${name}`, name: full };
  }

  describe.each([
    ['of the class', true],
    ['of instances', false],
  ])('of methods %s', (_of, isStatic) => {
    it.each(FAILURES)('that %s are answered once, with the error', async (_how, method) => {
      const { path } = offer({ method, isStatic });
      expect(await app.post(path)).toMatchObject(refused);
    });

    it.each(SUCCESSES)('that %s are answered once, with success', async (_how, end) => {
      const { path, name } = offer({ method: (done) => end((error) => done(error, 'done')), isStatic });
      const after = vi.fn<() => void>();
      Job()['afterRemote'](name, async () => after());
      expect(await app.post(path)).toMatchObject({ status: 200, body: 'done' });
      expect(after).toHaveBeenCalledTimes(1);
    });

    it.each(FAILURES)('whose before hook that %s keeps them from being called', async (_how, end) => {
      const method = vi.fn<Way[1]>(isWell);
      const { path, name } = offer({ method, isStatic });
      const failed = vi.fn<(context: RemoteContext) => void>();
      Job()['beforeRemote'](name, (_context: RemoteContext, _unused: unknown, next: Next) => end(next));
      Job()['afterRemoteError'](name, async (context: RemoteContext) => failed(context));
      expect(await app.post(path)).toMatchObject(refused);
      expect(method).not.toHaveBeenCalled();
      expect(failed).toHaveBeenCalledTimes(1);
    });

    it.each(FAILURES)('whose after hook that %s fails them, with the error hooks', async (_how, end) => {
      const { path, name } = offer({ method: isWell, isStatic });
      const failed = vi.fn<() => void>();
      Job()['afterRemote'](name, (_context: RemoteContext, _result: unknown, next: Next) => end(next));
      Job()['afterRemoteError'](name, async () => failed());
      expect(await app.post(path)).toMatchObject(refused);
      expect(failed).toHaveBeenCalledTimes(1);
    });

    it.each(FAILURES)('whose error hook that %s takes the place of the error', async (_how, end) => {
      const { path, name } = offer({ method: (done) => done(new Error('the first one')), isStatic });
      Job()['afterRemoteError'](name, (_context: RemoteContext, next: Next) => end(next));
      expect(await app.post(path)).toMatchObject(refused);
    });

    it.each(SUCCESSES)('whose hooks %s go on once', async (_how, end) => {
      const method = vi.fn<Way[1]>((done) => done(null, 'done'));
      const { path, name } = offer({ method, isStatic });
      Job()['beforeRemote'](name, (_context: RemoteContext, _unused: unknown, next: Next) => end(next));
      Job()['afterRemote'](name, (_context: RemoteContext, _result: unknown, next: Next) => end(next));
      expect(await app.post(path)).toMatchObject({ status: 200, body: 'done' });
      expect(method).toHaveBeenCalledTimes(1);
    });

    it.each(['before', 'after'])('whose rest.%s fails in any way fail', async (phase) => {
      for (const [how, end] of FAILURES) {
        const rest = { [phase]: (_context: RemoteContext, next: Next) => end(next) };
        const { path } = offer({ method: isWell, options: { rest }, isStatic });
        expect([how, await app.post(path)]).toMatchObject([how, refused]);
      }
    });
  });

  describe('of which a step fails before the method', () => {
    it.each([
      ['an argument that cannot be converted', { accepts: { arg: 'n', type: 'number' } }, 400],
      ['an argument that is missing', { accepts: { arg: 'm', type: 'number', required: true } }, 400],
      ['a function of an argument that throws', { accepts: { arg: 'n', http: () => { throw Object.assign(new Error('refused'), { statusCode: 403 }); } } }, 403],
      ['an answer in an unknown format', {}, 406],
    ])('do not call it: %s', async (_what, options, status) => {
      const method = vi.fn<Way[1]>(isWell);
      const { path } = offer({ method, options });
      const query = status === 406 ? '?_format=yaml' : '';
      expect((await app.post(path + query, { n: 'x' })).status).toBe(status);
      expect(method).not.toHaveBeenCalled();
    }); // prettier-ignore

    it.each([
      ['throw', () => { throw Object.assign(new Error('refused'), { statusCode: 403 }); }],
      ['reject', () => Promise.reject(Object.assign(new Error('refused'), { statusCode: 403 }))],
    ])('do not call it: options of requests that %s', async (_how, fail) => {
      const method = vi.fn<Way[1]>(isWell);
      const { path } = offer({ method });
      const own = Job()['createOptionsFromRemotingContext'];
      Job()['createOptionsFromRemotingContext'] = fail;
      try {
        expect((await app.post(path)).status).toBe(403);
        expect((await app.post('/Jobs', { name: 'b' })).status).toBe(403);
      } finally {
        Job()['createOptionsFromRemotingContext'] = own;
      }
      expect(method).not.toHaveBeenCalled();
      expect(await app.find('/Jobs')).toHaveLength(1);
    }); // prettier-ignore

    it('do not call it: an instance that is not there', async () => {
      const method = vi.fn<Way[1]>(isWell);
      const { name } = offer({ method, isStatic: false });
      expect((await app.post(`/Jobs/4711/${name.slice('prototype.'.length)}`)).status).toBe(404);
      expect(method).not.toHaveBeenCalled();
    });
  });

  describe('that fail with what is no error', () => {
    it.each([
      ['nothing', undefined],
      ['null', null],
      ['a text', 'no'],
      ['a number', 0],
      ['an object', { message: 'a secret of the server' }],
      ['an error without a message', new Error()],
      ['an error whose message cannot be read', Object.defineProperty(new Error(), 'message', { get() { throw new Error('a secret of the server'); } })],
      ['an error of an impossible status', Object.assign(new Error('a secret of the server'), { statusCode: 99 })],
      ['itself within', (() => { const error: Functions = new Error('x'); error['details'] = error; return error; })()],
    ])('are 500 and tell nothing: %s', async (_what, error) => {
      const { path } = offer({ method: () => Promise.reject(error) });
      const { status, text } = await app.post(path);
      expect(status).toBe(500);
      expect(text).not.toContain('secret');
    }); // prettier-ignore
  });

  describe('that write', () => {
    it.each(FAILURES)('in a transaction leave nothing where it %s', async (_how, end) => {
      const { path } = offer({
        method: () =>
          db().transaction((bound, done) =>
            (bound['Job'] as Functions)['updateAll']({ name: 'a' }, { state: 'new' }).then(() => end(done as Next)),
          ),
      });
      expect(await app.post(path)).toMatchObject(refused);
      expect(await app.find('/Jobs')).toMatchObject([{ state: 'old' }]);
    });

    it('in a transaction that never ends are answered when its time is up', async () => {
      const { path } = offer({
        method: () =>
          db().transaction(
            async (bound) => {
              await (bound['Job'] as Functions)['updateAll']({ name: 'a' }, { state: 'new' });
              await new Promise(() => undefined);
            },
            { timeout: 30 },
          ),
      });
      expect((await app.post(path)).status).toBe(500);
      expect(await app.find('/Jobs')).toMatchObject([{ state: 'old' }]);
    });

    it('in a transaction that an after hook rolls back leave nothing', async () => {
      const { path, name } = offer({ method: isWell });
      Job()['beforeRemote'](name, async (context: Functions) => {
        context['transaction'] = await Job()['beginTransaction']();
        await Job()['create']({ name: 'b' }, { transaction: context['transaction'] });
      });
      Job()['afterRemote'](name, () => Promise.reject(Object.assign(new Error('refused'), { statusCode: 403, code: 'REFUSED' })));
      Job()['afterRemoteError'](name, async (context: Functions) => context['transaction'].rollback());
      expect(await app.post(path)).toMatchObject(refused);
      expect(await app.find('/Jobs')).toHaveLength(1);
    }); // prettier-ignore
  });

  describe('that never call back', () => {
    /** Sends a request, and gives up after a while. */
    async function giveUp(path: string, isAt: () => boolean): Promise<void> {
      const { hostname, port, pathname } = new URL(app.url + path);
      const sending = request({ hostname, port, path: pathname, method: 'POST', agent: false });
      const closed = new Promise((resolve) => sending.on('error', resolve).on('close', resolve));
      sending.end();
      await vi.waitFor(() => expect(isAt()).toBe(true));
      sending.destroy();
      await closed;
    }

    it.each(['method', 'beforeRemote', 'afterRemote', 'afterRemoteError'])('keep nothing of a client that goes: %s', async (which) => {
      const called = vi.fn<() => void>();
      const never = () => called();
      const fails = which === 'afterRemoteError';
      const { path, name } = offer({
        method: (done) => (which === 'method' ? never() : done(fails ? new Error('no') : null)),
      });
      const hook = which === 'afterRemoteError'
        ? (_context: unknown, _next: Next) => never()
        : (_context: unknown, _unused: unknown, _next: Next) => never();
      if (which !== 'method') Job()[which](name, hook);
      await giveUp(path, () => called.mock.calls.length > 0);
      expect(await app.find('/Jobs')).toHaveLength(1);
    }); // prettier-ignore

    it('do not keep others waiting', async () => {
      const { path } = offer({ method: () => undefined });
      const waiting = Array.from({ length: 20 }, () => giveUp(path, () => true));
      await Promise.all(waiting);
      const answers = await Promise.all(Array.from({ length: 10 }, () => app.get('/Jobs/count')));
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    });
  });
});

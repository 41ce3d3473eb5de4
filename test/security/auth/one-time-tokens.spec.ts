import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { type Account, type AttackedApp, type Attempt, useAttackedApps } from './attacked-app.js';

interface ResetRequest {
  readonly email: string;
  readonly accessToken: { readonly id: string };
}

describe.each(testDatabases())('tokens for one thing on $name', (database) => {
  const start = useAttackedApps(database);
  let app: AttackedApp;
  let ada: Account;
  let bob: Account;

  async function startWith(options: object = {}): Promise<void> {
    const user = { restrictResetPasswordTokenScope: true, rateLimit: false, ...options };
    app = await start({ modelConfig: { User: { dataSource: 'db', public: true, options: user } } });
    ada = await app.signUp('ada');
    bob = await app.signUp('bob');
  }

  beforeEach(() => startWith());

  async function askForReset({ email }: Account): Promise<string> {
    const User = app.model('User') as unknown as {
      once(event: string, listener: (request: ResetRequest) => void): void;
    };
    const requested = new Promise<ResetRequest>((resolve) => User.once('resetPasswordRequest', resolve));
    await app.serve({ method: 'POST', path: '/api/Users/reset', body: { email } }, 204);
    const { id } = (await requested).accessToken;
    app.secrets.push(id);
    return id;
  }

  const reset = (token: string, newPassword = 'chosen'): Attempt => ({
    method: 'POST',
    path: '/api/Users/reset-password',
    body: { newPassword },
    token,
  });

  async function logsIn({ email }: Account, password: string): Promise<boolean> {
    const { status } = await app.send({ method: 'POST', path: '/api/Users/login', body: { email, password } });
    return status === 200;
  }

  describe('for a reset', () => {
    it('open nothing else', async () => {
      const token = await askForReset(ada);
      await app.repel(
        [
          { path: '/api/Users/1', token },
          { method: 'PATCH', path: '/api/Users/1', body: { password: 'chosen' }, token },
          { method: 'PUT', path: '/api/Users/1', body: { email: 'e@x.test', password: 'chosen' }, token },
          { method: 'DELETE', path: '/api/Users/1', token },
          { method: 'POST', path: '/api/Users/logout', token },
          { method: 'POST', path: '/api/Users/login', body: { email: ada.email, password: 'wrong' }, token },
          { method: 'POST', path: '/api/Users', body: { email: 'new@x.test', password: 'chosen' }, token },
          { method: 'POST', path: '/api/Users/reset', body: { email: bob.email }, token },
          { path: `/api/Users/confirm?uid=1&token=${token}`, token },
          {
            method: 'POST',
            path: '/api/Users/change-password',
            body: { oldPassword: ada.password, newPassword: 'chosen' },
            token,
          },
        ],
        401,
      );
    });

    it('are wanted: an ordinary session sets no password', () => app.repel([reset(ada.token)], 401));

    it('change the password of their own user only', async () => {
      const token = await askForReset(ada);
      await app.serve(
        { ...reset(token), body: { newPassword: 'chosen', id: 2, userId: 2 }, path: '/api/Users/reset-password?id=2' },
        204,
      );
      expect([await logsIn(ada, 'chosen'), await logsIn(bob, bob.password)]).toEqual([true, true]);
    });

    it('work once', async () => {
      const token = await askForReset(ada);
      await app.serve(reset(token), 204);
      await app.repel([reset(token, 'chosen again'), { path: '/api/Users/1', token }], 401);
    });

    it('work once in requests that come at the same time', async () => {
      const token = await askForReset(ada);
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) => app.send(reset(token, `chosen ${String(n)}`))),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.toSorted((a, b) => a - b)).toEqual([204, ...Array.from({ length: 7 }, () => 401)]);
      expect(await logsIn(ada, `chosen ${String(statuses.indexOf(204))}`)).toBe(true);
    });

    it('are not used up by a password that is refused', async () => {
      const token = await askForReset(ada);
      await app.repel([reset(token, ''), reset(token, 'x'.repeat(73))], 400, 422);
      await app.serve(reset(token), 204);
    });

    it('end with the next one, with their time, and with a changed password or e-mail', async () => {
      const first = await askForReset(ada);
      const second = await askForReset(ada);
      await app.repel([reset(first)], 401);
      await app
        .model('AccessToken')
        .updateAll({ userId: 1 } as never, { created: new Date(Date.now() - 901_000) } as never);
      const { status } = await app.send(reset(second));
      expect(status).toBe(401);
      await app.signUp('eve');
      const third = await askForReset({ ...ada, email: 'eve@x.test' });
      await app.model('User').updateAll({ email: 'eve@x.test' } as never, { email: 'new@x.test' } as never);
      await app.repel([reset(third)], 401);
      expect(await logsIn(ada, ada.password)).toBe(true);
    });

    it('are not made for an e-mail that was given up meanwhile', async () => {
      const User = app.model('User') as unknown as {
        findOne(...all: unknown[]): Promise<unknown>;
        resetPassword(options: object): Promise<void>;
        once(event: string, listener: () => void): void;
      };
      const { findOne } = User;
      User.findOne = async (...all) => {
        const user = await findOne.apply(User, all);
        await app.model('User').updateAll({ id: 1 } as never, { email: 'new@x.test' } as never);
        return user;
      };
      let requests = 0;
      User.once('resetPasswordRequest', () => requests++);
      await User.resetPassword({ email: ada.email });
      expect([requests, await app.model('AccessToken').count({ userId: 1 } as never)]).toEqual([0, 0]);
    });

    it('are not made for somebody else by the same request', async () => {
      await app.repel(
        [
          { method: 'POST', path: '/api/Users/reset', body: { email: `${ada.email},${bob.email}` } },
          { method: 'POST', path: '/api/Users/reset', body: { email: `${ada.email}\r\nBcc: ${bob.email}` } },
          { method: 'POST', path: '/api/Users/reset', body: { email: `${ada.email}\u0000` } },
          { method: 'POST', path: '/api/Users/reset', body: { email: ` ${ada.email} ` } },
          { method: 'POST', path: '/api/Users/reset', body: { email: '%' } },
        ],
        204,
        400,
      );
    });
  });

  describe('what is stored of tokens', () => {
    it('is no token', async () => {
      await askForReset(ada);
      const rows = (await app.rows())['AccessToken'] ?? [];
      expect(rows).toHaveLength(3);
      const ids = rows.map(({ id }) => String(id));
      expect(ids).not.toContain(ada.token);
      const path = '/api/Users/1';
      await app.repel(
        ids.flatMap((id) => [
          { path, token: id },
          { path, token: `Bearer ${id}` },
          { path, token: `Basic ${Buffer.from(id).toString('base64')}` },
          { path, token: `Bearer ${Buffer.from(id).toString('base64')}` },
          { path: `${path}?access_token=${encodeURIComponent(id)}` },
          { path, headers: { 'x-access-token': id } },
          { path, token: id.replace('sha256:', '') },
          { path, token: id.toUpperCase() },
          { path, token: id.replace('sha256', 'SHA256') },
          { path, token: ` ${id}` },
          reset(id),
        ]),
        401,
      );
    });
  });

  describe('for a verification', () => {
    async function askForVerification(id: number): Promise<string> {
      const user = (await app.model('User').findById(id as never)) as unknown as {
        verify(options: object): Promise<{ token: string }>;
      };
      const mailer = { send: (_mail: unknown, done: (error: null) => void) => done(null) };
      const { token } = await user.verify({ type: 'email', from: 'a@x.test', mailer });
      app.secrets.push(token);
      return token;
    }

    const confirm = (uid: number | string, token: string): Attempt => ({
      path: `/api/Users/confirm?uid=${String(uid)}&token=${encodeURIComponent(token)}`,
    });

    async function stored(id: number): Promise<string> {
      return String((await app.rows())['User']?.find((row) => row['id'] === id)?.['verificationtoken']);
    }

    it('work once, and for their own user only', async () => {
      const token = await askForVerification(1);
      await askForVerification(2);
      await app.repel([confirm(2, token), confirm('01x', token), confirm(99, token)], 400, 404);
      await app.serve(confirm(1, token), 204);
      await app.repel([confirm(1, token), confirm(1, 'null'), confirm(1, ''), confirm(2, '')], 400);
    });

    it('are not what is stored of them', async () => {
      await askForVerification(1);
      const text = await stored(1);
      expect(text).toMatch(/^verify:/);
      await app.repel(
        [text, ...text.split(':')].map((each) => confirm(1, each)),
        400,
      );
    });

    it('end with their time', async () => {
      const token = await askForVerification(1);
      const old = (await stored(1)).replace(/verify:\d+/, `verify:${String(Math.floor(Date.now() / 1000) - 1)}`);
      await app.model('User').updateAll({ id: 1 } as never, { verificationToken: old } as never);
      await app.repel([confirm(1, token)], 400);
    });

    it('end with a changed e-mail, so that they prove no other', async () => {
      const token = await askForVerification(1);
      await app.serve({ method: 'PATCH', path: '/api/Users/1', body: { email: 'other@x.test' }, token: ada.token });
      await app.repel([confirm(1, token)], 400);
    });

    /** Lets something happen each time after a user was looked up by a request that only reads so far. */
    function afterLookUp(happens: () => Promise<unknown>): void {
      const User = app.model('User') as unknown as { findById(...all: unknown[]): Promise<unknown> };
      const { findById } = User;
      User.findById = async (...all) => {
        const user = await findById.apply(User, all);
        User.findById = findById;
        await happens();
        return user;
      };
    }

    const takeOther = () => app.model('User').updateAll({ id: 1 } as never, { email: 'other@x.test' } as never);

    async function isVerified(id: number): Promise<boolean> {
      return Boolean((await app.rows())['User']?.find((row) => row['id'] === id)?.['emailverified']);
    }

    it('do not prove an e-mail that comes while they are looked at', async () => {
      const token = await askForVerification(1);
      afterLookUp(takeOther);
      const { status } = await app.send(confirm(1, token));
      expect([status, await isVerified(1)]).toEqual([400, false]);
    });

    it('do not prove an e-mail that comes while they are made', async () => {
      afterLookUp(takeOther);
      const token = await askForVerification(1);
      const { status } = await app.send(confirm(1, token));
      expect([status, await isVerified(1)]).toEqual([400, false]);
    });

    it('are no sessions, nor are sessions such tokens', async () => {
      const token = await askForVerification(1);
      await app.repel([{ path: '/api/Users/1', token }, reset(token)], 401);
      await app.repel([confirm(1, ada.token)], 400);
    });

    it('cannot be chosen, nor can what they prove', async () => {
      const chosen = { emailVerified: true, verificationToken: 'chosen-by-the-client' };
      const { id } = await app.serve({
        method: 'POST',
        path: '/api/Users',
        body: { email: 'new@x.test', password: 'x', ...chosen },
      });
      await app.serve({ method: 'PATCH', path: '/api/Users/1', body: chosen, token: ada.token });
      await app.serve({
        method: 'PUT',
        path: '/api/Users/1',
        body: { email: ada.email, password: ada.password, ...chosen },
        token: ada.token,
      });
      await app.repel([confirm(id, 'chosen-by-the-client'), confirm(1, 'chosen-by-the-client')], 400);
      const rows = (await app.rows())['User'] ?? [];
      expect(rows.map((row) => Boolean(row['emailverified']))).toEqual([false, false, false]);
    });
  });
});

import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { ADA, type Reader, type ReadersApp, rowsOf, useReaders } from './readers.js';

/** A mailer that keeps what it is given. */
function keeper() {
  const mails: Record<string, unknown>[] = [];
  return {
    mails,
    send: (mail: Record<string, unknown>, done: (error: null, sent: object) => void) => {
      mails.push(mail);
      done(null, { to: mail['to'], text: mail['text'] });
    },
  };
}

const confirm = ({ client }: ReadersApp, query: Record<string, string>) =>
  client.get(`/api/Readers/confirm?${new URLSearchParams(query).toString()}`);

async function verified(app: ReadersApp, options: object = {}): Promise<{ user: Reader; token: string }> {
  const user = await app.register();
  const { token } = await user.verify({ type: 'email', from: 'desk@library.test', mailer: keeper(), ...options });
  return { user, token };
}

describe.each(testDatabases())('verification of e-mails on $name', (database) => {
  const start = useReaders(database);

  it('stores what nobody can confirm with (deviation 11)', async () => {
    const app = await start();
    const { token } = await verified(app);
    const stored = String(
      (await rowsOf(app, 'Reader'))[0]?.[database.name === 'sqlite' ? 'verificationToken' : 'verificationtoken'],
    );
    expect(token).toMatch(/^[0-9a-f]{128}$/);
    expect(stored).not.toContain(token);
    await confirm(app, { uid: '1', token: stored }).expect(400);
    await confirm(app, { uid: '1', token }).expect(204);
    expect((await app.Reader.findById(1))?.toObject()).toMatchObject({ emailVerified: true, verificationToken: null });
    await confirm(app, { uid: '1', token }).expect(400);
  });

  it('ends after verificationTokenTTL seconds', async () => {
    const app = await start({ verificationTokenTTL: 0.001 });
    const { token } = await verified(app);
    const { body } = await confirm(app, { uid: '1', token }).expect(400);
    expect(body).toMatchObject({ error: { code: 'INVALID_TOKEN' } });
  });

  it('ends with another e-mail', async () => {
    const app = await start();
    const { user, token } = await verified(app);
    await user.updateAttributes({ email: 'ada@king.test' });
    await confirm(app, { uid: '1', token }).expect(400);
  });

  it('still knows the tokens of an older application', async () => {
    const app = await start();
    const user = await app.register();
    await user.updateAttributes({ verificationToken: 'as it was' });
    await confirm(app, { uid: '1', token: 'as it was' }).expect(204);
  });

  it('tells an id that cannot be one as an unknown user, and repeats no more than 200 characters', async () => {
    const app = await start();
    await verified(app);
    const { body: unknown } = await confirm(app, { uid: 'x', token: 'y' }).expect(404);
    expect(unknown).toMatchObject({ error: { code: 'USER_NOT_FOUND', message: 'User not found: x' } });
    const { body: wrong } = await confirm(app, { uid: '1', token: 'y'.repeat(300) }).expect(400);
    expect(wrong).toMatchObject({ error: { message: `Invalid token: ${'y'.repeat(200)}` } });
  });

  it.each(['https://evil.test/', '//evil.test', '/\\evil.test', '/\t/evil.test', 'javascript:alert(1)', 'welcome', ''])(
    'does not lead to %j, and confirms nothing then (deviation 12)',
    async (redirect) => {
      const app = await start({ allowedRedirects: ['https://library.test'] });
      const { token } = await verified(app);
      const answer = await confirm(app, { uid: '1', token, redirect });
      if (redirect === '') return expect(answer.status).toBe(204);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ error: { code: 'INVALID_REDIRECT', message: 'Invalid redirect' } });
      expect((await app.Reader.findById(1))?.['emailVerified']).toBeNull();
    },
  );

  it.each(['/welcome?who=ada', 'https://library.test/welcome', 'https://desk.test/', 'https://own.test/done'])(
    'leads to %s where that is allowed',
    async (redirect) => {
      const app = await start({
        allowedRedirects: ['https://library.test'],
        verifyOptions: { type: 'email', from: 'a@b.test', redirect: 'https://desk.test/' },
      });
      const { token } = await verified(app, { redirect: 'https://own.test/done' });
      const answer = await confirm(app, { uid: '1', token, redirect }).expect(302);
      expect(answer.headers['location']).toBe(redirect);
    },
  );

  it('works where passwords change by their own methods only, and ends no tokens (deviation 13)', async () => {
    const app = await start({ rejectPasswordChangesViaPatchOrReplace: true });
    await app.register();
    const session = await app.login();
    const user = (await app.Reader.findById(1)) as unknown as Reader;
    const { token } = await user.verify({ type: 'email', from: 'a@b.test', mailer: keeper() });
    await confirm(app, { uid: '1', token }).expect(204);
    expect(await app.AccessToken.exists(session)).toBe(true);
  });

  it('writes a mail with a link, escaped where it is a page (deviation 21)', async () => {
    const app = await start();
    const mailer = keeper();
    const user = await app.register();
    const result = await user.verify({ type: 'email', from: 'a@b.test', mailer, host: 'library.test', port: 80 });
    const link = `http://library.test/api/Readers/confirm?uid=1&redirect=%2F&token=${result.token}`;
    expect(mailer.mails[0]).toMatchObject({ to: ADA.email, subject: 'Thanks for Registering', verifyHref: link });
    expect(mailer.mails[0]?.['text']).toBe(
      `Please verify your email by opening this link in a web browser:\n\t${link}`,
    );
    expect(mailer.mails[0]?.['html']).toContain(link.replaceAll('&', '&amp;'));
    expect(result).toMatchObject({ uid: 1, email: { to: ADA.email } });
  });

  it('takes the address of the application where it has one', async () => {
    const app = await start();
    app.app.set('url', 'https://api.library.test/');
    const mailer = keeper();
    await (await app.register()).verify({ type: 'email', from: 'a@b.test', mailer });
    expect(mailer.mails[0]?.['verifyHref']).toMatch(/^https:\/\/api\.library\.test\/api\/Readers\/confirm\?uid=1&/);
  });

  it.each([
    [{ subject: 'Hi\nBcc: all@library.test' }, /subject/],
    [{ from: 'a@b.test\r\nBcc: c@d.test' }, /from/],
    [{ to: 'a@b.test\n' }, /to/],
    [{ headers: { 'X-A': 'b\nc' } }, /headers/],
    [{ type: 'letter' }, /type/],
    [{ from: undefined }, /from/],
    [{ mailer: {} }, /mailer/],
  ])('refuses %j', async (options, message) => {
    const app = await start();
    const user = await app.register();
    const all = { type: 'email', from: 'a@b.test', mailer: keeper(), ...options };
    await expect(user.verify(all)).rejects.toThrow(message);
  });

  it('hands the options of a call to functions that take three parameters', async () => {
    const app = await start();
    const user = await app.register();
    const seen: unknown[] = [];
    const take = (value: string) => (_first: unknown, options: unknown, done: (error: null, value: string) => void) => {
      seen.push(options);
      done(null, value);
    };
    const options = { locale: 'en' };
    const calls = {
      generateVerificationToken: take('own token'),
      templateFn: take('<p>'),
      mailer: { send: take('sent') },
    };
    const verify = user.verify.bind(user) as unknown as (options: object, call: object) => Promise<object>;
    expect(await verify({ type: 'email', from: 'a@b.test', ...calls }, options)).toMatchObject({ token: 'own token' });
    expect(seen).toEqual([options, options, options]);
  });

  it('takes no options over REST', async () => {
    const app = await start({ acls: [{ principalType: 'ROLE', principalId: '$everyone', permission: 'ALLOW' }] });
    await app.register();
    const mailer = keeper();
    Object.assign(app.Reader, { email: mailer });
    await app.client
      .post('/api/Readers/1/verify')
      .send({ verifyOptions: { type: 'email', from: 'evil@evil.test', to: 'evil@evil.test' }, to: 'evil@evil.test' })
      .expect(204);
    expect(mailer.mails).toMatchObject([{ from: 'noreply@example.com', to: ADA.email }]);
  });
});

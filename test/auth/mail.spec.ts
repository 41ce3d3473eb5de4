import { auth, type EmailClass, sentMails } from '@loopnest/auth';
import { createRegistry, type DataSourceSettings, type ServiceConnector } from '@loopnest/models';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type MountedApp, useMountedApps } from './mounted-app.js';
import { type SmtpServer, startSmtpServer } from './smtp-server.js';

const LETTER = { to: 'ada@choir.test', from: 'choir@choir.test', subject: 'Tuesday', text: 'Bring your scores.' };

/** What these tests ask of the user model. */
interface Users {
  create(data: object): Promise<{ verify(verifyOptions: object, options?: object): Promise<unknown> }>;
}

/** Where somebody else's words could end a header. */
const HOSTILE: readonly (readonly [string, object])[] = [
  ['to', { to: 'ada@choir.test\r\nBcc: eve@evil.test' }],
  ['to', { to: ['ada@choir.test', { name: 'Ada\nBcc: eve@evil.test', address: 'ada@choir.test' }] }],
  ['from', { from: { name: 'Choir', address: 'choir@choir.test>\r\nRCPT TO:<eve@evil.test' } }],
  ['subject', { subject: 'Hi\nBcc: eve@evil.test' }],
  ['subject', { subject: 'Hi\rBcc: eve@evil.test' }],
  ['cc', { cc: 'a@b.test\n' }],
  ['replyTo', { replyTo: 'a@b.test\u0000' }],
  ['headers', { headers: { 'X-Choir': 'a\r\nBcc: eve@evil.test' } }],
  ['headers', { headers: { 'X-Choir: a\r\nBcc': 'eve@evil.test' } }],
  ['headers', { headers: [{ key: 'X-Choir', value: ['fine', 'a\nb'] }] }],
  ['headers', { headers: { 'X-Choir': { prepared: true, value: 'a\r\n b' } } }],
  ['envelope', { envelope: { from: 'a@b.test', to: ['a@b.test\r\nRCPT TO:<eve@evil.test>'] } }],
  ['list', { list: { unsubscribe: { url: 'http://a.test', comment: 'a\r\nb' } } }],
  ['attachments.filename', { attachments: [{ filename: 'a\r\nb.txt', content: 'x' }] }],
];

describe.each(testDatabases())('mail on $name', (database) => {
  const mount = useMountedApps(database);
  let smtp: SmtpServer | undefined;
  afterEach(async () => {
    await smtp?.close();
    smtp = undefined;
  });

  async function start(post: DataSourceSettings): Promise<MountedApp & { Email: EmailClass }> {
    const mounted = await mount({
      dataSources: { post: { connector: 'mail', ...post } },
      modelConfig: { Email: { dataSource: 'post', public: true } },
    });
    return { ...mounted, Email: mounted.app.models['Email'] as unknown as EmailClass };
  }

  async function startWithSmtp(
    options: object = {},
    server: { readonly silent?: boolean } = {},
  ): Promise<{ server: SmtpServer; Email: EmailClass }> {
    smtp = await startSmtpServer(server);
    const transport = { type: 'smtp', host: '127.0.0.1', port: smtp.port, ignoreTLS: true, ...options };
    return { server: smtp, Email: (await start({ transports: [transport] })).Email };
  }

  it('answers what it was given, and warns once, where there is no transport', async () => {
    const { Email, warnings } = await start({});
    expect(await Email.send(LETTER)).toBe(LETTER);
    const letter = new Email(LETTER);
    expect(await letter.send()).toBe(letter);
    expect(warnings.filter((text) => text.includes('transport'))).toEqual([
      'Data source "post": no mail is sent, since there is no transport; set up "transports"',
    ]);
  });

  it('answers callbacks', async () => {
    const { Email } = await start({ connector: 'loopback-connector-mail' });
    const sent = Promise.withResolvers<unknown>();
    expect(Email.send(LETTER, (error, answer) => sent.resolve([error, answer]))).toBeUndefined();
    expect(await sent.promise).toEqual([null, LETTER]);
    const refused = Promise.withResolvers<unknown>();
    new Email({ ...LETTER, subject: 'a\nb' }).send((error) => refused.resolve(error));
    expect(await refused.promise).toMatchObject({ statusCode: 400, code: 'INVALID_MAIL' });
  });

  it('has no routes', async () => {
    const { client } = await start({});
    await client.get('/api/Emails').expect(404);
    await client.post('/api/Emails').send(LETTER).expect(404);
    await client.post('/api/Emails/send').send(LETTER).expect(404);
  });

  it('goes by SMTP', async () => {
    const { server, Email } = await startWithSmtp();
    const answer = await new Email({ ...LETTER, to: 'ada@choir.test, bob@choir.test', html: '<b>Scores</b>' }).send();
    expect(answer).toMatchObject({ accepted: ['ada@choir.test', 'bob@choir.test'], response: '250 queued as 42' });
    const [mail] = server.mails;
    expect(mail?.envelope).toEqual([
      expect.stringContaining('FROM:<choir@choir.test>'),
      expect.stringContaining('TO:<ada@choir.test>'),
      expect.stringContaining('TO:<bob@choir.test>'),
    ]);
    expect(mail?.lines).toEqual(expect.arrayContaining(['Subject: Tuesday', 'Bring your scores.', '<b>Scores</b>']));
  });

  it('tells what the mail server refuses', async () => {
    const { Email } = await startWithSmtp();
    await expect(Email.send({ ...LETTER, to: 'refused@choir.test' })).rejects.toThrow('550 no such user');
  });

  it('gives up where the mail server does not answer', async () => {
    const { Email } = await startWithSmtp({ greetingTimeout: 100 }, { silent: true });
    await expect(Email.send(LETTER)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('gives up after the timeout of the data source', async () => {
    const stuck = { name: 'stuck', version: '1', send: () => undefined };
    const { Email } = await start({ transports: [stuck], timeout: 50 });
    await expect(Email.send(LETTER)).rejects.toMatchObject({ code: 'MAIL_TIMEOUT' });
  });

  it.each(HOSTILE)('refuses a line break in %s: %j', async (field, hostile) => {
    const { app, Email } = await start({ transport: { type: 'memory' } });
    const sending = Email.send({ ...LETTER, ...hostile });
    await expect(sending).rejects.toMatchObject({ statusCode: 400, code: 'INVALID_MAIL', details: { field } });
    expect(sentMails(app.dataSources['post']!)).toEqual([]);
  });

  it('takes line breaks where they belong', async () => {
    const { app, Email } = await start({ transport: { type: 'memory' } });
    const attachments = [{ filename: 'a.txt', content: 'a\r\nb' }];
    await Email.send({ ...LETTER, text: 'a\r\nb', html: '<p>\n</p>', attachments, user: { note: 'a\nb' } });
    expect(sentMails(app.dataSources['post']!)).toMatchObject([{ text: 'a\r\nb', attachments }]);
  });

  it('keeps the newest mails in memory', async () => {
    const { app, Email } = await start({ transports: [{ type: 'memory', limit: 2 }] });
    for (const subject of ['one', 'two', 'three']) await new Email({ ...LETTER, subject }).send();
    expect(sentMails(app.dataSources['post']!)).toEqual([
      { ...LETTER, subject: 'two' },
      { ...LETTER, subject: 'three' },
    ]);
    expect(() => sentMails(app.dataSources['db']!)).toThrow('database');
  });

  it('is written to the log', async () => {
    const { Email, logs } = await start({ transports: [{ type: 'console' }] });
    await Email.send({ ...LETTER, text: 'Bring\nyour scores.' });
    expect(logs).toContain(
      'Data source "post": A mail\n  from: choir@choir.test\n  to: ada@choir.test\n  subject: Tuesday\n  \n  Bring\n  your scores.',
    );
  });

  it('is written to the log without what moves the cursor of a terminal', async () => {
    const { Email, logs } = await start({ transports: [{ type: 'console' }] });
    await Email.send({ ...LETTER, subject: '\u001b[2J', text: 'a\tb\u0007\u009b' });
    expect(logs.at(-1)).toContain('subject: \uFFFD[2J\n  \n  a\tb\uFFFD\uFFFD');
  });

  it('chooses a transport by its alias or type, or else the first', async () => {
    const { app, Email, logs } = await start({
      transports: [{ type: 'memory' }, { type: 'console', alias: 'screen' }],
    });
    for (const transport of [undefined, 'screen', 'unknown', 'memory']) await Email.send({ ...LETTER, transport });
    expect(sentMails(app.dataSources['post']!)).toHaveLength(3);
    expect(logs.filter((text) => text.includes('Tuesday'))).toHaveLength(1);
  });

  it.each([
    [{ transports: [{ type: 'smtp' }, {}] }, 'post.transports[1] has the type undefined'],
    [{ transports: [{ type: '../../evil' }] }, 'post.transports[0] has the type "../../evil"'],
    [{ transport: { type: 'pigeon' } }, 'npm install nodemailer-pigeon-transport'],
    [{ transport: 'smtp' }, 'post.transport must be an object'],
    [{ transports: {} }, 'must be a list'],
    [{ transports: [{ type: 'memory', limit: 0 }] }, 'post.transports[0] has the limit 0'],
    [{ timeout: -1 }, 'post.timeout is -1'],
  ])('stops the start for wrong settings: %j', async (settings, message) => {
    await expect(start(settings)).rejects.toThrow(message);
  });

  it('takes transports of other packages, by the name that LoopBack gives them', async () => {
    const root = await mkdtemp(join(tmpdir(), 'loopnest-mail-'));
    const directory = join(root, 'node_modules/nodemailer-carrier-transport');
    await mkdir(directory, { recursive: true });
    await writeFile(
      join(directory, 'index.js'),
      `module.exports = (options) => ({ name: 'carrier', version: '1', send: (mail, done) => done(null, { by: options.bird, to: mail.data.to }) });`,
    );
    try {
      const { app } = await mount({
        root,
        dataSources: { post: { connector: 'mail', transports: [{ type: 'Carrier', bird: 'pigeon' }] } },
        modelConfig: { Email: { dataSource: 'post' } },
      });
      const Email = app.models['Email'] as unknown as EmailClass;
      expect(await Email.send(LETTER)).toEqual({ by: 'pigeon', to: 'ada@choir.test' });
    } finally {
      await rm(root, { recursive: true });
    }
  });

  describe('that verifies an address', () => {
    const modelConfig = {
      User: { dataSource: 'db', public: true },
      AccessToken: { dataSource: 'db' },
      Email: { dataSource: 'post' },
    };
    const credentials = { email: 'ada@choir.test', password: 'lovelace', username: '<b>ada</b>' };

    async function register() {
      const dataSources = { post: { connector: 'mail', transport: { type: 'memory' } } };
      const mounted = await mount({ dataSources, modelConfig });
      const user = await (mounted.app.models['User'] as unknown as Users).create(credentials);
      return { ...mounted, user, sent: () => sentMails(mounted.app.dataSources['post']!) };
    }

    it('has a link that does', async () => {
      const { client, sent, user } = await register();
      await user.verify({ type: 'email', from: 'choir@choir.test' });
      const [mail] = sent();
      expect(mail).toMatchObject({ to: 'ada@choir.test', from: 'choir@choir.test', subject: 'Thanks for Registering' });
      const link = /http:\S+/.exec(String(mail?.text))?.[0] ?? '';
      expect(mail?.html).toContain(`href="${link.replaceAll('&', '&amp;')}"`);
      await client.get(link.replace('http://localhost:3000', '')).expect(302);
    });

    it('has what a template makes of it, escaped', async () => {
      const { sent, user } = await register();
      const directory = await mkdtemp(join(tmpdir(), 'loopnest-mail-'));
      const template = join(directory, 'verify.ejs');
      await writeFile(template, '<p>Dear <%= user.username %>: <%= verifyHref %></p>');
      await user.verify({ type: 'email', from: 'choir@choir.test', verifyHref: 'https://a.test/"?x', template });
      await rm(directory, { recursive: true });
      expect(sent()[0]?.html).toMatch(
        /^<p>Dear &lt;b&gt;ada&lt;\/b&gt;: https:\/\/a\.test\/&quot;\?x&amp;token=[0-9a-f]{128}<\/p>$/,
      );
    });

    it('goes by a mailer of its own, which may take the options of the call', async () => {
      const { user } = await register();
      const calls: unknown[][] = [];
      const mailer = {
        name: 'mine',
        send(mail: { to: string }, options: object, done: (error: unknown, answer: unknown) => void) {
          calls.push([this.name, mail.to, options]);
          done(null, 'sent');
        },
      };
      const options = { type: 'email', from: 'choir@choir.test', mailer };
      expect(await user.verify(options, { note: 'mine' })).toMatchObject({ email: 'sent' });
      expect(calls).toEqual([['mine', 'ada@choir.test', expect.objectContaining({ note: 'mine' })]]);
    });

    it('cannot be given headers by who registers', async () => {
      const { client, sent } = await register();
      const email = 'eve@evil.test\r\nBcc: all@choir.test';
      await client.post('/api/Users').send({ email, password: 'x' }).expect(422);
      await client.post('/api/Users/1/verify').send({ to: 'eve@evil.test', text: 'mine', subject: 'a\nb' }).expect(204);
      expect(sent()).toMatchObject([{ to: 'ada@choir.test', subject: 'Thanks for Registering' }]);
    });
  });

  it('goes by a mailer of another connector', async () => {
    const sent: unknown[] = [];
    const connector: ServiceConnector = {
      name: 'postcards',
      openService: () => Promise.resolve({ send: async (mail: unknown) => sent.push(mail), close: () => undefined }),
    };
    const { app } = await mount({
      connectors: [connector],
      dataSources: { post: { connector: 'postcards' } },
      models: [{ name: 'Postcard', base: 'Email' }],
      modelConfig: { Postcard: { dataSource: 'post' } },
    });
    const Postcard = app.models['Postcard'] as unknown as EmailClass;
    expect(await Postcard.send(LETTER)).toBe(1);
    expect(sent).toEqual([LETTER]);
  });

  it('cannot be sent without a mail connector', async () => {
    const { app } = await mount({ modelConfig: { Email: { dataSource: 'db' } } });
    const text = 'You must connect the Email Model to a Mail connector';
    const Email = app.models['Email'] as unknown as EmailClass;
    expect(() => Email.send(LETTER)).toThrow(text);
    const registry = createRegistry({ plugins: [auth()] });
    const Unattached = registry.getModel('Email') as unknown as EmailClass;
    expect(() => new Unattached(LETTER).send()).toThrow(text);
  });

  it('is no place for models that are stored', async () => {
    const starting = mount({
      dataSources: { post: { connector: 'mail' } },
      models: [{ name: 'Note' }],
      modelConfig: { Note: { dataSource: 'post' } },
    });
    await expect(starting).rejects.toThrow('Model "Note"');
  });
});

/** Written into the fresh application beside what the README shows, to use what its pages only mention. */
export const LIBRARY_CHECK = {
  'src/library-check.ts': `import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getModelToken, type ModelClass, ModelsModule } from '@loopnest/models';
import { instanceToPlain } from 'class-transformer';
import { deepEqual, equal } from 'node:assert/strict';
import { AppModule } from './app.module.js';
import type { Customer } from './customers/customer.js';
import { ReportService } from './customers/report.service.js';

@Module({ imports: [AppModule, ModelsModule.forFeature([], { dataSources: ['db'] })], providers: [ReportService] })
class CheckModule {}

const app = await NestFactory.createApplicationContext(CheckModule, { logger: ['error'] });
const Customer = app.get<ModelClass<Customer>>(getModelToken('Customer'), { strict: false });
equal(await app.get(ReportService).vips(), await Customer.count({ vip: true }));
const { id, name, since, notes } = instanceToPlain(await Customer.create({ name: 'Plain', since: new Date(0), notes: 'hidden' }));
deepEqual([typeof id, name, since, notes], ['number', 'Plain', new Date(0), undefined]);
await app.close();
`,
};

export const COMMONJS_CHECK = {
  'commonjs-check.cjs': `const { createApplication, DataSource } = require('@loopnest/models');

const logger = { log() {}, warn: console.warn, error: console.error };
const dataSources = { db: { connector: 'memory' } };
const app = createApplication({ logger, dataSources, models: [{ name: 'Note', properties: { text: 'string' } }] });
app.start().then(async () => {
  await app.models.Note.create({ text: 'hello' });
  if ((await app.models.Note.count()) !== 1) throw new Error('The note is not there');
  await app.close();
});

const db = new DataSource('memory');
const Entry = db.define('Entry', { text: { type: String, required: true } });
Entry.create({ text: 'hello' }, (error, entry) => {
  if (error !== null || entry.id !== 1) throw error ?? new Error('The entry has no id');
  db.disconnect(() => undefined);
});
`,
};

/** Asks the application that takes JSON web tokens, with tokens of that make. */
export const JWT_CHECK = {
  'src/jwt-check.ts': `import { NestFactory } from '@nestjs/core';
import { SignJWT } from 'jose';
import { deepEqual, equal } from 'node:assert/strict';

process.env['JWT_SECRET'] = 'a secret that is long enough for HS256';
const { JwtModule } = await import('./jwt.module.js');

function sign(subject: string, secret = process.env['JWT_SECRET'], audience = 'notes') {
  const token = new SignJWT({ email: subject + '@choir.test' }).setProtectedHeader({ alg: 'HS256' });
  token.setIssuer('https://login.choir.test').setAudience(audience).setSubject(subject).setExpirationTime('1 minute');
  return token.sign(new TextEncoder().encode(secret));
}

const app = await NestFactory.create(JwtModule, { logger: ['error'] });
await app.listen(0, '127.0.0.1');
const url = (await app.getUrl()) + '/api/Notes';
async function ask(token: string | undefined, method = 'GET', body?: object) {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (token !== undefined) headers['Authorization'] = 'Bearer ' + token;
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

equal((await ask(undefined)).status, 401, 'a stranger');
equal((await ask(undefined, 'POST', { text: 'nobody', owner: 'ada' })).status, 401, 'a stranger who writes');
const ada = await sign('ada');
equal((await ask(ada, 'POST', { text: 'mine', owner: 'ada' })).status, 200, 'the owner');
deepEqual((await ask(ada)).body.map(({ text }: { text: string }) => text), ['mine']);
deepEqual((await ask(await sign('bob'))).body, []);
const forged = await ask(await sign('ada', 'another secret that is long enough'));
deepEqual([forged.status, forged.body.error.message], [401, 'Invalid token'], 'forged');
equal((await ask(await sign('ada', undefined, 'others'))).status, 401, 'for others');
await app.close();
`,
};

export const AUTH_COMMONJS_CHECK = {
  'auth-commonjs-check.cjs': `const { auth } = require('@loopnest/auth');
const { createApplication } = require('@loopnest/models');

const logger = { log() {}, warn: console.warn, error: console.error };
const dataSources = { db: { connector: 'memory' } };
const app = createApplication({ logger, dataSources, plugins: [auth()] });
app.enableAuth({ dataSource: 'db' });
const credentials = { email: 'ada@example.com', password: 'ada-secret' };
app.start().then(async () => {
  const { AccessToken, User } = app.models;
  const { id } = await User.create(credentials);
  const token = await User.login(credentials);
  if ((await AccessToken.resolve(token.id)).userId !== id) throw new Error('The token is not that of the user');
  await app.close();
});
`,
};

/** A small LoopBack 3 project; its package.json comes apart. */
export const LOOPBACK_PROJECT = {
  'common/models/note.json':
    '{ "name": "Note", "base": "PersistedModel", "properties": { "text": { "type": "string", "required": true } } }',
  'server/config.json': '{ "restApiRoot": "/api", "host": "0.0.0.0", "port": 3000 }',
  'server/datasources.json':
    '{ "db": { "name": "db", "connector": "postgresql", "url": "postgresql://localhost/notes" } }',
  'server/model-config.json':
    '{ "_meta": { "sources": ["loopback/common/models", "../common/models"] }, "Note": { "dataSource": "db", "public": true } }',
};

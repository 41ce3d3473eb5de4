import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { describePrototypes } from '../prototypes.js';
import { type Account, type AttackedApp, type Attempt, form, rule, useAttackedApps } from './attacked-app.js';

/** Other ways to write the path of a row, or of all rows. */
const ROWS = [
  '/api/Notes/1',
  '/api/notes/1',
  '/api/NOTES/1',
  '/api/Notes/1/',
  '/api/Notes//1',
  '/api//Notes/1',
  '//api/Notes/1',
  '/api/Notes/1//',
  '/api/./Notes/1',
  '/api/Notes/./1',
  '/api/Users/../Notes/1',
  '/api/Notes/2/../1',
  '/api/Notes/%2e/1',
  '/api/Notes/2/%2e%2e/1',
  '/api/Notes%2F1',
  '/api/Notes/1%2F',
  '/api/Notes/%31',
  '/api/%4eotes/1',
  '/api/Notes;/1',
  '/api/Notes/1;x=1',
  '/api/Notes/1?',
  '/api/Notes/1#x',
  '/api/Notes/1%23',
  '/api/Notes/1%3F',
  '/api/Notes/1%00',
  '/api/Notes\\1',
  '/api\\Notes\\1',
  '/api/Notes/1.json',
  '/api/Notes/1?_format=json',
  '/api/Notes/1?callback=x',
  '/api/Notes/1?jsonp=x',
  '/api/Notes/1?access_token=x',
  '/api/Notes/1%0d%0a',
  '/api/Notes/ 1'.replace(' ', '%20'),
  '/api/Notes/%c0%ae%c0%ae/1',
  '/api/Notes/%u0031',
  '/api/Notes/1/exists',
  '/api/Notes/1/owner',
  '/api/Notes/1/parts',
  '/api/Notes',
  '/api/notes/',
  '/api/Notes?filter={}',
  '/api/Notes/findOne',
  '/api/Notes/FINDONE',
  '/api/Notes/count',
  '/api/Notes/change-stream',
  '/api/Notes/find',
  '/api/Notes/findById',
  '/api/Notes/findById?id=1',
  '/api/Notes/published',
];
const VERBS = [
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'TRACE',
  'QUERY',
  'COPY',
  'MERGE',
  'PROPFIND',
];
/** Other names of methods, and names of methods that have no route. */
const METHODS = [
  'upsert',
  'updateOrCreate',
  'patchOrCreate',
  'replaceOrCreate',
  'update',
  'updateAll',
  'upsertWithWhere',
  'create',
  'patchOrCreateWithWhere',
  'destroyAll',
  'removeAll',
  'deleteAll',
  'deleteById',
  'destroyById',
  'removeById',
  'bulkUpdate',
  'replaceById',
  'prototype.patchAttributes',
  'patchAttributes',
  'updateAttributes',
  'updateAttribute',
  'destroy',
  'save',
  '__create__parts',
  '__delete__parts',
  'prototype.__delete__parts',
  'bulk-update',
  'diff',
  'changes',
  'checkpoint',
];
const PROTOTYPE_NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '__defineGetter__',
  'valueOf',
];
const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override', 'x-original-method'];

describe.each(testDatabases())('rules on $name', (database) => {
  describe.each(['loopback', 'strict'] as const)('that are %s', (checkAccess) => {
    const start = useAttackedApps(database, afterAll);
    let app: AttackedApp;
    let ada: Account;
    let eve: Account;

    beforeAll(async () => {
      app = await start({
        auth: { checkAccess },
        models: [
          {
            name: 'Note',
            properties: { text: 'string' },
            scopes: { published: {} },
            relations: {
              owner: { type: 'belongsTo', model: 'User', foreignKey: 'ownerId' },
              parts: { type: 'hasMany', model: 'Part', foreignKey: 'noteId' },
            },
            acls: [
              rule('DENY', '$everyone'),
              rule('ALLOW', 'editor'),
              rule('ALLOW', '__proto__'),
              rule('ALLOW', 'constructor'),
            ],
          },
          { name: 'Part', properties: { text: 'string' }, acls: [rule('DENY', '$everyone')] },
          {
            name: 'Log',
            properties: { text: 'string' },
            acls: [rule('DENY', '$everyone', 'upsert'), rule('DENY', '$everyone', 'destroyById')],
          },
        ],
        modelConfig: {
          User: { dataSource: 'db', public: true, options: { rateLimit: false } },
          ...Object.fromEntries(
            ['Note', 'Part', 'Log', 'Role', 'RoleMapping', 'ACL'].map((name) => [
              name,
              { dataSource: 'db', public: true },
            ]),
          ),
          AccessToken: { dataSource: 'db', public: true },
        },
      });
      ada = await app.signUp('ada');
      eve = await app.signUp('eve');
      for (const { id } of [ada, eve]) await app.create('Note', { text: `secret of ${String(id)}`, ownerId: id });
      await app.create('Part', { text: 'secret part', noteId: 1 });
      await app.create('Log', { text: 'secret log' });
      const roleId = await app.create('Role', { name: 'editor' });
      await app.create('RoleMapping', { principalType: 'USER', principalId: '99', roleId });
      app.secrets.push('secret of', 'secret part');
    });

    const both = (attempts: readonly Attempt[]) =>
      attempts.flatMap((attempt) => [attempt, { ...attempt, token: eve.token }]);

    it('hold for every way to write a path', async () => {
      await app.repel(both(ROWS.map((path) => ({ path }))), 400, 401, 404);
    });

    it('hold for every verb', async () => {
      const body = { text: 'taken' };
      const paths = [
        '/api/Notes',
        '/api/Notes/1',
        '/api/notes/1/',
        '/api/Notes/1/replace',
        '/api/Notes/update?where={"id":1}',
      ];
      await app.repel(
        both(
          paths.flatMap((path) =>
            VERBS.map((method) => (method === 'TRACE' ? { method, path } : { method, path, body })),
          ),
        ),
        204,
        400,
        401,
        404,
        405,
      );
    });

    it('hold for verbs that are meant', async () => {
      const requests = OVERRIDES.flatMap((header) =>
        ['DELETE', 'PUT', 'PATCH', 'GET'].flatMap((verb) => [
          { method: 'POST', path: '/api/Notes/1', headers: { [header]: verb } },
          { path: '/api/Notes/1', headers: { [header]: verb } },
          { method: 'POST', path: `/api/Notes/1?_method=${verb}`, ...form(`_method=${verb}&text=taken`) },
          { path: '/api/Part', headers: { 'x-original-url': '/api/Users/login', 'x-rewrite-url': '/api/Users/login' } },
        ]),
      );
      await app.repel(both(requests), 401, 404);
    });

    it('hold for other names of methods', async () => {
      const where = encodeURIComponent('{"id":1}');
      await app.repel(
        both(
          METHODS.flatMap((name) => [
            { method: 'POST', path: `/api/Notes/${name}`, body: { id: 1, text: 'taken' } },
            { method: 'POST', path: `/api/Notes/${name}?where=${where}&id=1`, body: { id: 1, text: 'taken' } },
            { method: 'PUT', path: `/api/Notes/1/${name}`, body: { text: 'taken' } },
            { method: 'DELETE', path: `/api/Notes/${name}?where=${where}` },
            { method: 'POST', path: `/api/Notes/1/${name}`, body: {} },
          ]),
        ),
        401,
        404,
      );
    });

    it('that name a method by an alias hold for it', async () => {
      await app.repel(
        both([
          { method: 'PATCH', path: '/api/Logs', body: { id: 1, text: 'taken' } },
          { method: 'DELETE', path: '/api/Logs/1' },
        ]),
        401,
      );
    });

    it('hold for names of the language', async () => {
      const before = describePrototypes();
      await app.repel(
        both(
          PROTOTYPE_NAMES.flatMap((name) => [
            { path: `/api/${name}` },
            { path: `/api/${name}/1` },
            { path: `/api/Notes/${name}` },
            { path: `/api/Notes/1/${name}` },
            { method: 'POST', path: `/api/Notes/1/${name}`, body: {} },
            { method: 'POST', path: `/api/Users/${name}`, body: {} },
            { method: 'POST', path: `/api/Notes`, body: JSON.parse(`{"${name}":{"ownerId":2},"text":"x"}`) },
            { path: `/api/Notes?${name}[acls]=x&${name}[access_token]=${ada.token}` },
            { path: `/api/Users/1?${name}=${ada.token}`, headers: { 'x-access-token': name } },
          ]),
        ),
        400,
        401,
        404,
      );
      expect(describePrototypes()).toEqual(before);
    });

    it('hold for tokens that are none', async () => {
      const { token } = ada;
      const texts = [
        'null',
        'undefined',
        '$anonymous',
        '$authenticated',
        'true',
        '0',
        '%',
        '*',
        ' ',
        'Bearer',
        'Bearer ',
        'Basic',
        'Basic Og==',
        'Basic !!!',
        'Bearer !!!',
        "' OR 1=1 --",
        '{"id":{"neq":""}}',
        `${token}x`,
        token.slice(0, -1),
        token.toLowerCase(),
        `x${token}`,
        `${token}${token}`,
        'x'.repeat(1025),
        'x'.repeat(8000),
        `Basic ${token}`,
        `Bearer x${token}`,
        `Token ${token}`,
        `${token};`,
        `"${token}"`,
        Buffer.from(token).toString('base64'),
      ];
      await app.repel(
        texts.flatMap((text) => [
          { path: '/api/Users/1', token: text },
          { path: '/api/Users/1', headers: { 'x-access-token': text } },
          { path: `/api/Users/1?access_token=${encodeURIComponent(text)}` },
        ]),
        401,
        431,
      );
    });

    it('hold for tokens in bodies, and elsewhere than tokens are looked for', async () => {
      const { token } = ada;
      const json = {
        access_token: token,
        accessToken: token,
        options: { accessToken: { userId: 1 } },
        authorization: token,
      };
      await app.repel(
        [
          { method: 'PATCH', path: '/api/Users/1', body: json },
          { method: 'PATCH', path: '/api/Users/1', ...form(`access_token=${token}&username=taken`) },
          { method: 'DELETE', path: '/api/Users/1', body: json },
          { method: 'POST', path: '/api/Users/logout', body: json },
          {
            method: 'POST',
            path: '/api/Users/change-password',
            body: { ...json, oldPassword: ada.password, newPassword: 'x' },
          },
          { path: `/api/Users/1?options={"accessToken":{"userId":1}}` },
          { path: `/api/Users/1?accessToken=${token}` },
          { path: `/api/Users/1?accessToken[userId]=1` },
          { path: `/api/Users/1?ACCESS_TOKEN=${token}` },
          {
            path: '/api/Users/1',
            headers: { access_token: token, 'access-token': token, 'proxy-authorization': token },
          },
        ],
        401,
      );
    });

    it('hold for a token that has ended, which is gone then', async () => {
      const { token } = await app.signUp('old');
      const created = new Date(Date.now() - 3_601_000);
      await app.model('AccessToken').updateAll({ userId: 3 } as never, { created } as never);
      const answer = await app.send({ path: '/api/Users/3', token });
      expect([answer.status, JSON.parse(answer.body).error.code]).toEqual([401, 'INVALID_TOKEN']);
      await app.repel(
        [
          { path: '/api/Users/3', token },
          { method: 'POST', path: '/api/Users/logout', token },
        ],
        401,
      );
    });

    it('keep roles, rules, mappings and tokens from everybody', async () => {
      const me = { principalType: 'USER', principalId: String(eve.id), roleId: 1 };
      const allow = { model: '*', principalType: 'ROLE', principalId: '$everyone', permission: 'ALLOW' };
      await app.repel(
        both([
          ...['Roles', 'RoleMappings', 'ACLs', 'AccessTokens'].flatMap((name) => [
            { path: `/api/${name}` },
            { path: `/api/${name}/1` },
            { path: `/api/${name}/count` },
            { path: `/api/${name}/1/user` },
            { method: 'POST', path: `/api/${name}`, body: { ...me, ...allow, name: 'mine', userId: 1 } },
            { method: 'PUT', path: `/api/${name}`, body: { id: 1, ...me, ...allow } },
            { method: 'PATCH', path: `/api/${name}/1`, body: me },
            { method: 'POST', path: `/api/${name}/update?where={}`, body: me },
            { method: 'DELETE', path: `/api/${name}/1` },
          ]),
          { method: 'POST', path: '/api/Roles/1/principals', body: me },
          { path: '/api/Roles/1/principals' },
          { path: '/api/RoleMappings/1/role' },
          { path: '/api/Users/1/accessTokens' },
          { method: 'POST', path: '/api/Users/1/accessTokens', body: {} },
          { path: `/api/Users/2/accessTokens/${ada.token}` },
        ]),
        401,
        404,
      );
    });
  });
});

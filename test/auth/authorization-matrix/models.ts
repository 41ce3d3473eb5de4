import type { StrictModel } from '../strict-app.js';
import { allow, DENY_ALL } from '../strict-app.js';

const OWNER = { type: 'belongsTo', model: 'Member', foreignKey: 'ownerId' };
const PICTURED = { polymorphic: { foreignKey: 'ofId', discriminator: 'ofType' } };
const deny = (role: string, property: string) => ({
  principalType: 'ROLE',
  principalId: role,
  permission: 'DENY',
  property,
});
const read = (role: string) => ({ principalType: 'ROLE', principalId: role, permission: 'ALLOW', accessType: 'READ' });
const write = (role: string) => ({
  principalType: 'ROLE',
  principalId: role,
  permission: 'ALLOW',
  accessType: 'WRITE',
});

const PASSES = {
  type: 'hasMany',
  model: 'Pass',
  polymorphic: { foreignKey: 'userId', discriminator: 'principalType' },
  options: { disableInclude: true },
};

/** What the matrix asks. All rows but those of users belong to somebody: the first to `owner`, the second to `other`. */
export const MODELS: readonly StrictModel[] = [
  {
    name: 'Member',
    base: 'User',
    relations: { accessTokens: PASSES, accounts: { type: 'hasMany', model: 'Account', foreignKey: 'ownerId' } },
    acls: [allow('$owner', '__get__accessTokens'), allow('$owner', ['__get__accounts', '__create__accounts'])],
  },
  { name: 'Staff', base: 'User', plural: 'Staff', relations: { accessTokens: PASSES } },
  {
    name: 'Pass',
    base: 'AccessToken',
    plural: 'Passes',
    relations: {
      user: {
        type: 'belongsTo',
        idName: 'id',
        polymorphic: { idType: 'number', foreignKey: 'userId', discriminator: 'principalType' },
      },
    },
  },
  {
    // Everybody reads, owners write, whoever is known creates, admins do everything.
    name: 'Paper',
    properties: { name: 'string', sourceIds: ['number'] },
    relations: {
      owner: OWNER,
      reviews: { type: 'hasMany', model: 'Review', foreignKey: 'paperId', options: { nestRemoting: true } },
      draft: { type: 'hasOne', model: 'Account', foreignKey: 'paperId' },
      readers: {
        type: 'hasMany',
        model: 'Account',
        through: 'Subscription',
        foreignKey: 'paperId',
        keyThrough: 'accountId',
      },
      topics: { type: 'hasAndBelongsToMany', model: 'Sheet' },
      sources: { type: 'referencesMany', model: 'Account', foreignKey: 'sourceIds' },
      pictures: { type: 'hasMany', model: 'Picture', ...PICTURED },
      secrets: { type: 'hasMany', model: 'Vault', foreignKey: 'paperId' },
      lines: { type: 'embedsMany', model: 'Line', property: 'lineList' },
      cover: { type: 'embedsOne', model: 'Line', property: 'coverLine' },
    },
    scopes: { recent: { order: 'id DESC' } },
    acls: [DENY_ALL, read('$everyone'), allow('$authenticated', 'create'), write('$owner'), allow('admin')],
  },
  {
    // Owners do everything, clerks read.
    name: 'Review',
    properties: { name: 'string' },
    relations: {
      owner: OWNER,
      paper: { type: 'belongsTo', model: 'Paper' },
      replies: { type: 'hasMany', model: 'Account', foreignKey: 'reviewId' },
    },
    acls: [DENY_ALL, allow('$owner'), read('clerk')],
  },
  {
    name: 'Account',
    properties: { name: 'string' },
    relations: { owner: OWNER, review: { type: 'belongsTo', model: 'Review' } },
    acls: [DENY_ALL, allow('$owner')],
  },
  {
    name: 'Picture',
    properties: { name: 'string', ofId: 'number', ofType: 'string' },
    relations: { of: { type: 'belongsTo', ...PICTURED } },
    acls: [DENY_ALL, read('$authenticated')],
  },
  {
    // Clerks read but do not count, auditors find, and of both roles the one that denies wins.
    name: 'Ledger',
    properties: { name: 'string' },
    acls: [DENY_ALL, read('clerk'), deny('clerk', 'count'), allow('auditor', ['find', 'count']), allow('admin')],
    aclErrorStatus: 403,
  },
  { name: 'Vault', properties: { name: 'string' }, acls: [DENY_ALL] },
  {
    // Without a rule everything is open; three methods have rules of their own.
    name: 'Sheet',
    properties: { name: 'string' },
    relations: { owner: OWNER },
    methods: {
      stats: { http: { verb: 'get', path: '/stats' }, returns: { arg: 'count', type: 'number' } },
      'prototype.praise': { http: { verb: 'post', path: '/praise' } },
      export: { http: { verb: 'post', path: '/export' }, accessScopes: ['read'] },
    },
    acls: [deny('$everyone', 'stats'), allow('admin', 'stats'), deny('$everyone', 'praise'), allow('$owner', 'praise')],
  },
  {
    // Its changes are tracked, it is its owners'.
    name: 'Journal',
    properties: { id: { type: 'string', id: true, defaultFn: 'guid' }, name: 'string' },
    relations: { owner: OWNER },
    trackChanges: true,
    enableRemoteReplication: true,
    acls: [DENY_ALL, allow('$owner')],
  },
  {
    name: 'Subscription',
    relations: { paper: { type: 'belongsTo', model: 'Paper' }, account: { type: 'belongsTo', model: 'Account' } },
  },
  { name: 'Line', base: 'Model', properties: { id: { type: 'number', id: true }, name: 'string' } },
];

/** Who is served, and what built-in models are told. */
export const CONFIGURE = {
  User: { dataSource: 'db', public: true },
  Staff: { dataSource: 'db', public: false },
  Subscription: { dataSource: 'db', public: false },
  Line: { dataSource: null, public: false },
  // Closed, since nothing is said.
  Role: { dataSource: 'db', public: true },
  Application: { dataSource: 'db', public: true },
  // Opened by one rule, for those that it is for.
  RoleMapping: { dataSource: 'db', public: true, acls: [allow('admin')] },
  ACL: { dataSource: 'db', public: true, acls: [allow('admin')] },
};

/** What is asked beside the routes: includes at depths 0 to 3, counts and filters. */
export const QUERIES: readonly string[] = [
  '/Papers?filter={"where":{"ownerId":1}}',
  '/Papers?filter={"include":"reviews"}',
  '/Papers?filter={"include":{"reviews":"replies"}}',
  '/Papers?filter={"include":{"reviews":{"replies":"owner"}}}',
  '/Papers?filter={"include":{"reviews":{"paper":"reviews"}}}',
  '/Papers?filter={"include":"draft"}',
  '/Papers?filter={"include":"readers"}',
  '/Papers?filter={"include":"topics"}',
  '/Papers?filter={"include":"sources"}',
  '/Papers?filter={"include":"pictures"}',
  '/Papers?filter={"include":{"pictures":"of"}}',
  '/Papers?filter={"include":"secrets"}',
  '/Papers?filter={"include":"owner"}',
  '/Papers?filter={"include":"lines"}',
  '/Papers?filter={"include":[{"relation":"reviews","scope":{"where":{"or":[{"ownerId":1},{"ownerId":2}]}}}]}',
  '/Papers/1?filter={"include":"reviews"}',
  '/Papers/1?filter={"include":"secrets"}',
  '/Papers/findOne?filter={"include":{"reviews":"replies"}}',
  '/Papers/recent?filter={"include":"reviews"}',
  '/Papers/1/reviews?filter={"include":"replies"}',
  '/Papers/1/reviews?filter={"include":{"paper":"secrets"}}',
  '/Papers/1/reviews?filter={"where":{"ownerId":2}}',
  '/Papers/1/reviews/count?where={"ownerId":{"gt":0}}',
  '/Papers/1/pictures?filter={"include":"of"}',
  '/Accounts?filter={"where":{"or":[{"ownerId":1},{"ownerId":2}]}}',
  '/Accounts?filter={"include":"owner"}',
  '/Accounts/count?where={"ownerId":{"gt":0}}',
  '/Reviews?filter={"include":"paper"}',
  '/Reviews?id=1',
  '/Reviews/count?id=1',
  '/Pictures?filter={"include":"of"}',
  '/Pictures?filter={"include":{"of":"secrets"}}',
  '/Sheets?filter={"include":"owner"}',
];

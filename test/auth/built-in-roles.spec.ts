import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useGuardedApps } from './guarded-apps.js';
import { book, CLOSED, rule } from './rule-models.js';

const OPEN = { public: true, acls: [rule('ALLOW', '$everyone')] };
const ROLES_OPEN = { Role: OPEN, RoleMapping: OPEN };

describe.each(testDatabases())('Role and RoleMapping on $name', (database) => {
  const make = useGuardedApps(database);

  it('delete the mappings of a role with it, so that a later one does not find them (deviation 16)', async () => {
    const app = await make({ configure: ROLES_OPEN });
    await app.give('admin', 1);
    await app.give('other', 1);
    await app.ask('delete', '/Roles/1').expect(200);
    const mappings = app.model('RoleMapping');
    expect((await mappings.find()).map(({ roleId }: { roleId: number }) => roleId)).toEqual([2]);
    await app.model('Role').destroyAll({ name: 'other' });
    expect(await mappings.count()).toBe(0);
  });

  it('refuse a mapping to a role that does not exist (deviation 16)', async () => {
    const app = await make({ configure: ROLES_OPEN });
    const mapping = { principalType: 'USER', principalId: 1 };
    const { body } = await app.ask('post', '/RoleMappings', { ...mapping, roleId: 7 }).expect(422);
    expect(body.error).toMatchObject({ name: 'ValidationError', details: { codes: { roleId: ['presence'] } } });
    await app.ask('post', '/Roles', { name: 'admin' }).expect(200);
    await app.ask('post', '/RoleMappings', { ...mapping, roleId: 1 }).expect(200);
    await app.ask('patch', '/RoleMappings/1', { roleId: 7 }).expect(422);
    await app.ask('put', '/RoleMappings/1', { ...mapping, roleId: 7 }).expect(422);
    await app.ask('post', '/RoleMappings/update?where={}', { roleId: 7 }).expect(422);
    await app.ask('post', '/RoleMappings/update?where={}', { principalId: '2' }).expect(200);
    await app.ask('post', '/Roles/7/principals', mapping).expect(404);
  });

  it('set modified with every change (deviation 16)', async () => {
    const app = await make({ configure: ROLES_OPEN });
    const long = new Date(0).toISOString();
    await app.ask('post', '/Roles', { name: 'admin', modified: long }).expect(200);
    const { body } = await app.ask('patch', '/Roles/1', { description: 'all' }).expect(200);
    expect(body.modified).not.toBe(long);
    await app.ask('put', '/Roles/1', { name: 'root', modified: long }).expect(200);
    const role = await app.model('Role').findById(1);
    expect(role.modified.getTime()).toBeGreaterThan(0);
    await app.model('Role').updateAll({}, { description: 'x', modified: long });
    expect((await app.model('Role').findById(1)).modified.getTime()).toBeGreaterThan(0);
  });

  it('refuse a name that is taken, and take it back', async () => {
    const app = await make({ configure: ROLES_OPEN });
    await app.ask('post', '/Roles', { name: 'admin' }).expect(200);
    const { body } = await app.ask('post', '/Roles', { name: 'admin' }).expect(422);
    expect(body.error.details).toMatchObject({
      codes: { name: ['uniqueness'] },
      messages: { name: ['already exists'] },
    });
    await app.ask('patch', '/Roles/1', { name: 'admin' }).expect(200);
  });

  it('find each other in code, with promises and callbacks', async () => {
    const app = await make({});
    const [Role, RoleMapping, Application] = ['Role', 'RoleMapping', 'Application'].map((name) => app.model(name));
    const ada = await app.user('ada');
    await app.user('bob');
    await Application.create({ id: 'lift', name: 'Lift' });
    await app.give('admin', ada.id);
    await app.give('admin', 'lift', 'APP');
    await app.give('sub', 'nobody');
    await app.give('admin', 2, 'ROLE');
    const admin = await Role.findOne({ where: { name: 'admin' } });
    const emails = (users: readonly { email: string }[]) => users.map(({ email }) => email);
    expect(emails(await admin.users())).toEqual(['ada@test.test']);
    expect(emails(await admin.users({ where: { email: 'bob@test.test' } }))).toEqual([]);
    expect((await admin.applications()).map(({ id }: { id: string }) => id)).toEqual(['lift']);
    expect((await admin.roles()).map(({ name }: { name: string }) => name)).toEqual(['sub']);
    expect(
      emails(await new Promise((resolve) => admin.users((_error: unknown, users: never) => resolve(users)))),
    ).toEqual(['ada@test.test']);
    const [ofUser, ofApp, , ofRole] = await RoleMapping.find({ order: 'id' });
    expect(await ofUser.user()).toMatchObject({ email: 'ada@test.test' });
    expect(await ofUser.application()).toBeNull();
    expect(await ofApp.application()).toMatchObject({ id: 'lift' });
    expect(await ofApp.user()).toBeNull();
    expect(await ofRole.childRole()).toMatchObject({ name: 'sub' });
  });

  it('answer in code who is in which roles', async () => {
    const app = await make({ models: [book([])] });
    const Role = app.model('Role');
    const ada = await app.user('ada');
    await app.give('admin', ada.id);
    const access = { principalType: 'USER', principalId: ada.id };
    expect(await Role.isInRole('admin', access)).toBe(true);
    expect(await Role.isInRole('$unauthenticated', access)).toBe(false);
    expect(await Role.isInRole('admin', { principalType: 'APP', principalId: ada.id })).toBe(false);
    expect(await Role.isInRole('$owner', { ...access, model: 'User', modelId: ada.id })).toBe(true);
    expect(await Role.isAuthenticated(access)).toBe(true);
    expect(await Role.isAuthenticated({})).toBe(false);
    expect(await Role.getRoles(access)).toEqual(['$authenticated', '$everyone', 1]);
    expect(await Role.getRoles(access, { returnOnlyRoleNames: true })).toEqual([
      '$authenticated',
      '$everyone',
      'admin',
    ]);
    Role.registerResolver('broken', () => Promise.reject(new Error('no')));
    await expect(Role.getRoles(access)).rejects.toThrow('no');
    expect([Role.OWNER, Role.RELATED, Role.AUTHENTICATED, Role.UNAUTHENTICATED, Role.EVERYONE]).toEqual([
      '$owner',
      '$related',
      '$authenticated',
      '$unauthenticated',
      '$everyone',
    ]);
  });

  it('are what rules ask for in code (deviation 13)', async () => {
    const app = await make({
      models: [
        book([
          CLOSED,
          rule('ALLOW', 'admin', { property: 'updateAttributes' }),
          rule('ALLOW', '$everyone', { property: 'count' }),
        ]),
      ],
    });
    const [ACL, Scope] = [app.model('ACL'), app.model('Scope')];
    const ada = await app.user('ada');
    await app.give('admin', ada.id);
    const { id } = await app.model('AccessToken').create({ userId: ada.id });
    const token = await app.model('AccessToken').resolve(id);
    expect(await ACL.checkAccessForToken(token, 'Book', undefined, 'patchAttributes')).toBe(true);
    expect(await ACL.checkAccessForToken(null, 'Book', undefined, 'patchAttributes')).toBe(false);
    expect(await ACL.checkAccessForToken(null, 'Book', undefined, 'count')).toBe(true);
    const permission = async (...asked: unknown[]) => (await ACL.checkPermission(...asked)).permission;
    // Of everybody's rules, only those of the principal count.
    expect(await permission('ROLE', 'admin', 'Book', 'patchAttributes', 'WRITE')).toBe('ALLOW');
    expect(await permission('ROLE', '$everyone', 'Book', 'patchAttributes', 'WRITE')).toBe('DENY');
    expect(await permission('USER', 1, 'Book', 'find', 'READ')).toBe('ALLOW');
    await ACL.create({ model: 'Book', principalType: 'USER', principalId: '1', permission: 'DENY', property: 'find' });
    expect(await permission('USER', 1, 'Book', 'find', 'READ')).toBe('DENY');
    expect(await permission('USER', 1, 'Book', '*', '*')).toBe('DENY');
    const request = await ACL.checkAccessForContext({ model: 'Book', property: 'count', accessType: 'READ' });
    expect(request).toMatchObject({ model: 'Book', property: 'count', accessType: 'READ', permission: 'ALLOW' });
    expect(request.isAllowed()).toBe(true);
    expect(await ACL.isMappedToRole('USER', 'ada@test.test', 'admin')).toBe(true);
    expect(await ACL.isMappedToRole('USER', ada.id, 1)).toBe(true);
    expect(await ACL.isMappedToRole('USER', 'bob@test.test', 'admin')).toBe(false);
    expect(await ACL.resolvePrincipal('ROLE', 'admin')).toMatchObject({ name: 'admin' });
    const scope = await Scope.create({ name: 'email' });
    await ACL.create({
      model: 'Book',
      principalType: 'SCOPE',
      principalId: scope.id,
      permission: 'DENY',
      accessType: 'READ',
    });
    expect((await Scope.checkPermission('email', 'Book', 'find', 'READ')).permission).toBe('DENY');
    expect((await Scope.checkPermission('email', 'Book', 'create', 'WRITE')).permission).toBe('ALLOW');
    await expect(Scope.checkPermission('phone', 'Book')).rejects.toMatchObject({ statusCode: 404 });
    expect(
      ACL.getMatchingScore(rule('ALLOW', '$everyone', { model: 'Book' }), {
        model: 'Book',
        property: 'find',
        accessType: 'READ',
      }),
    ).toBe(7492);
    expect(
      ACL.resolvePermission([rule('DENY', '$everyone')], { model: 'Book', property: 'find', accessType: 'READ' })
        .permission,
    ).toBe('DENY');
    await new Promise<void>((resolve, reject) =>
      ACL.checkPermission('USER', 1, 'Book', 'find', 'READ', (error: unknown, found: { permission: string }) =>
        error === null && found.permission === 'DENY' ? resolve() : reject(error),
      ),
    );
  });
});

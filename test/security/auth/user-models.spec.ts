import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { type Account, type AttackedApp, type AttackedAppOptions, rule, useAttackedApps } from './attacked-app.js';

const BY_KIND = { foreignKey: 'userId', discriminator: 'principalType' };
const OWNED = [rule('DENY', '$everyone'), rule('ALLOW', '$owner'), rule('ALLOW', 'chief', 'find')];

function usersModel(name: string): object {
  const accessTokens = { type: 'hasMany', model: 'Pass', polymorphic: BY_KIND, options: { disableInclude: true } };
  return {
    name,
    base: 'User',
    rateLimit: false,
    relations: { accessTokens },
    acls: ['create', 'get', 'findById', 'destroyById', 'updateById', 'delete'].map((kind) =>
      rule('ALLOW', '$owner', `__${kind}__accessTokens`),
    ),
  };
}

/** Two models of users with the same ids, and rows of each. */
function twoKinds(checkAccess: 'loopback' | 'strict'): AttackedAppOptions {
  const users = ['Doctor', 'Patient'];
  const file = {
    name: 'Chart',
    properties: { text: 'string', userId: 'number' },
    relations: {
      doctor: { type: 'belongsTo', model: 'Doctor', foreignKey: 'doctorId' },
      patient: { type: 'belongsTo', model: 'Patient', foreignKey: 'patientId' },
    },
    acls: OWNED,
  };
  const diary = {
    name: 'Diary',
    properties: { text: 'string' },
    ownerRelations: ['owner'],
    relations: {
      owner: {
        type: 'belongsTo',
        polymorphic: { foreignKey: 'ownerId', discriminator: 'ownerType', idType: 'number' },
      },
    },
    acls: OWNED,
  };
  const user = { type: 'belongsTo', idName: 'id', polymorphic: { idType: 'number', ...BY_KIND } };
  const pass = { name: 'Pass', base: 'AccessToken', relations: { user } };
  return {
    auth: { checkAccess },
    models: [pass, ...users.map(usersModel), file, diary] as never,
    modelConfig: Object.fromEntries(
      ['Pass', ...users, 'Chart', 'Diary', 'Role', 'RoleMapping'].map((name) => [
        name,
        { dataSource: 'db', public: !['Pass', 'Role', 'RoleMapping'].includes(name) },
      ]),
    ),
  };
}

describe.each(testDatabases())('a token of another user model on $name', (database) => {
  describe.each(['loopback', 'strict'] as const)('with %s rules', (checkAccess) => {
    const start = useAttackedApps(database, afterAll);
    let app: AttackedApp;
    let doctor: Account;
    let patient: Account;

    beforeAll(async () => {
      app = await start(twoKinds(checkAccess));
      doctor = await app.signUp('doctor', { model: 'Doctor' });
      patient = await app.signUp('patient', { model: 'Patient' });
      await app.create('Chart', { text: 'of the doctor', doctorId: 1 });
      await app.create('Chart', { text: 'of the patient', patientId: 1 });
      await app.create('Diary', { text: 'of the doctor', ownerId: 1, ownerType: 'Doctor' });
      await app.create('Diary', { text: 'of the patient', ownerId: 1, ownerType: 'Patient' });
      const roleId = await app.create('Role', { name: 'chief' });
      await app.create('RoleMapping', { principalType: 'Doctor', principalId: '1', roleId });
      await app.create('RoleMapping', { principalType: 'USER', principalId: '1', roleId });
    });

    it('is that of somebody with the same id', () => expect([doctor.id, patient.id]).toEqual([1, 1]));

    it('opens no account', async () => {
      const path = '/api/Doctors/1';
      const attempts = [
        { path },
        { method: 'HEAD', path },
        { method: 'PATCH', path, body: { email: 'evil@x.test' } },
        { method: 'PUT', path, body: { email: 'evil@x.test', password: 'chosen' } },
        { method: 'POST', path: `${path}/replace`, body: { email: 'evil@x.test', password: 'chosen' } },
        { method: 'DELETE', path },
        { path: `${path}/accessTokens` },
        { method: 'POST', path: `${path}/accessTokens`, body: {} },
        { method: 'DELETE', path: `${path}/accessTokens` },
        { path: `${path}/accessTokens/${doctor.token}` },
      ];
      await app.repel(
        attempts.map((attempt) => ({ ...attempt, token: patient.token })),
        401,
      );
    });

    it('changes no password', async () => {
      const { token } = patient;
      await app.repel(
        [
          {
            method: 'POST',
            path: '/api/Doctors/change-password',
            body: { oldPassword: doctor.password, newPassword: 'chosen' },
            token,
          },
          {
            method: 'POST',
            path: '/api/Doctors/change-password',
            body: { oldPassword: patient.password, newPassword: 'chosen' },
            token,
          },
          { method: 'POST', path: '/api/Doctors/reset-password', body: { newPassword: 'chosen' }, token },
        ],
        403,
      );
    });

    it('owns no rows of the other', async () => {
      const attempts = ['/api/Charts/1', '/api/Diaries/1'].flatMap((path) => [
        { path },
        { method: 'PATCH', path, body: { text: 'mine', patientId: 1, ownerType: 'Patient', ownerId: 1 } },
        { method: 'PUT', path, body: { text: 'mine', patientId: 1, ownerType: 'Patient', ownerId: 1 } },
        { method: 'DELETE', path },
      ]);
      await app.repel(
        attempts.map((attempt) => ({ ...attempt, token: patient.token })),
        401,
      );
      await app.serve({ path: '/api/Charts/2', token: patient.token });
    });

    it('is not in a role of the other', async () => {
      const { body, status } = await app.send({ path: '/api/Charts', token: patient.token });
      expect(status).toBe(checkAccess === 'strict' ? 200 : 401);
      expect(body).not.toContain('of the doctor');
      expect(await app.serve({ path: '/api/Charts', token: doctor.token })).toHaveLength(2);
    });

    it.runIf(checkAccess === 'strict')('gives nothing to the other, nor takes anything', async () => {
      const { token } = patient;
      const writes = (path: string, body: object) => [
        { method: 'PATCH', path, body, token },
        { method: 'PUT', path, body: { text: 'given', ...body }, token },
      ];
      await app.repel(
        [
          ...writes('/api/Charts/2', { doctorId: 1, patientId: null }),
          ...writes('/api/Charts/2', { patientId: 2 }),
          ...writes('/api/Diaries/2', { ownerType: 'Doctor' }),
          ...writes('/api/Diaries/2', { ownerId: 1, ownerType: 'Doctor' }),
          ...writes('/api/Diaries/2', { ownerId: 2 }),
          { method: 'POST', path: '/api/Diaries', body: { ownerId: 1, ownerType: 'Doctor' }, token },
          { method: 'POST', path: '/api/Diaries', body: { ownerId: 1 }, token },
          { method: 'POST', path: '/api/Charts', body: { doctorId: 1 }, token },
          { method: 'POST', path: '/api/Charts', body: { userId: 1 }, token },
        ],
        401,
      );
    });

    it.runIf(checkAccess === 'loopback')('names no kind of user that it is not', async () => {
      const { token } = patient;
      const body = { principalType: 'Doctor', userId: 1, id: 'chosen-by-the-client-0123456789', scopes: ['admin'] };
      const made = await app.serve({ method: 'POST', path: '/api/Patients/1/accessTokens', body, token });
      app.secrets.push(made.id);
      expect(made).toMatchObject({ principalType: 'Patient', userId: 1 });
      expect(made.id).not.toBe(body.id);
      await app.repel([{ path: '/api/Doctors/1', token: made.id }], 401);
    });
  });
});

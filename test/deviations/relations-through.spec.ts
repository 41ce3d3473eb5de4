import type { ModelClass } from '@loopnest/models';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { linkedModels } from './linked-models.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

/** Keys that read like conditions, or like anything but a key. */
const HOSTILE = [
  '{"gt":0}',
  '{"neq":null}',
  '{"inq":[1,2]}',
  'true',
  '["1"]',
  '[object Object]',
  "1' OR '1'='1",
  '1;--',
  '__proto__',
];
/** Keys that no row can have. */
const IMPOSSIBLE = ['abc', '1.5', '99999999999', '-0.1', '1e99'];

const titles = (rows: readonly { title: string }[]): readonly string[] => rows.map(({ title }) => title);
const names = (rows: readonly { name: string }[]): readonly string[] => rows.map(({ name }) => name);

describe.each(testDatabases())('deviations of linked relations on $name', (database) => {
  const app = useApp(database, { models: linkedModels });
  const model = (name: string): ModelClass => app.application.models[name] as unknown as ModelClass;
  const list = async (path: string, filter?: object): Promise<any> =>
    (await app.get(filter === undefined ? path : `${path}?${json('filter', filter)}`)).body;

  async function studentWithCourses(...courses: readonly string[]): Promise<string> {
    const { id } = await app.create('/Students', { name: 'Xia' });
    for (const title of courses) await app.create(`/Students/${id}/courses`, { title });
    return `/Students/${id}`;
  }

  async function readerWithAccounts(...accounts: readonly string[]): Promise<string> {
    const { id } = await app.create('/Readers', { name: 'Ann' });
    for (const name of accounts) await app.create(`/Readers/${id}/accounts`, { name });
    return `/Readers/${id}`;
  }

  beforeEach(() => vi.restoreAllMocks());

  describe('1. deleting and counting of a referencesMany', () => {
    it('leaves rows alone that are not referenced', async () => {
      const reader = await readerWithAccounts('check', 'savings');
      await app.create('/Accounts', { name: 'of nobody' });
      expect((await app.get(`${reader}/accounts/count`)).body).toEqual({ count: 2 });
      expect((await app.delete(`${reader}/accounts`)).status).toBe(204);
      expect(names(await app.find('/Accounts'))).toEqual(['of nobody']);
      expect(await list(reader)).toMatchObject({ accountIds: [] });
    });

    it('keeps to the scope and the where', async () => {
      const { id } = await app.create('/Readers', { name: 'Ann' });
      for (const balance of [10, 100, 200]) await app.create(`/Readers/${id}/large`, { name: `a${balance}`, balance });
      expect((await app.get(`/Readers/${id}/large/count`)).body).toEqual({ count: 2 });
      expect((await app.get(`/Readers/${id}/large/count?${json('where', { balance: 100 })}`)).body).toEqual({
        count: 1,
      });
      expect((await app.delete(`/Readers/${id}/large`)).status).toBe(204);
      const [left] = await app.find('/Accounts');
      expect(left).toMatchObject({ balance: 10 });
      expect(await list(`/Readers/${id}`)).toMatchObject({ largeIds: [left.id] });
    });

    it('counts and deletes nothing where nothing is referenced', async () => {
      const reader = await readerWithAccounts();
      await app.create('/Accounts', { name: 'of nobody' });
      expect((await app.get(`${reader}/accounts/count`)).body).toEqual({ count: 0 });
      expect((await app.delete(`${reader}/accounts`)).status).toBe(204);
      expect(names(await app.find('/Accounts'))).toEqual(['of nobody']);
    });
  });

  describe('4. an instance without the key that links hold', () => {
    it('has no targets, and gets none', async () => {
      const { id } = await app.create('/Students', { name: 'Yan' });
      const path = `/Students/${id}/coded`;
      const course = await app.create('/Courses', { title: 'Logic' });
      await model('Seat').create({ courseId: course.id });
      expect(await list(path)).toEqual([]);
      expect((await app.get(`${path}/count`)).body).toEqual({ count: 0 });
      expect((await app.get(`${path}/${course.id}`)).status).toBe(404);
      expect((await app.head(`${path}/rel/${course.id}`)).status).toBe(404);
      expect((await app.put(`${path}/rel/${course.id}`)).status).toBe(422);
      expect((await app.post(path, { title: 'Sets' })).status).toBe(422);
      expect((await app.delete(path)).status).toBe(204);
      expect(await app.find('/Courses')).toHaveLength(1);
      expect(await model('Seat').count()).toBe(1);
    });
  });

  describe('5. a hidden key of the links', () => {
    it('narrows all the same', async () => {
      const [ann, bob] = [
        await app.create('/Students', { name: 'Ann', code: 'a' }),
        await app.create('/Students', { name: 'Bob', code: 'b' }),
      ];
      await app.create(`/Students/${ann.id}/coded`, { title: 'Logic' });
      await app.create(`/Students/${bob.id}/coded`, { title: 'Sets' });
      expect(titles(await list(`/Students/${ann.id}/coded`))).toEqual(['Logic']);
      expect((await app.get(`/Students/${ann.id}/coded/count`)).body).toEqual({ count: 1 });
      expect((await app.delete(`/Students/${ann.id}/coded`)).status).toBe(204);
      expect(titles(await list(`/Students/${bob.id}/coded`))).toEqual(['Sets']);
    });

    it('is not told by an error', async () => {
      const { id } = await app.create('/Readers', { name: 'Ann', secretIds: [7] });
      const account = await app.create('/Accounts', { name: 'check' });
      const { status, body } = await app.get(`/Readers/${id}/secrets/${account.id}`);
      expect(status).toBe(400);
      expect(body.error.message).toBe(`Key mismatch: Reader.secretIds, Account.id: ${account.id}`);
    });
  });

  describe('6. a key in the path is a text', () => {
    it.each(cases(...HOSTILE))('that no link of a through has: %s', async (key) => {
      const student = await studentWithCourses('Logic', 'Sets');
      const fk = encodeURIComponent(key);
      for (const [method, path] of [
        ['GET', fk],
        ['PUT', fk],
        ['DELETE', fk],
        ['HEAD', `rel/${fk}`],
      ] as const) {
        expect({
          method,
          path,
          status: (
            await app.send(method, `${student}/courses/${path}`, {
              body: method === 'PUT' ? { title: 'x' } : undefined,
            })
          ).status,
        }).toEqual({ method, path, status: 404 });
      }
      expect((await app.put(`${student}/courses/rel/${fk}`)).status).toBe(400);
      expect((await app.delete(`${student}/courses/rel/${fk}`)).status).toBe(204);
      expect(titles(await list(`${student}/courses`))).toEqual(['Logic', 'Sets']);
      expect(await app.find('/Enrollments')).toHaveLength(2);
    });

    it.each(cases(...HOSTILE))('that no referencesMany has: %s', async (key) => {
      const reader = await readerWithAccounts('check', 'savings');
      const fk = encodeURIComponent(key);
      for (const [method, path] of [
        ['GET', fk],
        ['PUT', fk],
        ['DELETE', fk],
        ['HEAD', `rel/${fk}`],
      ] as const) {
        expect({
          method,
          path,
          status: (
            await app.send(method, `${reader}/accounts/${path}`, { body: method === 'PUT' ? { name: 'x' } : undefined })
          ).status,
        }).toEqual({ method, path, status: 404 });
      }
      expect((await app.put(`${reader}/accounts/rel/${fk}`)).status).toBe(400);
      expect((await app.delete(`${reader}/accounts/rel/${fk}`)).status).toBe(204);
      expect(names(await list(`${reader}/accounts`))).toEqual(['check', 'savings']);
      expect(await app.find('/Accounts')).toHaveLength(2);
    });

    it('is no operator in code, either', async () => {
      await studentWithCourses('Logic');
      const student = (await model('Student').findOne()) as any;
      expect(await student.courses.exists({ gt: 0 })).toBe(false);
      await expect(student.courses.findById({ gt: 0 })).rejects.toMatchObject({ statusCode: 404 });
      await student.courses.remove({ gt: 0 });
      expect(await student.courses.count()).toBe(1);
    });
  });

  describe('7. an inverse polymorphic through', () => {
    const filled = async (): Promise<string> => {
      const label = await app.create('/Labels', { word: 'large' });
      for (const name of ['Klee', 'Miro']) await app.create(`/Labels/${label.id}/artists`, { name });
      await app.create(`/Labels/${label.id}/museums`, { name: 'Tate' });
      return `/Labels/${label.id}`;
    };

    it('filters the targets', async () => {
      const label = await filled();
      expect(names(await list(`${label}/artists`, { where: { name: 'Miro' } }))).toEqual(['Miro']);
      expect(names(await list(`${label}/artists`, { order: 'name DESC', limit: 1 }))).toEqual(['Miro']);
    });

    it('is included', async () => {
      const label = await filled();
      const { artists, museums } = await list(label, { include: ['artists', 'museums'] });
      expect([names(artists), names(museums)]).toEqual([['Klee', 'Miro'], ['Tate']]);
    });
  });

  describe('8. an include of an unknown relation', () => {
    it.each([
      ['the list of a through', 'courses', 'Course'],
      ['the list of a hasAndBelongsToMany', 'clubs', 'Club'],
    ])('is 400 in %s', async (_what, relation, target) => {
      const student = await studentWithCourses('Logic');
      const { status, body } = await app.get(`${student}/${relation}?${json('filter', { include: 'nothing' })}`);
      expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'UNKNOWN_RELATION' });
      expect(body.error.message).toContain(`"${target}" has no relation "nothing"`);
    });

    it('is 400 in the list of a referencesMany, and below a through', async () => {
      const reader = await readerWithAccounts('check');
      expect((await app.get(`${reader}/accounts?${json('filter', { include: 'nothing' })}`)).body.error.code).toBe(
        'UNKNOWN_RELATION',
      );
      await studentWithCourses('Logic');
      expect((await app.get(`/Students?${json('filter', { include: { courses: 'nothing' } })}`)).body.error.code).toBe(
        'UNKNOWN_RELATION',
      );
    });
  });

  describe('9. a key that cannot be one', () => {
    it.each(cases(...IMPOSSIBLE))('is not linked, and not to be linked: %s', async (key) => {
      const student = await studentWithCourses('Logic');
      const { id } = await app.create('/Readers', { name: 'Ann' });
      for (const path of [`${student}/courses`, `${student}/clubs`, `/Readers/${id}/accounts`]) {
        expect((await app.get(`${path}/${key}`)).status).toBe(404);
        expect((await app.put(`${path}/${key}`, { title: 'x' })).status).toBe(404);
        expect((await app.delete(`${path}/${key}`)).status).toBe(404);
        expect((await app.head(`${path}/rel/${key}`)).status).toBe(404);
        const { status, body } = await app.put(`${path}/rel/${key}`);
        expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'INVALID_KEY' });
        expect((await app.delete(`${path}/rel/${key}`)).status).toBe(204);
      }
      expect(await app.find('/Enrollments')).toHaveLength(1);
    });
  });

  describe('13. a list with items that are not valid', () => {
    it.each([
      ['a through', '/Students', 'courses', 'title'],
      ['a referencesMany', '/Readers', 'accounts', 'name'],
    ])('is 422 with an entry per item in %s, and the others are made', async (_what, parents, relation, property) => {
      const { id } = await app.create(parents, { name: 'Xia' });
      const path = `${parents}/${id}/${relation}`;
      const { status, body } = await app.post(path, [{ [property]: 'one' }, {}, { [property]: 'three' }]);
      expect(status).toBe(422);
      expect(body.error.details).toHaveLength(3);
      expect(body.error.details[1]).toMatchObject({
        name: 'ValidationError',
        details: { codes: { [property]: ['presence'] } },
      });
      expect((await list(path)).map((row: Record<string, unknown>) => row[property])).toEqual(['one', 'three']);
    });

    it('is made in the order given', async () => {
      const student = await studentWithCourses();
      const given = Array.from({ length: 12 }, (_, index) => ({ title: `c${index}` }));
      expect(titles((await app.post(`${student}/courses`, given)).body)).toEqual(titles(given));
      expect(titles(await list(`${student}/courses`))).toEqual(titles(given));
    });
  });

  describe('16. HEAD of a referencesMany', () => {
    it('is 200 or 404', async () => {
      const reader = await readerWithAccounts('check');
      const stranger = await app.create('/Accounts', { name: 'of nobody' });
      const [{ id }] = await list(`${reader}/accounts`);
      expect((await app.head(`${reader}/accounts/rel/${id}`)).status).toBe(200);
      expect((await app.head(`${reader}/accounts/rel/${stranger.id}`)).status).toBe(404);
      expect((await app.head(`/Readers/999/accounts/rel/${id}`)).status).toBe(404);
    });
  });

  describe('17. in code', () => {
    it('find of a through filters the targets', async () => {
      await studentWithCourses('Logic', 'Sets');
      const student = (await model('Student').findOne()) as any;
      expect(titles(await student.courses.find({ where: { title: 'Sets' } }))).toEqual(['Sets']);
    });

    it('exists of a hasMany gives false for what is not there', async () => {
      const { id } = await app.create('/Students', { name: 'Xia' });
      const note = await app.create(`/Students/${id}/notes`, { text: 'hello' });
      const student = (await model('Student').findById(id)) as any;
      expect([await student.notes.exists(note.id), await student.notes.exists(9999)]).toEqual([true, false]);
    });
  });

  describe('20. linking an unknown target to a referencesMany', () => {
    it('is 404, and null in code', async () => {
      const reader = await readerWithAccounts('check');
      const before = await list(reader);
      const { status, body } = await app.put(`${reader}/accounts/rel/999`);
      expect({ status, message: body.error.message }).toEqual({
        status: 404,
        message: 'No instance with id 999 found for Account',
      });
      const instance = (await model('Reader').findOne()) as any;
      expect(await instance.accounts.add(999)).toBeNull();
      expect(await list(reader)).toEqual(before);
    });
  });

  describe('27. limit and skip of an included through', () => {
    it('count for each parent', async () => {
      for (const prefix of ['a', 'b']) await studentWithCourses(`${prefix}1`, `${prefix}2`, `${prefix}3`);
      const page = async (scope: object) =>
        (await app.find('/Students', { include: { relation: 'courses', scope } })).map(({ courses }: any) =>
          titles(courses),
        );
      expect(await page({ limit: 2 })).toEqual([
        ['a1', 'a2'],
        ['b1', 'b2'],
      ]);
      expect(await page({ limit: 1, skip: 1, order: 'title DESC' })).toEqual([['a2'], ['b2']]);
    });
  });

  describe('28. the scope of a through', () => {
    const honours = async (): Promise<string> => {
      const student = await studentWithCourses('No honour');
      const ids = await Promise.all(
        [3, 9, 5].map(
          async (credits) => (await app.create('/Courses', { title: `c${credits}`, credits })).id as number,
        ),
      );
      for (const id of ids) await app.put(`${student}/honours/rel/${id}`, { grade: 'A' });
      return student;
    };

    it('narrows an include as it does the list', async () => {
      const student = await honours();
      expect(titles(await list(`${student}/honours`))).toEqual(['c9', 'c5', 'c3']);
      const { courses, honours: included } = await list(student, { include: ['courses', 'honours'] });
      expect(titles(courses).toSorted()).toEqual(['No honour', 'c3', 'c5', 'c9']);
      expect(titles(included).toSorted()).toEqual(['c3', 'c5', 'c9']);
    });
  });

  describe('29. the order of a referencesMany', () => {
    const filled = async (): Promise<string> => {
      const ids: number[] = [];
      for (const name of ['a', 'b', 'c']) ids.push((await app.create('/Accounts', { name })).id);
      const [a, b, c] = ids;
      await app.create('/Readers', { name: 'Bob', accountIds: [b, a] });
      return `/Readers/${(await app.create('/Readers', { name: 'Ann', accountIds: [c, a, 999, b] })).id}`;
    };

    it("is that of each parent's own ids in an include, or that of the scope", async () => {
      await filled();
      const included = async (include: unknown) =>
        (await app.find('/Readers', { include })).map(({ accounts }: any) => names(accounts));
      expect(await included('accounts')).toEqual([
        ['b', 'a'],
        ['c', 'a', 'b'],
      ]);
      expect(await included({ relation: 'accounts', scope: { order: 'name ASC' } })).toEqual([
        ['a', 'b'],
        ['a', 'b', 'c'],
      ]);
    });

    it('is kept where the fields lack the id', async () => {
      const reader = await filled();
      expect(await list(`${reader}/accounts`, { fields: ['name'] })).toEqual([
        { name: 'c' },
        { name: 'a' },
        { name: 'b' },
      ]);
      expect(await list(`${reader}/accounts`, { fields: { id: false, balance: false } })).toEqual([
        { name: 'c' },
        { name: 'a' },
        { name: 'b' },
      ]);
    });

    it('is that of a page, too', async () => {
      const reader = await filled();
      expect(names(await list(`${reader}/accounts`, { limit: 2 }))).toEqual(['c', 'a']);
      expect(names(await list(`${reader}/accounts`, { limit: 2, skip: 1 }))).toEqual(['a', 'b']);
      expect(names(await list(`${reader}/accounts`, { where: { name: { neq: 'a' } }, limit: 1, offset: 1 }))).toEqual([
        'b',
      ]);
    });
  });

  describe('31. a hasOne with several rows', () => {
    it('is the first by id, in the endpoint and in an include', async () => {
      const { id } = await app.create('/Students', { name: 'Xia' });
      for (const place of ['first', 'second']) await app.create('/Desks', { place, studentId: id });
      expect(await list(`/Students/${id}/desk`)).toMatchObject({ place: 'first' });
      expect(await list(`/Students/${id}`, { include: 'desk' })).toMatchObject({ desk: { place: 'first' } });
    });
  });

  describe('36. links of one pair at the same time', () => {
    it.each(cases('courses', 'clubs'))('make one row: %s', async (relation) => {
      const student = await studentWithCourses();
      const target = await app.create(relation === 'courses' ? '/Courses' : '/Clubs', {
        title: 'Logic',
        name: 'Chess',
      });
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => app.put(`${student}/${relation}/rel/${target.id}`)),
      );
      expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
      expect((await app.get(`${student}/${relation}/count`)).body).toEqual({ count: 1 });
    });

    it('make one row from both sides', async () => {
      const student = await studentWithCourses();
      const { id } = await app.create('/Courses', { title: 'Logic' });
      const paths = [`${student}/courses/rel/${id}`, `/Courses/${id}/students/rel/${student.split('/').at(-1)}`];
      const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => app.put(paths[index % 2] ?? '')));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(await app.find('/Enrollments')).toHaveLength(1);
    });

    it('make one row in code', async () => {
      const student = await studentWithCourses();
      const instance = (await model('Student').findById(Number(student.split('/').at(-1)))) as any;
      for (let round = 0; round < 6; round++) {
        const { id } = await app.create('/Courses', { title: 'Logic' });
        const links = await Promise.all(Array.from({ length: 10 }, () => instance.courses.add(id)));
        expect(new Set(links.map((link) => link.id)).size).toBe(1);
      }
      expect(await instance.courses.count()).toBe(6);
    });

    it('make one row in transactions of their own, which may be rolled back', async () => {
      const student = await studentWithCourses();
      const { id } = await app.create('/Courses', { title: 'Logic' });
      const { executor } = app.application.dataSources['db'] as any;
      const instance = (await model('Student').findById(Number(student.split('/').at(-1)))) as any;
      const transaction = await executor.begin();
      await instance.courses.add(id, {}, { transaction });
      await instance.courses.add(id, {}, { transaction });
      expect(await instance.courses.count({}, { transaction })).toBe(1);
      await transaction.rollback();
      expect(await instance.courses.count()).toBe(0);
    });

    it('let hooks of the link model write by themselves', async () => {
      const student = await studentWithCourses();
      const { id } = await app.create('/Courses', { title: 'Logic' });
      const observer = async () => {
        await model('Note').create({ text: 'linked' });
      };
      const Enrollment = app.application.models['Enrollment'];
      Enrollment?.observe('before save', observer);
      Enrollment?.observe('after save', observer);
      try {
        const answers = await Promise.all(Array.from({ length: 12 }, () => app.put(`${student}/courses/rel/${id}`)));
        expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
        expect(await app.find('/Enrollments')).toHaveLength(1);
      } finally {
        Enrollment?.removeObserver('before save', observer);
        Enrollment?.removeObserver('after save', observer);
      }
    });

    it('of a referencesMany make one key, and of different ones no other is lost', async () => {
      const reader = await readerWithAccounts();
      const ids: number[] = [];
      for (let index = 0; index < 8; index++) ids.push((await app.create('/Accounts', { name: `a${index}` })).id);
      const answers = await Promise.all(ids.map((id) => app.put(`${reader}/accounts/rel/${id}`)));
      expect(answers.map(({ status }) => status)).toEqual(ids.map(() => 200));
      const { accountIds } = await list(reader);
      expect(accountIds.toSorted((a: number, b: number) => a - b)).toEqual(ids);
      await Promise.all(ids.slice(1).map((id) => app.delete(`${reader}/accounts/rel/${id}`)));
      expect(await list(reader)).toMatchObject({ accountIds: [ids[0]] });
    });
  });

  describe('the cost', () => {
    it.each([
      ['a through', 'courses', 3],
      ['a referencesMany', 'accounts', 2],
    ])('of a list of %s does not depend on its length', async (_what, relation, statements) => {
      const path =
        relation === 'courses' ? await studentWithCourses('a', 'b', 'c') : await readerWithAccounts('a', 'b', 'c');
      const execute = vi.spyOn((app.application.dataSources['db'] as any).executor, 'execute');
      await app.get(`${path}/${relation}`);
      expect(execute).toHaveBeenCalledTimes(statements);
    });
  });

  describe('a link', () => {
    it('of a strict through model does not take what that does not know', async () => {
      const student = await studentWithCourses();
      const { id } = await app.create('/Courses', { title: 'Logic' });
      const { status, body } = await app.put(`${student}/courses/rel/${id}`, { grade: 'A', colour: 'red' });
      expect({ status, codes: body.error.details.codes }).toEqual({
        status: 422,
        codes: { colour: ['unknown-property'] },
      });
      expect(await app.find('/Enrollments')).toEqual([]);
    });

    it('does not take keys, or a discriminator, of others', async () => {
      const [artist, label] = [
        await app.create('/Artists', { name: 'Klee' }),
        await app.create('/Labels', { word: 'large' }),
      ];
      await app.put(`/Artists/${artist.id}/labels/rel/${label.id}`, {
        labelledType: 'Museum',
        labelledId: 99,
        labelId: 99,
      });
      expect(await app.find('/Labellings')).toMatchObject([
        { labelId: label.id, labelledId: artist.id, labelledType: 'Artist' },
      ]);
    });

    it('of another type is not found with the same key', async () => {
      const artist = await app.create('/Artists', { id: 700, name: 'Klee' });
      const museum = await app.create('/Museums', { id: 700, name: 'Tate' });
      const label = await app.create(`/Artists/${artist.id}/labels`, { word: 'large' });
      const path = `/Museums/${museum.id}/labels`;
      expect(await list(path)).toEqual([]);
      expect((await app.get(`${path}/${label.id}`)).status).toBe(404);
      expect((await app.head(`${path}/rel/${label.id}`)).status).toBe(404);
      await app.delete(`${path}/rel/${label.id}`);
      await app.delete(path);
      expect(await app.find('/Labellings')).toHaveLength(1);
    });
  });
});

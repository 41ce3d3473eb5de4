import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { relatedModels } from './related-models.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

describe.each(testDatabases())('deviations of includes on $name', (database) => {
  const app = useApp(database, { models: relatedModels });

  let science: { id: number };
  let law: { id: number };
  const include = async (include: unknown, filter: object = {}): Promise<any> =>
    app.find('/Faculties', { order: 'id', ...filter, include });

  beforeEach(async () => {
    science = await app.create('/Faculties', { name: 'Science' });
    law = await app.create('/Faculties', { name: 'Law' });
    await app.create(`/Faculties/${science.id}/teachers`, [
      { name: 'Bob', rank: 2, salary: 20 },
      { name: 'Ada', rank: 3, salary: 30 },
      { name: 'Eve', rank: 1, salary: 10 },
    ]);
    const [bob] = await app.find('/Teachers', { where: { name: 'Bob' } });
    await app.create(`/Teachers/${bob.id}/lectures`, { title: 'Logic' });
    await app.create(`/Teachers/${bob.id}/photos`, { title: 'portrait' });
  });

  describe('8. an unknown relation', () => {
    it.each([
      ['as a text', 'nothing', 'Faculty'],
      ['in a list', ['teachers', 'nothing'], 'Faculty'],
      ['in an object', { nothing: 'teachers' }, 'Faculty'],
      ['with a scope', { relation: 'nothing', scope: {} }, 'Faculty'],
      ['one level down', { teachers: 'nothing' }, 'Teacher'],
      ['in a scope', { relation: 'teachers', scope: { include: ['nothing'] } }, 'Teacher'],
      ['two levels down', { teachers: { lectures: ['teacher', 'nothing'] } }, 'Lecture'],
      ['of the prototype', '__proto__', 'Faculty'],
      ['of every object', { toString: 'valueOf' }, 'Faculty'],
      ['a property', 'name', 'Faculty'],
      ['a path', 'teachers.lectures', 'Faculty'],
    ])('is 400 %s', async (_where, asked, model) => {
      for (const path of ['/Faculties', '/Faculties/findOne', `/Faculties/${science.id}`]) {
        const { status, body } = await app.get(`${path}?${json('filter', { include: asked })}`);
        expect({ path, status, code: body.error.code }).toEqual({ path, status: 400, code: 'UNKNOWN_RELATION' });
        expect(body.error.message).toContain(`"${model}" has no relation`);
      }
    });

    it('is 400 in the list of a hasMany', async () => {
      const { status, body } = await app.get(
        `/Faculties/${science.id}/teachers?${json('filter', { include: 'nothing' })}`,
      );
      expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'UNKNOWN_RELATION' });
      expect(body.error.message).toContain('"Teacher" has no relation "nothing"');
    });

    it('is 400 where nothing would be included', async () => {
      await app.empty();
      for (const asked of ['nothing', { teachers: 'nothing' }]) {
        expect((await app.get(`/Faculties?${json('filter', { include: asked })}`)).status).toBe(400);
      }
    });

    it('is an error in code, too', async () => {
      const { Faculty } = app.application.models as any;
      await expect(Faculty.find({ include: 'nothing' })).rejects.toMatchObject({ code: 'UNKNOWN_RELATION' });
    });
  });

  describe('18. a filter with an include, on a relation whose scope has one', () => {
    it('does both, in the list', async () => {
      const tutors = await app.find(`/Faculties/${science.id}/tutors`, { include: ['photos', 'faculty'] });
      expect(tutors).toMatchObject([
        { name: 'Ada', lectures: [], photos: [], faculty: { name: 'Science' } },
        { name: 'Bob', lectures: [{ title: 'Logic' }], photos: [{ title: 'portrait' }], faculty: { name: 'Science' } },
      ]);
    });

    it('does both, in an include', async () => {
      const [{ tutors }] = await include({ relation: 'tutors', scope: { include: 'photos' } });
      expect(tutors).toMatchObject([
        { name: 'Ada', lectures: [], photos: [] },
        { name: 'Bob', lectures: [{ title: 'Logic' }], photos: [{ title: 'portrait' }] },
      ]);
    });

    it('takes the include of the scope where both name a relation', async () => {
      const asked = { relation: 'lectures', scope: { where: { title: 'nothing' } } };
      const tutors = await app.find(`/Faculties/${science.id}/tutors`, { include: asked });
      expect(tutors).toMatchObject([{ lectures: [] }, { lectures: [{ title: 'Logic' }] }]);
    });
  });

  describe('24. an include object with several keys', () => {
    it('loads each', async () => {
      await app.create(`/Faculties/${science.id}/office`, { room: '1' });
      const [first] = await include({ teachers: 'lectures', office: true, photos: [] });
      expect(first.teachers.map(({ lectures }: { lectures: unknown[] }) => lectures.length)).toEqual([1, 0, 0]);
      expect(first).toMatchObject({ office: { room: '1' }, photos: [] });
    });

    it('loads each one level down', async () => {
      const [first] = await include({ teachers: { lectures: true, photos: true, faculty: 'office' } });
      expect(first.teachers[0]).toMatchObject({
        lectures: [{ title: 'Logic' }],
        photos: [{ title: 'portrait' }],
        faculty: { name: 'Science' },
      });
    });
  });

  describe('25. fields that only leave out', () => {
    it('leave out those', async () => {
      const [{ teachers }] = await include({ relation: 'teachers', scope: { fields: { salary: false } } });
      expect(teachers).toHaveLength(3);
      expect(teachers[0]).toEqual({ name: 'Bob', rank: 2, id: expect.any(Number), facultyId: science.id });
    });

    it('leave out the id, and not the key that joins', async () => {
      const fields = { id: false, salary: false, rank: false, facultyId: false };
      const [{ teachers }] = await include({ relation: 'teachers', scope: { fields } });
      expect(teachers[0]).toEqual({ name: 'Bob', facultyId: science.id });
    });

    it('leave out those of a belongsTo', async () => {
      const [lecture] = await app.find('/Lectures', {
        include: { relation: 'teacher', scope: { fields: { salary: false, rank: false } } },
      });
      expect(lecture.teacher).toEqual({ name: 'Bob', id: expect.any(Number), facultyId: science.id });
    });
  });

  describe('26. a relation whose foreign key is hidden', () => {
    beforeEach(async () => {
      for (const { id } of [science, law]) {
        await app.create(`/Faculties/${id}/letters`, { text: `letter to ${id}` });
        await app.create(`/Faculties/${id}/diary`, { text: `diary of ${id}` });
        await app.create(`/Faculties/${id}/reviews`, { text: `review of ${id}` });
      }
    });

    it('is included, and the key stays hidden', async () => {
      const shown = (what: string, { id }: { id: number }) => ({ text: `${what} ${id}`, id: expect.any(Number) });
      expect(await include(['letters', 'diary', 'reviews'], { fields: ['id'] })).toEqual(
        [science, law].map((faculty) => ({
          id: faculty.id,
          letters: [shown('letter to', faculty)],
          diary: shown('diary of', faculty),
          reviews: [shown('review of', faculty)],
        })),
      );
    });

    it('stays hidden where fields or orders name it, and with a page', async () => {
      for (const scope of [{ fields: ['facultyId'] }, { fields: { facultyId: true, text: true } }, { limit: 1 }]) {
        const answer = await app.get(`/Faculties?${json('filter', { include: { relation: 'letters', scope } })}`);
        expect(answer.status).toBe(200);
        expect(answer.body.map(({ letters }: { letters: object[] }) => letters.length)).toEqual([1, 1]);
        expect(answer.text).not.toContain('facultyId');
      }
    });

    it('is included from its belongsTo, polymorphic ones too', async () => {
      const letters = await app.get(`/Letters?${json('filter', { include: 'faculty', order: 'id' })}`);
      expect(letters.body).toMatchObject([{ faculty: { name: 'Science' } }, { faculty: { name: 'Law' } }]);
      const reviews = await app.get(`/Reviews?${json('filter', { include: 'subject', order: 'id' })}`);
      expect(reviews.body).toMatchObject([{ subject: { name: 'Science' } }, { subject: { name: 'Law' } }]);
      expect(letters.text + reviews.text).not.toMatch(/facultyId|subjectId|subjectType/);
    });

    it('stays hidden in an include of an include', async () => {
      const answer = await app.get(`/Faculties?${json('filter', { include: { letters: { faculty: 'letters' } } })}`);
      expect(answer.body[1].letters[0].faculty.letters).toEqual([
        { text: `letter to ${law.id}`, id: expect.any(Number) },
      ]);
      expect(answer.text).not.toContain('facultyId');
    });
  });
});

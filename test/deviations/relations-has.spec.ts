import type { ModelClass } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { relatedModels } from './related-models.js';
import { useApp } from './use-app.js';

/** Keys that read like conditions. */
const CONDITIONS = ['{"gt":0}', '{"neq":null}', '{"inq":[1,2,3]}', '["1"]', 'true', "1' OR '1'='1", '__proto__'];
/** Keys that no row can have. */
const IMPOSSIBLE = ['abc', '1.5', '99999999999', '1e99'];

/** A text that is a number is shown as one. */
const shown = (key: string): string => (Number.isNaN(Number(key)) ? key : String(Number(key)));
const names = (rows: readonly { name: string }[]): readonly string[] => rows.map(({ name }) => name);
const texts = (rows: readonly { text: string }[]): readonly string[] => rows.map(({ text }) => text);

describe.each(testDatabases())('deviations of hasMany and hasOne on $name', (database) => {
  const app = useApp(database, { models: relatedModels });
  const model = (name: string): ModelClass => app.application.models[name] as unknown as ModelClass;

  let science: { id: number };
  let law: { id: number };
  let faculty: string;

  beforeEach(async () => {
    science = await app.create('/Faculties', { name: 'Science', code: 'sci' });
    law = await app.create('/Faculties', { name: 'Law', code: 'law' });
    faculty = `/Faculties/${science.id}`;
  });

  describe('4. a parent without the key that its children hold', () => {
    let path: string;

    beforeEach(async () => {
      path = `/Faculties/${(await app.create('/Faculties', { name: 'New' })).id}`;
      await app.create('/Grants', { title: 'of nobody' });
      await app.create('/Seals', { motto: 'of nobody' });
    });

    it('has no children, and no child', async () => {
      const [orphan] = await app.find('/Grants');
      expect(await app.find(`${path}/grants`)).toEqual([]);
      expect(await app.find(`${path}/grants`, { where: { title: 'of nobody' } })).toEqual([]);
      expect((await app.get(`${path}/grants/count`)).body).toEqual({ count: 0 });
      expect((await app.get(`${path}/grants/${orphan.id}`)).status).toBe(404);
      expect((await app.put(`${path}/grants/${orphan.id}`, { title: 'x' })).status).toBe(404);
      expect((await app.delete(`${path}/grants/${orphan.id}`)).status).toBe(404);
      expect((await app.get(`${path}/seal`)).status).toBe(404);
      expect((await app.put(`${path}/seal`, { motto: 'x' })).status).toBe(404);
      expect((await app.delete(`${path}/seal`)).status).toBe(404);
    });

    it('gets none', async () => {
      for (const relation of ['grants', 'seal']) {
        const { status, body } = await app.post(`${path}/${relation}`, { title: 'x', motto: 'x' });
        expect({ status, codes: body.error.details.codes }).toEqual({ status: 422, codes: { code: ['presence'] } });
      }
      expect(await app.find('/Grants')).toHaveLength(1);
      expect(await app.find('/Seals')).toHaveLength(1);
    });

    it('deletes none', async () => {
      expect((await app.delete(`${path}/grants`)).status).toBe(204);
      expect(await app.find('/Grants')).toHaveLength(1);
    });

    it('does not disturb the include of the others', async () => {
      await app.create(`${faculty}/grants`, { title: 'lens' });
      const included = await app.find('/Faculties', { include: ['grants', 'seal'], order: 'id' });
      expect(included).toMatchObject([{ grants: [{ title: 'lens' }] }, { grants: [] }, { grants: [] }]);
      for (const each of included) expect(each).not.toHaveProperty('seal');
    });
  });

  describe('5. a hidden foreign key', () => {
    let other: string;

    beforeEach(async () => {
      other = `/Faculties/${law.id}`;
      await app.create(`${faculty}/letters`, { text: 'mine' });
      await app.create(`${other}/letters`, { text: 'theirs' });
      await app.create(`${faculty}/diary`, { text: 'mine' });
      await app.create(`${other}/diary`, { text: 'theirs' });
    });

    it('narrows list, count, and delete of all', async () => {
      expect(await app.find(`${faculty}/letters`)).toEqual([{ text: 'mine', id: expect.any(Number) }]);
      expect(await app.find(`${faculty}/letters`, { where: { text: 'theirs' } })).toEqual([]);
      expect((await app.get(`${faculty}/letters/count`)).body).toEqual({ count: 1 });
      expect((await app.delete(`${faculty}/letters`)).status).toBe(204);
      expect(texts(await app.find('/Letters'))).toEqual(['theirs']);
    });

    it('narrows what is asked for by key', async () => {
      const [{ id }] = await app.find(`${other}/letters`);
      expect((await app.get(`${faculty}/letters/${id}`)).status).toBe(404);
      expect((await app.put(`${faculty}/letters/${id}`, { text: 'x' })).status).toBe(404);
      expect((await app.delete(`${faculty}/letters/${id}`)).status).toBe(404);
      expect(texts(await app.find(`${other}/letters`))).toEqual(['theirs']);
    });

    it('narrows a hasOne', async () => {
      expect((await app.get(`${other}/diary`)).body).toEqual({ text: 'theirs', id: expect.any(Number) });
      expect((await app.delete(`${other}/diary`)).status).toBe(204);
      expect((await app.get(`${faculty}/diary`)).body).toMatchObject({ text: 'mine' });
    });
  });

  describe('5. a hidden discriminator', () => {
    it('narrows list, count, and delete of all', async () => {
      await model('Review').create({ text: 'of a teacher', subjectId: science.id, subjectType: 'Teacher' });
      await app.create(`${faculty}/reviews`, { text: 'of a faculty' });
      expect(await app.find(`${faculty}/reviews`)).toEqual([{ text: 'of a faculty', id: expect.any(Number) }]);
      expect((await app.get(`${faculty}/reviews/count`)).body).toEqual({ count: 1 });
      expect((await app.delete(`${faculty}/reviews`)).status).toBe(204);
      expect(await model('Review').count()).toBe(1);
    });
  });

  describe('6. a key in the path is a text', () => {
    it.each(cases(...CONDITIONS))('that no child has: %s', async (key) => {
      const fk = encodeURIComponent(key);
      await app.create(`${faculty}/teachers`, [{ name: 'Ada' }, { name: 'Bob' }]);
      expect((await app.get(`${faculty}/teachers/${fk}`)).status).toBe(404);
      expect((await app.put(`${faculty}/teachers/${fk}`, { name: 'x' })).status).toBe(404);
      expect((await app.delete(`${faculty}/teachers/${fk}`)).status).toBe(404);
      expect(names(await app.find(`${faculty}/teachers`))).toEqual(['Ada', 'Bob']);
    });

    it.each(cases(...CONDITIONS))('that no parent has: %s', async (key) => {
      await app.create(`${faculty}/teachers`, { name: 'Ada' });
      const parent = `/Faculties/${encodeURIComponent(key)}`;
      expect((await app.get(`${parent}/teachers`)).status).toBe(404);
      expect((await app.post(`${parent}/teachers`, { name: 'x' })).status).toBe(404);
      expect((await app.delete(`${parent}/teachers`)).status).toBe(404);
      expect((await app.get(`${parent}/office`)).status).toBe(404);
      expect(names(await app.find('/Teachers'))).toEqual(['Ada']);
    });

    it('is no operator in code, either', async () => {
      await app.create(`${faculty}/teachers`, { name: 'Ada' });
      const instance = (await model('Faculty').findById(science.id)) as any;
      expect(await instance.teachers.exists({ gt: 0 })).toBe(false);
      await expect(instance.teachers.findById({ gt: 0 })).rejects.toMatchObject({ statusCode: 404 });
      await expect(instance.teachers.destroy({ gt: 0 })).rejects.toMatchObject({ statusCode: 404 });
      await expect(instance.teachers.updateById({ gt: 0 }, { name: 'x' })).rejects.toMatchObject({ statusCode: 404 });
      expect(names(await app.find('/Teachers'))).toEqual(['Ada']);
    });
  });

  describe('9. a key that cannot be one', () => {
    it.each(cases(...IMPOSSIBLE))('is one that is not there: %s', async (key) => {
      const message = `No instance with id ${shown(key)} found for Teacher`;
      expect((await app.get(`${faculty}/teachers/${key}`)).body.error).toMatchObject({ statusCode: 404, message });
      expect((await app.put(`${faculty}/teachers/${key}`, { name: 'x' })).body.error).toMatchObject({ message });
      expect((await app.delete(`${faculty}/teachers/${key}`)).body.error).toMatchObject({ statusCode: 404, message });
    });

    it.each(cases(...IMPOSSIBLE))('is a parent that is not there: %s', async (key) => {
      for (const relation of ['teachers', 'teachers/1', 'teachers/count', 'office', 'photos']) {
        const { status, body } = await app.get(`/Faculties/${key}/${relation}`);
        expect({ relation, status, code: body.error.code }).toEqual({ relation, status: 404, code: 'MODEL_NOT_FOUND' });
      }
      expect((await app.get(`/Lectures/${key}/teacher`)).body.error.code).toBe('MODEL_NOT_FOUND');
    });
  });

  describe('10. a hasOne', () => {
    it('is not created twice', async () => {
      const office = await app.create(`${faculty}/office`, { room: '1' });
      const { status, body } = await app.post(`${faculty}/office`, { room: '2' });
      expect(status).toBe(409);
      expect(body.error).toMatchObject({
        message: 'HasOne relation cannot create more than one instance of Office',
        code: 'HAS_ONE_EXISTS',
      });
      expect(await app.find('/Offices')).toEqual([office]);
    });

    it.each(cases('PUT', 'DELETE'))('that is empty is 404 to %s, as it is to GET', async (method) => {
      const { status, body } = await app.send(method, `${faculty}/office`, { body: { room: '1' } });
      expect(status).toBe(404);
      expect(body.error).toMatchObject({ message: 'No "Office" instance(s) found', code: 'MODEL_NOT_FOUND' });
      expect(body).toEqual((await app.get(`${faculty}/office`)).body);
      expect(await app.find('/Offices')).toEqual([]);
    });
  });

  describe('11. another foreign key in the body of a PUT', () => {
    const refused = (property: string, from: unknown, to: unknown) => ({
      status: 400,
      body: {
        error: {
          message: `Cannot override foreign key ${property} from ${String(from)} to ${String(to)}`,
          code: 'FOREIGN_KEY_READ_ONLY',
        },
      },
    });

    it('is refused for a child, also as a text', async () => {
      const { id } = await app.create(`${faculty}/teachers`, { name: 'Ada' });
      const path = `${faculty}/teachers/${id}`;
      for (const key of [law.id, String(law.id)]) {
        expect(await app.put(path, { name: 'Bob', facultyId: key })).toMatchObject(
          refused('facultyId', science.id, law.id),
        );
      }
      expect((await app.put(path, { facultyId: null })).status).toBe(400);
      expect(await app.find('/Teachers')).toMatchObject([{ name: 'Ada', facultyId: science.id }]);
      expect((await app.put(path, { name: 'Bob', facultyId: science.id })).body).toMatchObject({ name: 'Bob' });
      expect((await app.put(path, { name: 'Eve', facultyId: String(science.id) })).body).toMatchObject({ name: 'Eve' });
    });

    it('is refused for the row of a hasOne', async () => {
      await app.create(`${faculty}/office`, { room: '1' });
      const answer = await app.put(`${faculty}/office`, { room: '2', facultyId: law.id });
      expect(answer).toMatchObject(refused('facultyId', science.id, law.id));
      expect(await app.find('/Offices')).toMatchObject([{ room: '1', facultyId: science.id }]);
    });

    it('is refused for the discriminator', async () => {
      const { id } = await app.create(`${faculty}/photos`, { title: 'tower' });
      const answer = await app.put(`${faculty}/photos/${id}`, { title: 'x', subjectType: 'Teacher' });
      expect(answer).toMatchObject(refused('subjectType', 'Faculty', 'Teacher'));
      expect(await app.find('/Photos')).toMatchObject([{ title: 'tower', subjectType: 'Faculty' }]);
    });

    it.each(cases({}, { gt: 0 }, [], [[1]], { toString: 1 }, { toString: null, valueOf: 'x' }, true, ''))(
      'is refused as %j, too',
      async (key) => {
        const { id } = await app.create(`${faculty}/teachers`, { name: 'Ada' });
        const { status, body } = await app.put(`${faculty}/teachers/${id}`, { name: 'Bob', facultyId: key });
        expect({ status, code: body.error?.code }).toEqual({ status: 400, code: 'FOREIGN_KEY_READ_ONLY' });
        expect(await app.find('/Teachers')).toMatchObject([{ name: 'Ada', facultyId: science.id }]);
      },
    );
  });

  describe('12. a PUT with nothing to change', () => {
    it('gives the unchanged child', async () => {
      const { id } = await app.create(`${faculty}/teachers`, { name: 'Ada', rank: 1 });
      const { body: teacher } = await app.get(`/Teachers/${id}`);
      for (const body of [{}, { name: 'Ada' }, teacher]) {
        const answer = await app.put(`${faculty}/teachers/${teacher.id}`, body);
        expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: teacher });
      }
    });

    it('gives the unchanged row of a hasOne', async () => {
      const office = await app.create(`${faculty}/office`, { room: '1' });
      for (const body of [{}, office]) {
        const answer = await app.put(`${faculty}/office`, body);
        expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: office });
      }
    });
  });

  describe('13. a list with items that are not valid', () => {
    it('is 422 with an entry per item, and the others are made in the order given', async () => {
      const { status, body } = await app.post(`${faculty}/teachers`, [{ name: 'one' }, { rank: 2 }, { name: 'three' }]);
      expect(status).toBe(422);
      expect(body.error.details).toHaveLength(3);
      expect(body.error.details[1]).toMatchObject({
        name: 'ValidationError',
        details: { codes: { name: ['presence'] } },
      });
      expect(names(await app.find(`${faculty}/teachers`))).toEqual(['one', 'three']);
    });

    it('is answered as the endpoint of the model answers it', async () => {
      const items = [{ name: 'one' }, {}];
      const [nested, plain] = [await app.post(`${faculty}/teachers`, items), await app.post('/Teachers', items)];
      expect(nested.status).toBe(plain.status);
      expect(nested.body.error.details[1]).toEqual(plain.body.error.details[1]);
    });
  });

  describe('15. PATCH with the name of a relation in the body', () => {
    const newTeacher = async () => {
      const { id } = await app.create(`${faculty}/teachers`, { name: 'Ada' });
      return (await app.get(`/Teachers/${id}`)).body;
    };

    it('sets the key from the object of a belongsTo, which is not written', async () => {
      const teacher = await newTeacher();
      const { status, body } = await app.patch(`/Teachers/${teacher.id}`, { faculty: { ...law, name: 'changed' } });
      expect({ status, body }).toEqual({ status: 200, body: { ...teacher, facultyId: law.id } });
      expect(await app.find('/Faculties', { where: { name: 'changed' } })).toEqual([]);
    });

    it('does nothing with null, and drops what stands under the names of other relations', async () => {
      const teacher = await newTeacher();
      const lectures = [{ id: 1, title: 'x' }];
      const answer = await app.patch(`/Teachers/${teacher.id}`, { faculty: null, lectures, photos: 'x', rank: 2 });
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { ...teacher, rank: 2 } });
      expect(await app.find('/Lectures')).toEqual([]);
    });

    it('takes back an instance that was read with includes', async () => {
      const teacher = await newTeacher();
      await app.create(`/Teachers/${teacher.id}/lectures`, { title: 'Logic' });
      const [read] = await app.find('/Teachers', { include: ['faculty', 'lectures', 'photos'] });
      expect(read).toMatchObject({ faculty: { name: 'Science' }, lectures: [{ title: 'Logic' }], photos: [] });
      const answer = await app.patch(`/Teachers/${teacher.id}`, read);
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: teacher });
    });
  });

  describe('21. nested endpoints below nothing', () => {
    const missing = (target: string) => ({
      status: 404,
      body: { error: { message: `No "${target}" instance(s) found`, code: 'MODEL_NOT_FOUND' } },
    });

    it('are 404 below an empty hasOne', async () => {
      expect(await app.get(`${faculty}/office/keys`)).toMatchObject(missing('Office'));
      expect(await app.post(`${faculty}/office/keys`, { holder: 'Ada' })).toMatchObject(missing('Office'));
      expect(await app.get(`${faculty}/office/keys/count`)).toMatchObject(missing('Office'));
      expect(await app.delete(`${faculty}/office/keys`)).toMatchObject(missing('Office'));
      expect(await app.find('/OfficeKeys')).toEqual([]);
    });

    it.each(cases({}, { teacherId: 999_999 }))('are 404 below the belongsTo of %j', async (data) => {
      const { id } = await app.create('/Lectures', { title: 'Logic', ...data });
      expect(await app.get(`/Lectures/${id}/teacher/photos`)).toMatchObject(missing('Teacher'));
      expect(await app.post(`/Lectures/${id}/teacher/photos`, { title: 'x' })).toMatchObject(missing('Teacher'));
      expect(await app.find('/Photos')).toEqual([]);
    });

    it('work below what is there', async () => {
      await app.create(`${faculty}/office`, { room: '1' });
      await app.create(`${faculty}/office/keys`, { holder: 'Ada' });
      expect(await app.find(`${faculty}/office/keys`)).toMatchObject([{ holder: 'Ada' }]);
    });
  });
});

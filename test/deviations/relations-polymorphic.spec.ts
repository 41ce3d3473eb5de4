import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { relatedModels } from './related-models.js';
import { useApp } from './use-app.js';

const modelConfig = Object.fromEntries(relatedModels.map(({ name }) => [name, { dataSource: 'db' }]));

describe.each(testDatabases())('deviations of polymorphic belongsTo on $name', (database) => {
  const app = useApp(database, {
    models: [...relatedModels, { name: 'Shape', base: 'Model', properties: { corners: 'number' } }],
    modelConfig: { ...modelConfig, Shape: { dataSource: null } },
  });

  let faculty: { id: number };
  const photo = async (data: object): Promise<string> =>
    `/Photos/${(await app.create('/Photos', { title: 'tower', ...data })).id}`;

  beforeEach(async () => {
    faculty = await app.create('/Faculties', { name: 'Science' });
  });

  describe('14. without a type', () => {
    it.each(cases({}, { subjectType: null }, { subjectId: 1 }, { subjectId: 1, subjectType: null }))(
      'is {}: %j',
      async (data) => {
        expect(await app.get(`${await photo(data)}/subject`)).toMatchObject({ status: 200, text: '{}' });
      },
    );

    it('is {} with a type and no key', async () => {
      expect(await app.get(`${await photo({ subjectType: 'Faculty' })}/subject`)).toMatchObject({
        status: 200,
        text: '{}',
      });
    });
  });

  describe('14. with a type that is no model', () => {
    it.each(cases('Nothing', '__proto__', 'constructor', 'Faculty ', '"Faculty"'))(
      'is null: %s',
      async (subjectType) => {
        const path = await photo({ subjectId: faculty.id, subjectType });
        expect(await app.get(`${path}/subject`)).toMatchObject({ status: 200, text: 'null' });
      },
    );

    it('is left out of includes, and the others are included', async () => {
      await photo({ subjectId: faculty.id, subjectType: 'Nothing' });
      await photo({ subjectId: faculty.id });
      await photo({ subjectType: 'Faculty' });
      await photo({ subjectId: faculty.id, subjectType: 'Faculty' });
      await photo({ subjectId: faculty.id, subjectType: 'faculty' });
      await photo({ subjectId: 999_999, subjectType: 'Faculty' });
      const photos = await app.find('/Photos', { include: 'subject', order: 'id' });
      expect(photos.map(({ subject }: { subject?: { name: string } }) => subject?.name)).toEqual([
        undefined,
        undefined,
        undefined,
        'Science',
        'Science',
        undefined,
      ]);
      expect(photos.filter((each: object) => 'subject' in each)).toHaveLength(2);
    });
  });

  describe('14. with a type that is a model without a table', () => {
    it.each(cases('Model', 'PersistedModel', 'Shape'))('is null, and left out of includes: %s', async (subjectType) => {
      const path = await photo({ subjectId: faculty.id, subjectType });
      await photo({ subjectId: faculty.id, subjectType: 'Faculty' });
      expect(await app.get(`${path}/subject`)).toMatchObject({ status: 200, text: 'null' });
      const [first, second] = await app.find('/Photos', { include: 'subject', order: 'id' });
      expect(first).not.toHaveProperty('subject');
      expect(second).toMatchObject({ subject: { name: 'Science' } });
    });
  });
});

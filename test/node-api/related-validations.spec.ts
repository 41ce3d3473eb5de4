import type { CheckDone, Fail, ModelClass, OperationOptions } from '@loopnest/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useModels } from './use-models.js';

interface Course {
  id: number;
  title: string;
  readings: any;
  students: any;
}

const models = [
  {
    name: 'Course',
    properties: { title: 'string' },
    relations: {
      readings: { type: 'hasMany', model: 'Reading' },
      students: { type: 'hasMany', model: 'Student', through: 'Enrolment' },
    },
  },
  { name: 'Reading', properties: { title: 'string' } },
  { name: 'Student', properties: { name: 'string' } },
  {
    name: 'Enrolment',
    properties: { places: 'number' },
    relations: {
      course: { type: 'belongsTo', model: 'Course' },
      student: { type: 'belongsTo', model: 'Student' },
    },
  },
];

describe.each(testDatabases())('checks of related models on $name', (database) => {
  const app = useModels(database, models);
  let Course: ModelClass<Course>;
  const counts = () => Promise.all(['Reading', 'Student', 'Enrolment'].map((name) => app.model(name).count()));

  beforeAll(() => {
    Course = app.model<Course>('Course');
    app.model('Reading').validatesUniquenessOf('title', { scopedTo: 'courseId' });
    app.model('Student').validatesLengthOf('name', { min: 2 });
    const check = function (this: any, fail: Fail, options: OperationOptions, done: CheckDone) {
      app.model('Enrolment').count({ courseId: this.courseId }, options).then((count) => {
        if (count > 0) fail('full');
        done();
      }, done);
    }; // prettier-ignore
    app.model('Enrolment').validateAsync('studentId', check, { message: { full: 'has no place left' } });
  });

  const full = {
    statusCode: 422,
    details: { context: 'Enrolment', messages: { studentId: ['has no place left'] } },
  };

  it('run with the keys of the relation', async () => {
    const [maps, stars] = await Course.create([{ title: 'Maps' }, { title: 'Stars' }]);
    await maps!.readings.create({ title: 'One' });
    await stars!.readings.create({ title: 'One' });
    await expect(maps!.readings.create({ title: 'One' })).rejects.toMatchObject({
      details: { context: 'Reading', codes: { title: ['uniqueness'] } },
    });
    const two = await maps!.readings.create({ title: 'Two' });
    await expect(maps!.readings.updateById(two.id, { title: 'One' })).rejects.toMatchObject({ statusCode: 422 });
    expect((await maps!.readings.find()).map(({ title }: { title: string }) => title)).toEqual(['One', 'Two']);
  });

  it('leave neither target nor link where the target is refused', async () => {
    const maps = await Course.create({ title: 'Maps' });
    await expect(maps.students.create({ name: 'x' })).rejects.toMatchObject({
      details: { context: 'Student', codes: { name: ['length.min'] } },
    });
    expect(await counts()).toEqual([0, 0, 0]);
  });

  it('leave neither target nor link where the link is refused', async () => {
    const maps = await Course.create({ title: 'Maps' });
    await maps.students.create({ name: 'Ada' });
    await expect(maps.students.create({ name: 'Bob' })).rejects.toMatchObject(full);
    expect(await counts()).toEqual([0, 1, 1]);
  });

  it('of the link alone leave the target that is there already', async () => {
    const maps = await Course.create({ title: 'Maps' });
    await maps.students.create({ name: 'Ada' });
    const bob = await app.model('Student').create({ name: 'Bob' });
    await expect(maps.students.add(bob)).rejects.toMatchObject(full);
    expect(await counts()).toEqual([0, 2, 1]);
  });

  it('leave to a transaction what is to be undone', async () => {
    const maps = await Course.create({ title: 'Maps' });
    await maps.students.create({ name: 'Ada' });
    const transaction = await app.app.dataSources['db']!.executor.begin();
    const options = { transaction };
    try {
      await expect(maps.students.create({ name: 'Bob' }, options)).rejects.toMatchObject(full);
      expect(await app.model('Student').count({}, options)).toBe(2);
    } finally {
      await transaction.rollback();
    }
    expect(await counts()).toEqual([0, 1, 1]);
  });
});

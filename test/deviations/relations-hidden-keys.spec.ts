import type { ModelClass } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

/** All keys of a school are hidden, on both ends where they have two. */
const models = [
  {
    name: 'School',
    properties: { name: 'string', key: 'string', bookIds: ['number'] },
    hidden: ['key', 'bookIds'],
    relations: {
      pupils: { type: 'hasMany', model: 'Pupil', primaryKey: 'key', foreignKey: 'schoolKey' },
      guests: { type: 'hasMany', model: 'Guest', primaryKey: 'key', foreignKey: 'schoolKey' },
      house: { type: 'hasOne', model: 'House', primaryKey: 'key', foreignKey: 'schoolKey' },
      courses: { type: 'hasMany', model: 'Course', through: 'Seat', primaryKey: 'key', foreignKey: 'schoolKey' },
      books: { type: 'referencesMany', model: 'Book', foreignKey: 'bookIds' },
    },
  },
  {
    name: 'Pupil',
    properties: { name: 'string', schoolKey: 'string' },
    hidden: ['schoolKey'],
    relations: { school: { type: 'belongsTo', model: 'School', primaryKey: 'key', foreignKey: 'schoolKey' } },
  },
  /** Hides nothing itself: only the school says that the key is hidden. */
  { name: 'Guest', properties: { name: 'string', schoolKey: 'string' } },
  { name: 'House', properties: { name: 'string', schoolKey: 'string' }, hidden: ['schoolKey'] },
  { name: 'Course', properties: { name: 'string' } },
  { name: 'Seat', properties: { schoolKey: 'string' }, hidden: ['schoolKey'] },
  { name: 'Book', properties: { name: 'string' } },
];

const SECRET = 'k3y-9f2c';

describe.each(testDatabases())('hidden keys in errors of relations on $name', (database) => {
  const app = useApp(database, { models });
  const model = (name: string): ModelClass => app.application.models[name] as unknown as ModelClass;

  let school: string;

  beforeEach(async () => {
    const { id } = await app.create('/Schools', { name: 'Hill', key: SECRET });
    school = `/Schools/${id}`;
    for (const relation of ['pupils', 'guests', 'house', 'courses', 'books'])
      await app.create(`${school}/${relation}`, { name: relation });
  });

  const first = async (relation: string): Promise<number> => (await app.find(`${school}/${relation}`))[0].id;

  it('are not told by a key mismatch', async () => {
    const book = await app.create('/Books', { name: 'of nobody' });
    const { bookIds } = (await model('School').findOne()) as unknown as { bookIds: number[] };
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await app.send(method, `${school}/books/${book.id}`, { body: { name: 'x' } });
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toBe(`Key mismatch: School.bookIds, Book.id: ${book.id}`);
      expect(answer.text).not.toContain(JSON.stringify(bookIds));
    }
  });

  it.each(['pupils', 'guests'])('are not told by a foreign key that is read only: %s', async (relation) => {
    const path = `${school}/${relation}/${await first(relation)}`;
    const answers: { status: number; error: { message: string } }[] = [];
    for (const schoolKey of [
      'another',
      SECRET,
      SECRET.toUpperCase(),
      `${SECRET} `,
      '',
      1,
      {},
      { like: '%' },
      [SECRET],
    ]) {
      const { status, body } = await app.put(path, { name: 'x', schoolKey });
      answers.push({ status, error: body.error });
    }
    expect(answers[0]).toMatchObject({ status: 400, error: { code: 'FOREIGN_KEY_READ_ONLY' } });
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(answers[0]?.error.message).toBe('Cannot override foreign key schoolKey');
  });

  it('are not told by the foreign key of a hasOne', async () => {
    const [wrong, right] = [
      await app.put(`${school}/house`, { schoolKey: 'another' }),
      await app.put(`${school}/house`, { schoolKey: SECRET }),
    ];
    expect(wrong.body.error).toMatchObject({ message: 'Cannot override foreign key schoolKey' });
    expect(right.body).toEqual(wrong.body);
  });

  it('are not told where there is no link', async () => {
    const course = await app.create('/Courses', { name: 'of nobody' });
    for (const [method, path, message] of [
      ['GET', `courses/${course.id}`, `No relation found in Seat for (School,Course.${course.id})`],
      ['PUT', `courses/${course.id}`, `No relation found in Seat for (School,Course.${course.id})`],
      ['DELETE', `courses/${course.id}`, `No record found in Seat for (School ,Course.${course.id})`],
    ] as const) {
      const answer = await app.send(method, `${school}/${path}`, { body: { name: 'x' } });
      expect(answer.status).toBe(404);
      expect(answer.body.error.message).toBe(message);
    }
  });

  it('are not told where the key is missing', async () => {
    const { id } = await app.create('/Schools', { name: 'Dale' });
    for (const relation of ['pupils', 'guests', 'house', 'courses']) {
      const { status, body } = await app.post(`/Schools/${id}/${relation}`, { name: 'x' });
      expect({ relation, status }).toEqual({ relation, status: 422 });
      expect(JSON.stringify(body)).not.toContain(SECRET);
    }
  });

  it('are not told where fields leave out what an include needs', async () => {
    for (const include of ['pupils', 'house', 'courses', 'books', { pupils: 'school' }]) {
      const answer = await app.get(`/Schools?${json('filter', { fields: ['name', 'key'], include })}`);
      expect(answer.text).not.toContain(SECRET);
      expect(answer.text).not.toContain('"key"');
    }
  });

  it('are not told by what is answered', async () => {
    const paths = ['pupils', 'house', 'courses', 'books', `pupils/${await first('pupils')}`];
    for (const path of paths) {
      const answer = await app.get(`${school}/${path}`);
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      expect(answer.text).not.toMatch(/schoolKey|bookIds|k3y/);
    }
    const include = ['pupils', 'house', 'courses', 'books', { pupils: 'school' }];
    expect((await app.get(`${school}?${json('filter', { include })}`)).text).not.toMatch(/schoolKey|bookIds|k3y/);
    expect((await app.put(`${school}/courses/rel/${await first('courses')}`)).text).not.toMatch(/schoolKey|k3y/);
  });
});

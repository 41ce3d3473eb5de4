import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { embeddedModelConfig, embeddedModels } from './embedded-models.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

const GENERATED = /^[0-9a-f]{24}$/;

describe.each(testDatabases())('deviations of embedded relations on $name', (database) => {
  const app = useApp(database, {
    models: embeddedModels,
    modelConfig: embeddedModelConfig,
    services: { transient: { connector: 'transient' } },
  });

  let reader: string;
  const stored = async (): Promise<any> => (await app.get(reader)).body;

  beforeEach(async () => {
    const { id } = await app.create('/Readers', { name: 'Ann' });
    reader = `/Readers/${id}`;
  });

  describe('2. deleting all of a persistent embedsMany', () => {
    it('empties the list and leaves the rows', async () => {
      await app.create(`${reader}/badges`, { title: 'gold' });
      await app.create('/Badges', { title: 'free' });
      expect(await app.delete(`${reader}/badges`)).toMatchObject({ status: 204, text: '' });
      expect(await app.find(`${reader}/badges`)).toEqual([]);
      expect(await app.find('/Badges')).toMatchObject([{ title: 'gold' }, { title: 'free' }]);
    });
  });

  describe('3. a persistent value with an id that is taken', () => {
    it('leaves no row behind where the value cannot be embedded', async () => {
      await app.patch(reader, { badgeList: [{ id: 5, title: 'there' }] });
      expect((await app.post(`${reader}/badges`, { id: 5, title: 'again' })).status).toBe(422);
      expect(await app.find('/Badges')).toEqual([]);
    });

    it.each([
      ['badges', '/Badges', 'title'],
      ['card', '/Cards', 'code'],
    ])('is 409 in %s, and the row is as it was', async (path, rows, property) => {
      const row = await app.create(rows, { [property]: 'theirs' });
      const { status, body } = await app.post(`${reader}/${path}`, { [property]: 'mine', id: row.id });
      expect({ status, code: body.error.code }).toEqual({ status: 409, code: 'DUPLICATE' });
      expect(await app.find(rows)).toEqual([row]);
      expect(await stored()).toMatchObject({ badgeList: [], cardData: null });
    });
  });

  describe('20. PUT of an id that is not embedded', () => {
    it('is the 404 of GET', async () => {
      const { status, body } = await app.put(`${reader}/phones/99`, { number: '1' });
      expect(status).toBe(404);
      expect(body.error).toMatchObject({ message: 'Unknown "Phone" id "99".', code: 'MODEL_NOT_FOUND' });
      expect(body).toEqual((await app.get(`${reader}/phones/99`)).body);
    });

    it('is the same for one that is out of the scope of the relation', async () => {
      await app.patch(reader, { cabinList: [{ id: 1, label: 'home', number: '1' }] });
      expect((await app.get(`${reader}/cabins/1`)).status).toBe(404);
      expect((await app.put(`${reader}/cabins/1`, { number: '2' })).status).toBe(404);
      expect((await app.delete(`${reader}/cabins/1`)).status).toBe(204);
      expect(await stored()).toMatchObject({ cabinList: [{ id: 1, label: 'home', number: '1' }] });
    });
  });

  describe('22. count', () => {
    it('counts the list', async () => {
      for (const number of ['1', '2', '3']) await app.create(`${reader}/phones`, { number });
      await app.create('/Badges', { title: 'free' });
      expect((await app.get(`${reader}/phones/count`)).body).toEqual({ count: 3 });
      expect((await app.get(`${reader}/phones/count?${json('where', { id: { gt: 1 } })}`)).body).toEqual({ count: 2 });
      expect((await app.get(`${reader}/badges/count`)).body).toEqual({ count: 0 });
    });

    it('counts within the scope of the relation', async () => {
      await app.create(`${reader}/cabins`, { label: 'home', number: '1' });
      await app.create(`${reader}/cabins`, { label: 'cabin', number: '2' });
      expect((await app.get(`${reader}/cabins/count`)).body).toEqual({ count: 1 });
      expect((await app.delete(`${reader}/cabins`)).status).toBe(204);
      expect(await stored()).toMatchObject({ cabinList: [{ id: 1, label: 'home' }] });
    });
  });

  describe('23. the filter of a list', () => {
    const labels = async (filter: object): Promise<unknown[]> =>
      (await app.find(`${reader}/phones`, filter)).map(({ label }: { label?: string }) => label ?? null);

    beforeEach(async () => {
      const numbers = { home: '10', work: '9', boat: '9', none: '8' };
      for (const [label, number] of Object.entries(numbers)) {
        const since = `20${number.padStart(2, '0')}-01-01`;
        await app.create(`${reader}/phones`, {
          ...(label === 'none' ? {} : { label }),
          number,
          since,
          pin: 's',
          room: label,
        });
      }
    });

    it.each(
      cases(
        ['id DESC', [null, 'boat', 'work', 'home']],
        ['label', ['boat', 'home', 'work', null]],
        ['label DESC', [null, 'work', 'home', 'boat']],
        [
          ['number DESC', 'label ASC'],
          ['boat', 'work', null, 'home'],
        ],
        ['since DESC', ['home', 'work', 'boat', null]],
        ['room', ['boat', 'home', null, 'work']],
      ),
    )('orders by %j', async ([order, expected]: [unknown, unknown]) => {
      expect(await labels({ order })).toEqual(expected);
    });

    it('has pages', async () => {
      expect(await labels({ limit: 2 })).toEqual(['home', 'work']);
      expect(await labels({ skip: 1, limit: 2 })).toEqual(['work', 'boat']);
      expect(await labels({ offset: 3 })).toEqual([null]);
      expect(await labels({ order: 'label', skip: 1, limit: 1 })).toEqual(['home']);
      expect((await app.get(`${reader}/phones?filter[limit]=-1`)).status).toBe(400);
    });

    it('has fields, which show nothing that is hidden', async () => {
      const first = async (fields: unknown) => (await app.find(`${reader}/phones`, { fields, limit: 1 }))[0];
      expect(await first(['label', 'pin'])).toEqual({ label: 'home' });
      expect(await first({ number: false, since: false })).toEqual({ id: 1, label: 'home' });
      expect((await app.find(`${reader}/phones`, { limit: 1 }))[0]).toEqual({
        id: 1,
        label: 'home',
        number: '10',
        since: '2010-01-01T00:00:00.000Z',
        room: 'home',
      });
    });

    it.each(
      cases(
        [{ since: { gt: '2009-06-01' } }, ['home']],
        [{ number: { like: '9%' }, label: { neq: 'boat' } }, ['work']],
        [{ label: { regexp: '/^[BH]/i' } }, ['home', 'boat']],
        [{ label: null }, [null]],
        [{ room: 'none' }, [null]],
        [{ room: 'elsewhere' }, []],
        [{ nowhere: 1 }, []],
        [{ nor: [{ id: { inq: [1, 2] } }] }, ['boat', null]],
      ),
    )('finds %j', async ([where, expected]: [object, unknown]) => {
      expect(await labels({ where })).toEqual(expected);
    });

    it('refuses patterns and orders that are none', async () => {
      expect((await app.get(`${reader}/phones?${json('filter', { where: { label: { regexp: '(' } } })}`)).status).toBe(
        400,
      );
      expect((await app.get(`${reader}/phones?${json('filter', { order: 'label SIDEWAYS' })}`)).status).toBe(400);
    });

    it('is not stopped by a pattern that might run away', async () => {
      await app.create(`${reader}/phones`, { label: `${'a'.repeat(60)}!`, number: '1' });
      expect(await labels({ where: { label: { regexp: '^(a+)+$' } } })).toEqual([]);
      expect(await labels({ where: { label: { like: '%a'.repeat(40) } } })).toEqual([]);
    });
  });

  describe('30. includes of embedded values', () => {
    beforeEach(async () => {
      const author = await app.create('/Authors', { name: 'Jane' });
      const book = await app.create('/Books', { title: 'Emma', authorId: author.id });
      await app.create(`${reader}/readings`, { note: 'first', bookId: book.id });
      await app.create(`${reader}/readings`, { note: 'second' });
    });

    it('are done in the list of the relation', async () => {
      expect(await app.find(`${reader}/readings`, { include: { book: 'author' } })).toMatchObject([
        { note: 'first', book: { title: 'Emma', author: { name: 'Jane' } } },
        { note: 'second' },
      ]);
      expect(await stored()).toMatchObject({
        readingList: [
          { id: 1, note: 'first' },
          { id: 2, note: 'second' },
        ],
      });
      expect(JSON.stringify(await stored())).not.toContain('Emma');
    });

    it('are done below an embedsMany', async () => {
      const include = { readings: 'book' };
      expect((await app.get(`${reader}?${json('filter', { include })}`)).body).toMatchObject({
        readings: [{ note: 'first', book: { title: 'Emma' } }, { note: 'second' }],
      });
    });

    it('give the value of an embedsOne, and nothing where there is none', async () => {
      const include = { include: 'passport' };
      expect((await app.get(`${reader}?${json('filter', include)}`)).body).not.toHaveProperty('passport');
      const passport = await app.create(`${reader}/passport`, { number: 'N-1' });
      expect((await app.get(`${reader}?${json('filter', include)}`)).body).toMatchObject({ passport });
    });
  });

  describe('34. a value with a generated id', () => {
    it('can be updated, alone', async () => {
      const passport = await app.create(`${reader}/passport`, { number: 'N-1' });
      expect(passport.id).toMatch(GENERATED);
      expect((await app.put(`${reader}/passport`, { number: 'N-2' })).body).toEqual({ id: passport.id, number: 'N-2' });
    });

    it('can be updated in a list', async () => {
      const stamp = await app.create(`${reader}/stamps`, { place: 'Oslo' });
      const other = await app.create(`${reader}/stamps`, { place: 'Rome' });
      expect([stamp.id, other.id]).toEqual([expect.stringMatching(GENERATED), expect.stringMatching(GENERATED)]);
      const { status, body } = await app.put(`${reader}/stamps/${other.id}`, { place: 'Paris' });
      expect({ status, body }).toEqual({ status: 200, body: { id: other.id, place: 'Paris' } });
      expect(await app.find(`${reader}/stamps`)).toEqual([stamp, body]);
    });

    it('lets the parent be saved', async () => {
      await app.create(`${reader}/passport`, { number: 'N-1' });
      await app.create(`${reader}/stamps`, { place: 'Oslo' });
      expect((await app.patch(reader, { name: 'Bea' })).body).toMatchObject({
        name: 'Bea',
        passportData: { number: 'N-1' },
      });
      const whole = await stored();
      expect((await app.put(reader, whole)).body).toEqual(whole);
    });

    it('is still not chosen by a client', async () => {
      const { status, body } = await app.post(`${reader}/passport`, { id: 'mine', number: 'N-1' });
      expect(status).toBe(422);
      expect(body.error.details).toMatchObject({ context: 'Passport', messages: { id: ["can't be set"] } });
    });
  });

  describe('37. remove(target) of an embedsMany', () => {
    it('takes out the values whose key is that of the target', async () => {
      const { Reader, Book } = app.application.models as Record<string, any>;
      const [first, second] = [await Book.create({ title: 'Emma' }), await Book.create({ title: 'Persuasion' })];
      const ann = await Reader.findOne();
      await ann.readings.add(second, { note: 'a' });
      await ann.readings.add(first.id, { note: 'b' });
      await ann.readings.add(second, { note: 'c' });
      await ann.readings.remove(second);
      expect(await app.find(`${reader}/readings`)).toEqual([{ id: 2, note: 'b', bookId: first.id }]);
      expect(await Book.count()).toBe(2);
    });
  });

  describe('several requests at a time', () => {
    const many = Array.from({ length: 12 }, (_, index) => index + 1);

    it.each([
      ['phones', 'phoneList', { number: '1', since: '2020-01-02', pin: 'x' }],
      ['stamps', 'stampList', { place: 'Rome' }],
      ['badges', 'badgeList', { title: 'gold' }],
    ])('add to %s without losing a value', async (path, property, value) => {
      const answers = await Promise.all(many.map(() => app.post(`${reader}/${path}`, value)));
      expect(answers.map(({ status }) => status)).toEqual(many.map(() => 200));
      const list: { id?: number }[] = (await stored())[property];
      expect(list).toHaveLength(many.length);
      if (path === 'phones') expect(list.map(({ id }) => id)).toEqual(many);
      if (path === 'phones') expect(answers.map(({ body }) => body.id).sort((a, b) => a - b)).toEqual(many);
    });

    it('change and remove values without undoing each other', async () => {
      for (const number of many) await app.create(`${reader}/phones`, { number: String(number), pin: 'kept' });
      const change = (id: number) =>
        id % 2 === 0 ? app.delete(`${reader}/phones/${id}`) : app.put(`${reader}/phones/${id}`, { label: 'new' });
      const answers = await Promise.all(many.map(change));
      expect(answers.every(({ status }) => status === 200 || status === 204)).toBe(true);
      const left = many.filter((id) => id % 2 === 1);
      const list = (await stored()).phoneList;
      expect(list).toMatchObject(left.map((id) => ({ id, number: String(id), label: 'new' })));
      const { Reader } = app.application.models as any;
      const [row] = await Reader.find();
      expect(row.phones.value().map((phone: any) => phone.pin)).toEqual(left.map(() => 'kept'));
    });

    it('change different properties of one value', async () => {
      await app.create(`${reader}/passport`, { number: 'a' });
      await app.create(`${reader}/phones`, { number: '1' });
      await Promise.all([
        app.put(`${reader}/phones/1`, { number: '2' }),
        app.put(`${reader}/phones/1`, { label: 'home' }),
        app.patch(reader, { name: 'Eve' }),
      ]);
      expect(await stored()).toMatchObject({ name: 'Eve', phoneList: [{ id: 1, number: '2', label: 'home' }] });
    });
  });
});

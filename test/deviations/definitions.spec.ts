import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { definitionModels } from './definition-models.js';
import { json } from './rest-client.js';
import { TestApp, useApp } from './use-app.js';

/** A refusal of one property, as its answer shows it. */
function invalid(property: string, code: string): object {
  return { error: { statusCode: 422, name: 'ValidationError', details: { codes: { [property]: [code] } } } };
}

describe.each(testDatabases())('deviations of definitions on $name', (database) => {
  const app = useApp(database, {
    models: definitionModels,
    modelConfig: { Ticket: { dataSource: 'db', options: { forceId: false } } },
  });

  describe('1. a value that is taken', () => {
    const duplicate = {
      error: {
        statusCode: 409,
        name: 'Error',
        message: 'The `Advert` instance is not unique: `box` is taken.',
        code: 'DUPLICATE',
        details: { context: 'Advert', codes: { box: ['uniqueness'] } },
      },
    };

    it('is 409 with the property named, on create', async () => {
      await app.create('/Adverts', { title: 'a', box: 'A1' });
      const { status, body } = await app.post('/Adverts', { title: 'b', box: 'A1' });
      expect({ status, body }).toEqual({ status: 409, body: duplicate });
      expect(await app.find('/Adverts')).toHaveLength(1);
    });

    it.each(['patch', 'put'] as const)('is the same on %s', async (verb) => {
      await app.create('/Adverts', { title: 'a', box: 'A1' });
      const { id } = await app.create('/Adverts', { title: 'b', box: 'B2' });
      const { status, body } = await app[verb](`/Adverts/${id}`, { title: 'b', box: 'A1' });
      expect({ status, body }).toEqual({ status: 409, body: duplicate });
      expect(await app.get(`/Adverts/${id}`)).toMatchObject({ body: { box: 'B2' } });
    });

    it('is the same on an update of many', async () => {
      await app.create('/Adverts', { title: 'a', box: 'A1' });
      await app.create('/Adverts', { title: 'b', box: 'B2' });
      const { body } = await app.post('/Adverts/update?where={}', { box: 'C3' });
      expect(body).toEqual(duplicate);
    });

    it('is 409 for an id that the client chose', async () => {
      await app.create('/Codes', { key: 'x' });
      const { status, body } = await app.post('/Codes', { key: 'x' });
      expect(status).toBe(409);
      expect(body.error.details).toEqual({ context: 'Code', codes: { key: ['uniqueness'] } });
    });

    it('names all properties of an index', async () => {
      await app.create('/Seats', { row: 1, place: 2 });
      const { body } = await app.post('/Seats', { row: 1, place: 2 });
      expect(body.error.message).toBe('The `Seat` instance is not unique: `row`, `place` are taken.');
    });

    it('does not name a hidden property', async () => {
      await app.create('/Guests', { name: 'a', secret: 's' });
      const { status, text } = await app.post('/Guests', { name: 'b', secret: 's' });
      expect(status).toBe(409);
      expect(text).not.toContain('secret');
    });

    it('may be missing many times', async () => {
      await app.create('/Adverts', { title: 'a' });
      await app.create('/Adverts', { title: 'b' });
      expect(await app.find('/Adverts')).toHaveLength(2);
    });
  });

  describe('1. other constraints of the database', () => {
    it('are 422 with the property named: a text that is too long', async () => {
      const answer = await app.post('/Adverts', { title: 'a', code: 'ABCDEFG' });
      expect(answer).toMatchObject({
        status: 422,
        body: { error: { details: { codes: { code: expect.anything() } } } },
      });
    });

    it('are 422 with the property named: a value that may not be missing', async () => {
      expect((await app.post('/Limits', { unit: 'm' })).body).toMatchObject(invalid('size', 'presence'));
      expect((await app.post('/Limits', { unit: 'm', size: null })).body).toMatchObject(invalid('size', 'presence'));
    });

    it("never show a word of the driver's", async () => {
      const { text } = await app.post('/Limits', { unit: 'm' });
      expect(text).not.toMatch(/constraint|NOT NULL|relation|SQLITE/i);
    });
  });

  describe('2. numbers that are none', () => {
    it.each(cases('abc', {}, [], '1,5', '12px'))('are 422: %j', async (weight) => {
      const { status, body } = await app.post('/Things', { weight });
      expect({ status, body }).toMatchObject({ status: 422, body: invalid('weight', 'number') });
      expect(body.error.details.messages.weight).toEqual(['is not a number']);
    });

    it('are 422 in arrays', async () => {
      expect((await app.post('/Things', { sizes: [1, 'abc'] })).body).toMatchObject(invalid('sizes', 'number'));
      expect((await app.post('/Things', { sizes: [{}] })).body).toMatchObject(invalid('sizes', 'number'));
    });

    it('are 422 in a patch, a replace and an update of many', async () => {
      const { id } = await app.create('/Things', { weight: 1 });
      for (const answer of [
        await app.patch(`/Things/${id}`, { weight: 'abc' }),
        await app.put(`/Things/${id}`, { weight: 'abc' }),
        await app.post('/Things/update?where={}', { weight: 'abc' }),
      ]) {
        expect(answer).toMatchObject({ status: 422, body: invalid('weight', 'number') });
      }
      expect(await app.find('/Things')).toMatchObject([{ weight: 1 }]);
    });

    it('are blank where the property is required', async () => {
      const { body } = await app.post('/Measures', { value: 'abc' });
      expect(body).toMatchObject(invalid('value', 'presence'));
      expect(body.error.message).toContain("`value` can't be blank (value: NaN)");
    });

    it('are none beyond what a number can be', async () => {
      const { body } = await app.send('POST', '/Things', { body: '{"weight":1e999}' });
      expect(body).toMatchObject(invalid('weight', 'number'));
    });
  });

  describe('3. objects and arrays', () => {
    it.each(cases({}, { a: 1 }, [], ['a', 'b']))('are 422 for a string: %j', async (label) => {
      expect(await app.post('/Things', { label })).toMatchObject({ status: 422, body: invalid('label', 'type') });
    });

    it.each(cases({}, { a: 1 }, []))('are 422 for a boolean: %j', async (fragile) => {
      expect(await app.post('/Things', { fragile })).toMatchObject({ status: 422, body: invalid('fragile', 'type') });
    });

    it('are 422 for a string within an array', async () => {
      expect((await app.post('/Things', { tags: ['a', {}] })).body).toMatchObject(invalid('tags', 'type'));
    });
  });

  describe('4. items of arrays', () => {
    it('are coerced as properties are', async () => {
      const { id } = await app.create('/Things', { flags: ['false', '0', 'true', 0], tags: [1, true], sizes: ['2'] });
      const stored = await app.get(`/Things/${id}`);
      expect(stored.body).toMatchObject({ flags: [false, false, true, false], tags: ['1', 'true'], sizes: [2] });
    });

    it('may be null', async () => {
      const created = await app.create('/Things', { tags: [null, 'a'], flags: [null], sizes: [null], days: [null] });
      const expected = { tags: [null, 'a'], flags: [null], sizes: [null], days: [null] };
      expect(created).toMatchObject(expected);
      expect((await app.get(`/Things/${created.id}`)).body).toMatchObject(expected);
    });

    it('that are no dates are 422', async () => {
      expect((await app.post('/Things', { days: ['2020-01-01', 'soon'] })).body).toMatchObject(invalid('days', 'date'));
    });
  });

  it.each(cases('5', 'true', 'null', '"a"', '{"a":1}', '[1]', ''))(
    '5. a text of JSON stays a text in "any": %j',
    async (extra) => {
      const created = await app.create('/Things', { extra });
      expect(created.extra).toBe(extra);
      expect((await app.get(`/Things/${created.id}`)).body.extra).toBe(extra);
    },
  );

  it.each(cases('x', 5, true, []))('6. %j is 422 for an inline type and for a model', async (value) => {
    expect(await app.post('/Things', { box: value })).toMatchObject({ status: 422, body: invalid('box', 'type') });
    expect(await app.post('/Things', { label2: value })).toMatchObject({
      status: 422,
      body: invalid('label2', 'type'),
    });
  });

  it.each(
    cases(
      { lat: 91, lng: 0 },
      { lat: 0, lng: 181 },
      { lat: 'x', lng: 0 },
      { lat: 1 },
      [1],
      [1, 2, 3],
      'here',
      '1',
      5,
      true,
    ),
  )('7. %j is no GeoPoint: 422', async (place) => {
    expect(await app.post('/Things', { place })).toMatchObject({ status: 422, body: invalid('place', 'geopoint') });
  });

  it('8. a default is coerced to the type of its property', async () => {
    const expected = {
      count: 5,
      day: '2020-05-05T00:00:00.000Z',
      active: false,
      name: '7',
      list: [1, 2],
      point: { lat: 1, lng: 2 },
      nested: { size: 3 },
    };
    const created = await app.create('/Defaults', {});
    expect(created).toMatchObject(expected);
    expect((await app.get(`/Defaults/${created.id}`)).body).toMatchObject(expected);
  });

  it('9. an id that nobody gives is 422', async () => {
    const { status, body } = await app.post('/Codes', { label: 'x' });
    expect({ status, body }).toMatchObject({ status: 422, body: invalid('key', 'presence') });
    expect(body.error.message).toBe(
      "The `Code` instance is not valid. Details: `key` can't be blank (value: undefined).",
    );
  });

  describe('10. ids of type uuid that the database generates', () => {
    const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

    it('are answered, and found by in paths', async () => {
      const { id } = await app.create('/Parcels', { name: 'a' });
      expect(id).toMatch(UUID);
      expect((await app.get(`/Parcels/${id}`)).body).toEqual({ id, name: 'a' });
      expect((await app.get(`/Parcels/${id.toUpperCase()}`)).body).toEqual({ id, name: 'a' });
      expect((await app.patch(`/Parcels/${id}`, { name: 'b' })).body).toEqual({ id, name: 'b' });
      expect((await app.put(`/Parcels/${id}`, { name: 'c' })).body).toEqual({ id, name: 'c' });
      expect((await app.head(`/Parcels/${id}`)).status).toBe(200);
      expect((await app.delete(`/Parcels/${id}`)).body).toEqual({ count: 1 });
    });

    it('are different in a batch, and cannot be chosen', async () => {
      const batch = await app.create('/Parcels', [{ name: 'a' }, { name: 'b' }]);
      expect(new Set(batch.map(({ id }: { id: string }) => id)).size).toBe(2);
      const chosen = { id: '6f1b7d8e-0000-4000-8000-000000000000' };
      expect((await app.post('/Parcels', chosen)).body).toMatchObject(invalid('id', 'absence'));
    });
  });

  it('11. an heir has a path of its own', async () => {
    await app.create('/people-of-note', { name: 'base' });
    await app.create('/Heirs', { name: 'heir' });
    expect(await app.find('/people-of-note')).toMatchObject([{ name: 'base' }]);
    expect(await app.find('/Heirs')).toMatchObject([{ name: 'heir' }]);
  });

  it('12. forceId of model-config takes effect as if it stood in the definition', async () => {
    expect(await app.post('/Tickets', { id: 77, name: 'a' })).toMatchObject({ status: 200, body: { id: 77 } });
    expect(await app.patch('/Tickets', { id: 78, name: 'b' })).toMatchObject({ status: 200, body: { id: 78 } });
    expect(await app.put('/Tickets', { id: 79, name: 'c' })).toMatchObject({ status: 200, body: { id: 79 } });
    expect(await app.find('/Tickets', { fields: ['id'] })).toEqual([{ id: 77 }, { id: 78 }, { id: 79 }]);
  });

  describe('13. keys that are names of the language', () => {
    const hostile = '{"label":"a","__proto__":{"label":"evil"},"constructor":{"prototype":{"evil":1}},"prototype":1}';

    it('are dropped where they reach into prototypes', async () => {
      const { status, body } = await app.send('POST', '/Things', { body: hostile });
      expect({ status, keys: Object.keys(body).toSorted() }).toEqual({ status: 200, keys: ['id', 'label'] });
      expect(body.label).toBe('a');
      expect(({} as Record<string, unknown>)['evil']).toBeUndefined();
    });

    it('are dropped at any depth, and in forms and filters', async () => {
      const nested = await app.send('POST', '/Things', { body: `{"info":{"a":[${hostile}]}}` });
      expect(nested.body.info).toEqual({ a: [{ label: 'a' }] });
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = 'label=f&__proto__[x]=1&constructor[prototype][x]=1&info[__proto__][x]=1&info[b]=2';
      const form = await app.send('POST', '/Things', { body, headers });
      expect(form).toMatchObject({ status: 200, body: { label: 'f', info: { b: '2' } } });
      const where = 'filter[where][__proto__][x]=1&filter[where][constructor]=1&filter[where][label]=f';
      expect((await app.get(`/Things?${where}`)).body).toMatchObject([{ label: 'f' }]);
      expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    });

    const inner = {
      toObject: 1,
      __data: { label: 'evil' },
      save: 'x',
      toJSON: 2,
      hasOwnProperty: 3,
      'a.b': 4,
    };

    it('are undeclared properties otherwise: echoed, not stored, and in nobody’s way', async () => {
      const created = await app.create('/Things', { label: 'a', ...inner });
      expect(created).toEqual({ id: created.id, label: 'a', ...inner });
      const patched = await app.patch(`/Things/${created.id}`, { label: 'b', ...inner });
      expect(patched).toMatchObject({ status: 200, body: { label: 'b', ...inner } });
      const replaced = await app.put(`/Things/${created.id}`, { label: 'c', ...inner });
      expect(replaced).toMatchObject({ status: 200, body: { label: 'c', ...inner } });
      expect(await app.post('/Things/update?where={}', { label: 'd', ...inner })).toMatchObject({ body: { count: 1 } });
      const stored = await app.get(`/Things/${created.id}`);
      expect(Object.keys(stored.body)).not.toContain('toObject');
      expect(stored.body.label).toBe('d');
    });

    it('are refused by a strict model as any other', async () => {
      for (const key of Object.keys(inner)) {
        expect((await app.post('/Stricts', { name: 'a', [key]: 1 })).body).toMatchObject(
          invalid(key, 'unknown-property'),
        );
      }
    });
  });

  describe('14. columns of type numeric and bigint', () => {
    it('are answered as numbers', async () => {
      const values = { price: 12.5, total: 9007199254740991, ratio: 0.000001 };
      const { id } = await app.create('/Accounts', values);
      expect((await app.get(`/Accounts/${id}`)).body).toEqual({ id, ...values });
      expect(await app.find('/Accounts', { where: { price: { gt: 9 } }, fields: ['price'] })).toEqual([
        { price: 12.5 },
      ]);
      expect((await app.get(`/Accounts/count?${json('where', { total: 9007199254740991 })}`)).body).toEqual({
        count: 1,
      });
    });
  });

  describe('15. composite ids', () => {
    const where = (a: number, b: number) => json('where', { a, b });

    it('are matched by all parts', async () => {
      await app.create(
        '/Pairs',
        [1, 2].map((b) => ({ a: 1, b, note: 'old' })),
      );
      expect(await app.patch('/Pairs', { a: 1, b: 2, note: 'new' })).toMatchObject({
        status: 200,
        body: { note: 'new' },
      });
      expect(await app.find('/Pairs')).toEqual([
        { a: 1, b: 1, note: 'old' },
        { a: 1, b: 2, note: 'new' },
      ]);
      expect(await app.put('/Pairs', { a: 1, b: 1, note: 'replaced' })).toMatchObject({ status: 200 });
      expect(await app.find('/Pairs')).toMatchObject([{ note: 'replaced' }, { note: 'new' }]);
    });

    it('create what is not there', async () => {
      await app.create('/Pairs', { a: 1, b: 1, note: 'old' });
      expect(await app.patch('/Pairs', { a: 1, b: 3, note: 'made' })).toMatchObject({ status: 200 });
      expect(await app.put('/Pairs', { a: 2, b: 1, note: 'made' })).toMatchObject({ status: 200 });
      expect(await app.find('/Pairs')).toEqual([
        { a: 1, b: 1, note: 'old' },
        { a: 1, b: 3, note: 'made' },
        { a: 2, b: 1, note: 'made' },
      ]);
    });

    it('work with wheres, and order lists by both parts', async () => {
      for (const [a, b] of [
        [2, 1],
        [1, 2],
        [1, 1],
      ])
        await app.create('/Pairs', { a, b });
      expect(await app.find('/Pairs', { fields: ['a', 'b'] })).toEqual([
        { a: 1, b: 1 },
        { a: 1, b: 2 },
        { a: 2, b: 1 },
      ]);
      expect((await app.get(`/Pairs/count?${json('where', { a: 1 })}`)).body).toEqual({ count: 2 });
      expect((await app.post(`/Pairs/update?${where(1, 2)}`, { note: 'x' })).body).toEqual({ count: 1 });
      expect(await app.post('/Pairs', { a: 1, b: 1 })).toMatchObject({
        status: 409,
        body: { error: { details: { codes: { a: ['uniqueness'], b: ['uniqueness'] } } } },
      });
    });

    it('need all their parts', async () => {
      expect((await app.post('/Pairs', { a: 1 })).body).toMatchObject(invalid('b', 'presence'));
    });

    it('stand in no path', async () => {
      await app.create('/Pairs', { a: 1, b: 1 });
      for (const path of ['/Pairs/1', '/Pairs/1,1', '/Pairs/1/exists', '/Pairs/1,1/replace']) {
        for (const verb of ['GET', 'PUT', 'PATCH', 'DELETE', 'POST']) {
          expect((await app.send(verb, path, { body: { note: 'x' } })).status).toBe(404);
        }
      }
      expect(await app.find('/Pairs')).toEqual([{ a: 1, b: 1, note: null }]);
    });
  });

  it('16. an update of many stores arrays as create does', async () => {
    const lists = { tags: ['a', 'b,c', '{"d"}'], sizes: [1, 2.5], flags: [true], days: ['2020-01-01T00:00:00.000Z'] };
    const { id } = await app.create('/Things', { label: 'a' });
    const created = await app.create('/Things', lists);
    expect((await app.post(`/Things/update?${json('where', { id })}`, lists)).body).toEqual({ count: 1 });
    const [updated, stored] = [await app.get(`/Things/${id}`), await app.get(`/Things/${created.id}`)];
    expect(stored.body).toMatchObject(lists);
    expect(updated.body).toEqual({ ...stored.body, id, label: 'a' });
    expect(await app.find('/Things', { where: lists, fields: ['id'] })).toEqual([{ id }, { id: created.id }]);
  });

  it('17. a model without any id stops the start, with the reason', async () => {
    const broken = new TestApp();
    const models = [{ name: 'Nameless', properties: { name: 'string' }, excludeBaseProperties: ['id'] }];
    try {
      await expect(broken.start(database, { models })).rejects.toThrow(/the model "Nameless" has no id/);
    } finally {
      await broken.close();
    }
  });

  it('18. a DateString is the text that was given', async () => {
    const created = await app.create('/Things', { born: '1815-12-10' });
    expect(created.born).toBe('1815-12-10');
    expect((await app.get(`/Things/${created.id}`)).body.born).toBe('1815-12-10');
    expect((await app.post('/Things', { born: 'once' })).status).toBe(422);
  });

  it('19. values within objects can be queried, whatever the column is', async () => {
    await app.create('/Things', { label: 'a', info: { size: 9 }, box: { width: 9 }, packed: { size: 9 } });
    await app.create('/Things', { label: 'b', info: { size: 10 }, box: { width: 10 }, packed: { size: 10 } });
    for (const path of ['info.size', 'box.width', 'packed.size']) {
      expect(await app.find('/Things', { where: { [path]: 10 } })).toMatchObject([{ label: 'b' }]);
      expect(await app.find('/Things', { where: { [path]: { lt: 10 } } })).toMatchObject([{ label: 'a' }]);
      expect(await app.find('/Things', { order: `${path} DESC` })).toMatchObject([{ label: 'b' }, { label: 'a' }]);
    }
  });
});

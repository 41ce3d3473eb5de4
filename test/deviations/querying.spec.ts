import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { queryModels, stars } from './query-models.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

describe.each(testDatabases())('deviations of querying on $name', (database) => {
  const app = useApp(database, { models: queryModels, config: { remoting: { sharedMethods: { destroyAll: true } } } });

  /** The ids of the stars that a where finds. */
  async function ids(where: unknown): Promise<number[]> {
    return (await app.find('/Stars', { where })).map(({ id }: { id: number }) => id);
  }

  async function refused(filter: object): Promise<unknown> {
    const { status, body } = await app.get(`/Stars?${json('filter', filter)}`);
    return { status, ...body.error };
  }

  function refusal(message: string | RegExp): object {
    const text = typeof message === 'string' ? message : expect.stringMatching(message);
    return { status: 400, statusCode: 400, name: 'Error', message: text };
  }

  beforeEach(async () => {
    await Promise.all(stars.map((star) => app.create('/Stars', star)));
  });

  it('1. several operators in one condition all hold', async () => {
    expect(await ids({ planets: { gt: 0, lt: 7 } })).toEqual([2, 3]);
    expect(await ids({ planets: { gte: 0, nin: [0, 7] } })).toEqual([2, 3]);
    expect(await ids({ name: { like: '%i%', neq: 'Sirius', nilike: 'S%' } })).toEqual([]);
    expect(await ids({ name: { ilike: '%sirius%', neq: 'Sirius' } })).toEqual([6]);
    expect((await app.get('/Stars?filter[where][planets][gt]=0&filter[where][planets][lt]=7')).body).toHaveLength(2);
  });

  it('2. nor: none of the clauses holds', async () => {
    expect(await ids({ nor: [{ planets: 0 }, { nakedEye: false }] })).toEqual([2, 5, 7]);
    expect(await ids({ nor: [{ planets: { gt: 1 } }] })).toEqual([1, 5, 6, 7]);
    expect(await ids({ nor: [{ planets: null }, { id: { lt: 3 } }] })).toEqual([3, 4, 6]);
    expect(await ids({ nor: [{ or: [{ id: 1 }, { id: 2 }] }, { and: [{ id: 3 }, { planets: 5 }] }] })).toEqual([
      4, 5, 6, 7,
    ]);
    expect(await ids({ nor: [{ nor: [{ id: 1 }] }] })).toEqual([1]);
    expect(await ids({ nor: [{ planets: { inq: [] } }] })).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await ids({ nor: [] })).toHaveLength(7);
    expect(await ids({ nor: [{}, { nope: 1 }] })).toHaveLength(7);
  });

  describe('3. an unknown operator', () => {
    it('is 400', async () => {
      const message = 'The name property has invalid clause {"foo":1}: Unknown operator "foo"';
      expect(await refused({ where: { name: { foo: 1 } } })).toEqual(refusal(message));
      expect(await refused({ where: { or: [{ id: 1 }, { name: { foo: 1 } }] } })).toEqual(refusal(message));
    });

    it.each([
      [{ name: {} }, /^The name property has invalid clause \{\}/],
      [{ planets: { gt: 1, foo: 2 } }, /Unknown operator "foo"$/],
      [{ nakedEye: { constructor: 1 } }, /^The nakedEye property has invalid clause \{\}/],
      [{ planets: { toString: 1 } }, /Unknown operator "toString"$/],
    ])('is 400 in any clause: %j', async (where, message) => {
      expect(await refused({ where })).toEqual(refusal(message));
    });

    it('is a value for properties that hold objects', async () => {
      for (const name of ['survey', 'packed', 'note', 'device']) {
        const id = { survey: 11, packed: 12, note: 13, device: 14 }[name];
        await app.create('/Stars', { id, [name]: { kind: 'HR' } });
        expect(await ids({ [name]: { kind: 'HR' } })).toEqual([id]);
        expect(await ids({ [name]: {} })).toEqual([]);
      }
    });
  });

  it.each(cases('survey', 'packed', 'note', 'device'))('4. objects are compared as JSON values: %s', async (name) => {
    const value = { kind: 'x', power: 1, deep: { list: [1, { b: 2, a: 1 }], nothing: null } };
    const turned = { deep: { nothing: null, list: [1, { a: 1, b: 2 }] }, power: 1, kind: 'x' };
    await app.create('/Stars', { id: 10, [name]: value });
    await app.create('/Stars', { id: 11, [name]: { kind: 'y' } });
    expect(await ids({ [name]: turned })).toEqual([10]);
    expect(await ids({ [name]: { eq: turned } })).toEqual([10]);
    expect(await ids({ [name]: { neq: turned } })).toEqual([11]);
    expect(await ids({ [name]: { inq: [turned, { kind: 'y' }] } })).toEqual([10, 11]);
    expect(await ids({ [name]: { nin: [turned] } })).toEqual([11]);
    expect(await ids({ [name]: { ...turned, deep: { list: [{ a: 1, b: 2 }, 1], nothing: null } } })).toEqual([]);
  });

  describe('5. paths into objects', () => {
    const NAMES = ['survey', 'packed', 'note', 'device'];

    beforeEach(async () => {
      for (const name of NAMES) {
        const base = (NAMES.indexOf(name) + 1) * 10;
        await app.create('/Stars', { id: base, [name]: { power: 9, kind: 'b', deep: { on: true, list: ['x', 'y'] } } });
        await app.create('/Stars', { id: base + 1, [name]: { power: 10, kind: 'a', deep: { on: false } } });
        await app.create('/Stars', { id: base + 2, [name]: { kind: 'c', deep: null } });
      }
    });

    it.each(NAMES)('compare numbers with numbers: %s', async (name) => {
      const base = (NAMES.indexOf(name) + 1) * 10;
      expect(await ids({ [`${name}.power`]: 10 })).toEqual([base + 1]);
      expect(await ids({ [`${name}.power`]: { gt: 9 } })).toEqual([base + 1]);
      expect(await ids({ [`${name}.power`]: { lt: 10 } })).toEqual([base]);
      expect(await ids({ [`${name}.power`]: { between: [9, 10] } })).toEqual([base, base + 1]);
      expect(await ids({ [`${name}.power`]: { inq: [10, 11] } })).toEqual([base + 1]);
      expect(await ids({ [`${name}.power`]: { neq: 9 } })).toEqual([base + 1]);
      expect(await ids({ [`${name}.power`]: { nin: [9] } })).toEqual([base + 1]);
      const bracketed = await app.get(`/Stars?filter[where][${name}.power][gt]=9&filter[fields]=id`);
      expect(bracketed.body).toEqual([{ id: base + 1 }]);
    });

    it.each(NAMES)('compare texts, booleans and what is missing: %s', async (name) => {
      const base = (NAMES.indexOf(name) + 1) * 10;
      expect(await ids({ [`${name}.kind`]: { gt: 'a' } })).toEqual([base, base + 2]);
      expect(await ids({ [`${name}.kind`]: { regexp: '^[ab]$' } })).toEqual([base, base + 1]);
      expect(await ids({ [`${name}.deep.on`]: true })).toEqual([base]);
      expect(await ids({ [`${name}.deep.list`]: ['x', 'y'] })).toEqual([base]);
      expect(await ids({ [`${name}.deep.list`]: { inq: [['y'], ['x', 'y']] } })).toEqual([base]);
      expect(await ids({ [`${name}.deep`]: { list: ['x', 'y'], on: true } })).toEqual([base]);
      expect(await ids({ [`${name}.deep`]: { neq: { on: false } } })).toEqual([base]);
      expect(await ids({ [`${name}.deep.list.1`]: 'y' })).toEqual([base]);
      expect(await ids({ [`${name}.power`]: null, id: { gte: base, lt: base + 10 } })).toEqual([base + 2]);
      expect(await ids({ [`${name}.deep`]: { neq: null } })).toEqual([base, base + 1]);
    });

    it.each(NAMES)('order lists: %s', async (name) => {
      const base = (NAMES.indexOf(name) + 1) * 10;
      const where = { id: { gte: base, lt: base + 10 } };
      const ordered = async (order: string) =>
        (await app.find('/Stars', { where, order, fields: ['id'] })).map(({ id }: { id: number }) => id - base);
      expect(await ordered(`${name}.power`)).toEqual([0, 1, 2]);
      expect(await ordered(`${name}.power DESC`)).toEqual([2, 1, 0]);
      expect(await ordered(`${name}.kind`)).toEqual([1, 0, 2]);
    });
  });

  describe('6. a value that cannot be of the type', () => {
    it.each(
      cases(
        { planets: 'x' },
        { planets: true },
        { planets: '' },
        { planets: { eq: [] } },
        { planets: { gt: 'x' } },
        { planets: { between: ['x', 9] } },
        { planets: { inq: ['x', ''] } },
        { id: 'abc' },
        { id: 1.5 },
        { id: 99999999999 },
        { id: '1.5' },
        { planets: 0.5 },
        { name: ['Vega'] },
        { place: 'here' },
      ),
    )('finds nothing: %j', async (where) => {
      expect(await ids(where)).toEqual([]);
      expect((await app.get(`/Stars/count?${json('where', where)}`)).body).toEqual({ count: 0 });
      expect((await app.post(`/Stars/update?${json('where', where)}`, { magnitude: 0 })).body).toEqual({ count: 0 });
      expect((await app.delete(`/Stars?${json('where', where)}`)).body).toEqual({ count: 0 });
    });

    it('finds nothing in brackets, where null is a text', async () => {
      expect((await app.get('/Stars?filter[where][planets]=null')).body).toEqual([]);
    });

    it('differs from everything that has a value', async () => {
      for (const value of ['x', true, '', 0.5, 99999999999]) {
        expect(await ids({ planets: { neq: value } })).toEqual([1, 2, 3, 4, 6]);
        expect(await ids({ planets: { nin: [value] } })).toEqual([1, 2, 3, 4, 6]);
      }
    });

    it('says nothing within a list of others', async () => {
      expect(await ids({ planets: { inq: ['x', 7] } })).toEqual([4]);
      expect(await ids({ or: [{ planets: 'x' }, { id: 1 }] })).toEqual([1]);
      expect(await ids({ nor: [{ planets: 'x' }] })).toHaveLength(7);
    });

    it('is compared as a number where it is one', async () => {
      expect(await ids({ planets: { gt: 4.5 } })).toEqual([3, 4]);
      expect(await ids({ planets: { lte: 2.5 } })).toEqual([1, 2, 6]);
      expect(await ids({ planets: { lt: 99999999999 } })).toEqual([1, 2, 3, 4, 6]);
    });

    it('is a malformed UUID, too', async () => {
      const { id } = await app.create('/Parcels', { name: 'a' });
      expect(await app.find('/Parcels', { where: { id: 'abc' } })).toEqual([]);
      expect(await app.find('/Parcels', { where: { id: { inq: ['abc', id] } } })).toHaveLength(1);
      expect(await app.find('/Parcels', { where: { id: { neq: 'abc' } } })).toHaveLength(1);
    });
  });

  it.each(cases('garbage', '', {}, true, '2020-13-45'))('7. a date that is none is 400: %j', async (value) => {
    const message = `Invalid date: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
    const wheres = [
      { discovered: { gt: value } },
      { discovered: { inq: [value] } },
      { or: [{ discovered: { neq: value } }] },
    ];
    for (const where of wheres) expect(await refused({ where })).toEqual(refusal(message));
  });

  describe('8. null where LoopBack fails', () => {
    it.each(
      cases(
        { where: null },
        { fields: null },
        { order: null },
        { order: [] },
        { order: '' },
        { order: [null] },
        { limit: null, skip: null },
      ),
    )('is none: %j', async (filter) => {
      expect(await app.find('/Stars', filter)).toHaveLength(7);
    });

    it.each(cases('and', 'or', 'nor'))('is 400 as a clause of %s', async (operator) => {
      expect(await refused({ where: { [operator]: [{ id: 1 }, null] } })).toEqual(
        refusal('The where clause null is not an object'),
      );
    });
  });

  it.each(cases('nope', 'secret', 'nope.a', 'constructor', '__proto__', 'id; DROP TABLE star'))(
    '9. an order by an unknown or hidden property is 400: %s',
    async (order) => {
      expect((await refused({ order })) as { status: number }).toMatchObject({ status: 400 });
      if (!order.includes(' ')) {
        const message = `The order "${order}" is not valid: unknown property`;
        expect(await refused({ order })).toEqual(refusal(message));
        expect(await refused({ order: ['name DESC', `${order} DESC`] })).toEqual(refusal(message));
      }
    },
  );

  describe('10. regular expressions', () => {
    it.each(cases('*', '/(/', '[', 'a{2,1}', '(?<x', '\\'))('that do not compile are 400: %s', async (regexp) => {
      expect(await refused({ where: { name: { regexp } } })).toEqual(refusal(/^Invalid regular expression: /));
      expect((await app.get(`/Stars/count?${json('where', { name: { regexp } })}`)).status).toBe(400);
    });

    it('compare the text of numbers and dates', async () => {
      expect(await ids({ planets: { regexp: '^[57]$' } })).toEqual([3, 4]);
      expect(await ids({ magnitude: { regexp: '\\.' } })).toEqual([1, 2, 3, 4, 5, 6]);
      expect(await ids({ discovered: { regexp: '^18' } })).toEqual([1, 2, 6]);
    });

    it('that would run away are 400 or answered soon', async () => {
      await app.create('/Stars', { id: 10, name: `${'a'.repeat(60)}!` });
      const started = performance.now();
      for (const regexp of ['^(a+)+$', '(a|aa)+$', '^(a*)*b\\1$']) {
        const { status } = await app.get(`/Stars?${json('filter', { where: { name: { regexp } } })}`);
        expect([200, 400]).toContain(status);
      }
      expect(performance.now() - started).toBeLessThan(15_000);
    });
  });

  describe('11. near', () => {
    const places = [
      { code: 'far', location: { lat: 52, lng: 16 } },
      { code: 'near', location: { lat: 50.1, lng: 14.1 } },
      { code: 'next', location: { lat: 50.5, lng: 14.5 } },
      { code: 'none' },
    ];

    beforeEach(async () => {
      await app.create('/Harbours', [...places]);
    });

    it.each(cases('here', {}, { lat: 1 }, [1], [91, 0], null, 5, '', true))('%j is no point: 400', async (near) => {
      for (const path of ['/Harbours?filter={"where":WHERE}', '/Harbours/count?where=WHERE']) {
        const where = JSON.stringify({ location: { near } });
        const { status, body } = await app.get(encodeURI(path.replace('WHERE', where)));
        expect({ status, body }).toMatchObject({
          status: 400,
          body: { error: { message: expect.stringMatching(/^Invalid near: /) } },
        });
      }
    });

    it('is refused for properties that are no points, and with bounds that are none', async () => {
      const near = '50,14';
      for (const where of [
        { berths: { near } },
        { location: { near, maxDistance: 'x' } },
        { location: { near, unit: 'parsecs' } },
      ]) {
        const { status, body } = await app.get(`/Harbours?${json('filter', { where })}`);
        expect({ status, message: body.error.message }).toEqual({
          status: 400,
          message: expect.stringMatching(/^Invalid near: /),
        });
      }
    });

    it('sorts by distance whatever the name of the id is', async () => {
      const found = await app.find('/Harbours', {
        where: { location: { near: '50,14' } },
        fields: ['code'],
        order: 'code',
      });
      expect(found).toEqual([{ code: 'near' }, { code: 'next' }, { code: 'far' }]);
    });

    it('works in count, update and delete', async () => {
      const where = { location: { near: '50,14', maxDistance: 100, unit: 'kilometers' } };
      expect((await app.get(`/Harbours/count?${json('where', where)}`)).body).toEqual({ count: 2 });
      expect((await app.post(`/Harbours/update?${json('where', where)}`, { berths: 3 })).body).toEqual({ count: 2 });
      expect(await app.find('/Harbours', { where: { berths: 3 }, fields: ['code'] })).toEqual([
        { code: 'near' },
        { code: 'next' },
      ]);
      expect((await app.delete(`/Harbours?${json('where', where)}`)).body).toEqual({ count: 2 });
    });

    it('limits after sorting, and combines with other conditions', async () => {
      const where = { and: [{ location: { near: [50, 14] } }, { code: { neq: 'near' } }] };
      expect(await app.find('/Harbours', { where, limit: 1, fields: ['code'] })).toEqual([{ code: 'next' }]);
    });

    it('is not needed for equality with a point', async () => {
      for (const location of [{ lat: 52, lng: 16 }, '52,16', [52, 16]]) {
        expect(await app.find('/Harbours', { where: { location }, fields: ['code'] })).toEqual([{ code: 'far' }]);
      }
      expect(await app.find('/Harbours', { where: { location: { neq: { lat: 52, lng: 16 } } } })).toHaveLength(2);
    });
  });

  it('12. false and 0 in brackets leave a field out', async () => {
    for (const value of ['false', '0']) {
      const { body } = await app.get(`/Stars?filter[fields][name]=${value}&filter[where][id]=1`);
      expect(body[0]).not.toHaveProperty('name');
      expect(body[0]).toHaveProperty('magnitude');
    }
    expect((await app.get('/Stars?filter[fields][name]=true&filter[where][id]=1')).body).toEqual([{ name: 'Sirius' }]);
    expect((await app.get('/Stars/1?filter[fields][name]=true&filter[fields][id]=false')).body).toEqual({
      name: 'Sirius',
    });
  });

  it('13. brackets are read as deep as queries may be', async () => {
    const deep = 'filter[where][and][0][or][0][and][0][or][0][id]=1&filter[fields]=id';
    expect((await app.get(`/Stars?${deep}`)).body).toEqual([{ id: 1 }]);
    const tooDeep = `filter[where]${'[and][0]'.repeat(6)}[id]=1`;
    expect((await app.get(`/Stars?${tooDeep}`)).body.error).toMatchObject({
      code: 'QUERY_OBJECT_TOO_DEEP',
      message: 'The query object exceeds maximum depth 12',
    });
    expect((await app.get(`/Stars?filter[where]${'[and][0]'.repeat(200)}[id]=1`)).status).toBe(400);
  });

  it('14. spaces around an order key are trimmed', async () => {
    for (const order of [' id DESC', 'id DESC ', '  id   DESC  ', [' id DESC'], ' magnitude  desc , id ']) {
      expect(await app.find('/Stars', { order, where: { id: { lt: 5, neq: 1 } }, fields: ['id'] })).toEqual([
        { id: 4 },
        { id: 3 },
        { id: 2 },
      ]);
    }
  });
});

describe.each(testDatabases())('15. a page size on $name', (database) => {
  const scope = { where: { id: { gt: 0 } } };
  const models = [{ ...queryModels[0], scopes: { all: scope } }];
  const app = useApp(database, { models, limits: { pageSize: 3 } });

  beforeEach(async () => {
    await Promise.all(stars.map((star) => app.create('/Stars', star)));
  });

  it.each(cases({}, { limit: 100 }, { limit: 0 }, { limit: null }, { limit: '100' }))(
    'is the most that is answered: %j',
    async (filter) => {
      expect(await app.find('/Stars', filter)).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3 }]);
      expect(await app.find('/Stars/all', filter)).toHaveLength(3);
    },
  );

  it('leaves smaller limits, skips and counts alone', async () => {
    expect(await app.find('/Stars', { limit: 2 })).toHaveLength(2);
    expect(await app.find('/Stars', { skip: 5 })).toMatchObject([{ id: 6 }, { id: 7 }]);
    expect((await app.get('/Stars/count')).body).toEqual({ count: 7 });
  });

  it('is for clients only', async () => {
    expect(await (app.application.models as any).Star.find()).toHaveLength(7);
  });

  it('is that of the answer, and not of what hooks ask for with their options', async () => {
    const { Star } = app.application.models as any;
    const counted: number[] = [];
    let isWithin = false;
    const count = async ({ options }: any) => {
      if (isWithin) return;
      isWithin = true;
      counted.push((await Star.find({}, options)).length);
      isWithin = false;
    };
    for (const event of ['access', 'loaded', 'before save']) Star.observe(event, count);
    Star.beforeRemote('find', count);
    try {
      expect(await app.find('/Stars', { limit: 100 })).toHaveLength(3);
      expect(counted.length).toBeGreaterThan(2);
      await app.patch('/Stars/1', { magnitude: 1 });
      expect(new Set(counted)).toEqual(new Set([7]));
    } finally {
      for (const event of ['access', 'loaded', 'before save']) Star.clearObservers(event);
    }
  });
});

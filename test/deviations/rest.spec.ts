import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { json } from './rest-client.js';
import { restModelConfig, restModels } from './rest-models.js';
import { useApp } from './use-app.js';

/** The answer to an id that is not there. */
function unknownId(message: string): object {
  return { status: 404, body: { error: { statusCode: 404, name: 'Error', message, code: 'MODEL_NOT_FOUND' } } };
}

function refusal(statusCode: number, message: string, code?: string): object {
  return { status: statusCode, body: { error: { statusCode, name: 'Error', message, ...(code && { code }) } } };
}

function invalid(property: string, code: string): object {
  return { status: 422, body: { error: { name: 'ValidationError', details: { codes: { [property]: [code] } } } } };
}

describe.each(testDatabases())('deviations of REST on $name', (database) => {
  const app = useApp(database, {
    models: restModels,
    modelConfig: restModelConfig,
    config: { remoting: { sharedMethods: { destroyAll: true } } },
  });
  let emma: { id: number };

  beforeEach(async () => {
    emma = await app.create('/Books', { title: 'Emma', isbn: '1', secret: 's' });
  });

  describe('1. an id in the path is a text', () => {
    it.each(cases('{"gt":0}', '{"neq":null}', 'true', '["1"]', '[object Object]', '{"inq":[1,2]}'))(
      'that nothing has: %s',
      async (id) => {
        const path = `/Books/${encodeURIComponent(id)}`;
        expect(await app.get(path)).toMatchObject(unknownId(`Unknown "Book" id "${id}".`));
        expect((await app.get(`${path}/exists`)).body).toEqual({ exists: false });
        expect((await app.patch(path, { title: 'x' })).status).toBe(404);
        expect((await app.put(path, { title: 'x' })).status).toBe(404);
        expect(await app.delete(path)).toMatchObject({ status: 200, body: { count: 0 } });
        expect(await app.find('/Books')).toMatchObject([{ title: 'Emma' }]);
      },
    );

    it('for a text id, too', async () => {
      await app.create('/Words', { key: 'a' });
      const id = '{"neq":"b"}';
      expect((await app.delete(`/Words/${encodeURIComponent(id)}`)).body).toEqual({ count: 0 });
      await app.create('/Words', { key: id, text: 'JSON' });
      expect((await app.get(`/Words/${encodeURIComponent(id)}`)).body).toEqual({ key: id, text: 'JSON' });
    });
  });

  describe('2. an id that cannot be one is not there', () => {
    it.each([
      ['Books', 'Book', 'abc'],
      ['Books', 'Book', '1.5'],
      ['Books', 'Book', '99999999999'],
      ['Books', 'Book', '1e400'],
      ['Books', 'Book', '-0.5'],
      ['Books', 'Book', '%20'],
      ['Books', 'Book', '%00'],
      ['Shelves', 'Shelf', 'abc'],
      ['Shelves', 'Shelf', '99999999999'],
      ['Parcels', 'Parcel', 'abc'],
      ['Parcels', 'Parcel', '6f1b7d8e-0000-4000-8000-00000000000'],
      ['Words', 'Word', 'a%00b'],
    ])('%s: %s %s', async (plural, name, id) => {
      const path = `/${plural}/${id}`;
      const text = decodeURIComponent(id);
      expect(await app.get(path)).toMatchObject(unknownId(`Unknown "${name}" id "${text}".`));
      expect(await app.head(path)).toMatchObject({ status: 404, text: '' });
      expect(await app.get(`${path}/exists`)).toMatchObject({ status: 200, body: { exists: false } });
      expect(await app.delete(path)).toMatchObject({ status: 200, body: { count: 0 } });
      const data = { title: 'x' };
      expect(await app.patch(path, data)).toMatchObject({ status: 404, body: { error: { code: 'MODEL_NOT_FOUND' } } });
      for (const replace of [await app.put(path, data), await app.post(`${path}/replace`, data)]) {
        expect(replace.status).toBe(404);
        expect(replace.body.error.message).toMatch(/^Could not replace. Object with id (?!NaN).* does not exist!$/s);
      }
    });

    it.each(cases('abc', 1.5, 99999999999))('nor in the body of an upsert: %j', async (id) => {
      const data = { id, title: 'x' };
      expect(await app.patch('/Books', data)).toMatchObject(
        refusal(404, `Could not update attributes. Object with id ${id} does not exist!`),
      );
      const message = `Could not replace. Object with id ${id} does not exist!`;
      expect(await app.put('/Books', data)).toMatchObject(refusal(404, message));
      expect(await app.post('/Books/replaceOrCreate', data)).toMatchObject(refusal(404, message));
    });

    it.each(cases('abc', 1.5, 99999999999))('and cannot be created: %j', async (id) => {
      for (const answer of [
        await app.post('/Coins', { id }),
        await app.patch('/Coins', { id }),
        await app.put('/Coins', { id }),
      ]) {
        expect(answer).toMatchObject(invalid('id', 'number'));
      }
      expect(await app.find('/Coins')).toEqual([]);
    });
  });

  it.each(cases('1.50', '1e3', '007', 'true', 'null', ' 1', '0x10'))(
    '3. a text id is found as it is written: %j',
    async (key) => {
      await app.create('/Words', { key, text: 'a' });
      await app.create('/Words', { key: String(Number(key)) + 'x', text: 'b' });
      const path = `/Words/${encodeURIComponent(key)}`;
      expect((await app.get(path)).body).toEqual({ key, text: 'a' });
      expect((await app.get(`${path}/exists`)).body).toEqual({ exists: true });
      expect((await app.patch(path, { text: 'c' })).body).toEqual({ key, text: 'c' });
      expect((await app.put(path, { text: 'd' })).body).toEqual({ key, text: 'd' });
      expect((await app.delete(path)).body).toEqual({ count: 1 });
    },
  );

  describe('4. an empty patch', () => {
    it.each(cases({}, { nope: 1 }))('answers the unchanged instance: %j', async (data) => {
      const { body: before } = await app.get(`/Books/${emma.id}`);
      expect(await app.patch(`/Books/${emma.id}`, data)).toMatchObject({ status: 200, body: before });
      expect((await app.get(`/Books/${emma.id}`)).body).toEqual(before);
    });

    it('may have no body at all', async () => {
      expect(await app.send('PATCH', `/Books/${emma.id}`)).toMatchObject({ status: 200, body: { title: 'Emma' } });
    });

    it('still is 404 where nothing is there', async () => {
      expect(await app.patch('/Books/99999')).toMatchObject(unknownId('could not find a model with id 99999'));
    });

    it.each(cases({}, { nope: 1 }, { id: 7 }))('of many answers the count of what matches: %j', async (data) => {
      await app.create('/Books', { title: 'Walden' });
      expect((await app.post('/Books/update?where={}', data)).body).toEqual({ count: 2 });
      expect((await app.post(`/Books/update?${json('where', { title: 'Emma' })}`, data)).body).toEqual({ count: 1 });
      expect((await app.post(`/Books/update?${json('where', { title: 'x' })}`, data)).body).toEqual({ count: 0 });
    });
  });

  it('5. null as the data of a change is 400', async () => {
    const message = 'The data argument must be an object';
    const { id } = emma;
    const requests = [
      ['PATCH', `/Books/${id}`],
      ['PUT', `/Books/${id}`],
      ['POST', `/Books/${id}/replace`],
      ['POST', '/Books/update?where={}'],
    ];
    for (const [verb = '', path = ''] of requests) {
      expect(await app.send(verb, path, { body: 'null' })).toMatchObject(refusal(400, message));
    }
    expect(await app.find('/Books')).toMatchObject([{ title: 'Emma' }]);
  });

  describe('6. a change of many without a where', () => {
    it.each(cases('', '?where=', '?where=null'))('is 400: %j', async (query) => {
      for (const method of ['update', 'upsertWithWhere']) {
        const answer = await app.post(`/Books/${method}${query}`, { title: 'x' });
        expect(answer).toMatchObject(refusal(400, 'The where argument must be an object'));
      }
      expect(await app.find('/Books')).toMatchObject([{ title: 'Emma' }]);
    });

    it('changes all with an empty object', async () => {
      expect((await app.post('/Books/update?where={}', { pages: 1 })).body).toEqual({ count: 1 });
    });
  });

  describe('7. a where of a change that names what is not there', () => {
    it.each([
      ['nope', { nope: 1 }],
      ['secret', { secret: 's' }],
      ['nope', { title: 'Emma', nope: 1 }],
      ['nope', { or: [{ title: 'Emma' }, { nope: 1 }] }],
      ['secret', { and: [{ nor: [{ secret: 'x' }] }] }],
      ['nope.a', { 'nope.a': 1 }],
    ])('is 400: %s', async (name, where) => {
      const expected = refusal(400, `Unknown property "${name}" in the where of "Book"`, 'UNKNOWN_PROPERTY');
      expect(await app.post(`/Books/update?${json('where', where)}`, { pages: 1 })).toMatchObject(expected);
      expect(await app.delete(`/Books?${json('where', where)}`)).toMatchObject(expected);
      expect(await app.find('/Books')).toMatchObject([{ title: 'Emma', pages: null }]);
    });

    it('is left out by reading', async () => {
      expect(await app.find('/Books', { where: { nope: 1, secret: 'x' } })).toHaveLength(1);
      expect((await app.get('/Books/count?where[nope]=1')).body).toEqual({ count: 1 });
    });

    it('is told of in the log, once', async () => {
      const warn = vi.spyOn(app.application.options.logger, 'warn');
      try {
        for (const where of [{ told: 1 }, { and: [{ told: 2 }] }]) await app.find('/Books', { where });
        await app.get('/Books/count?where[told]=1');
        const text = 'A where of "Book" names the unknown or hidden property "told"; the condition is left out.';
        expect(warn.mock.calls.filter(([line]) => line.includes('"told"'))).toEqual([[text]]);
      } finally {
        warn.mockRestore();
      }
    });

    it('is refused in code as well, but may be hidden there', async () => {
      const { Book } = app.application.models as any;
      await expect(Book.updateAll({ nope: 1 }, { pages: 1 })).rejects.toMatchObject({ code: 'UNKNOWN_PROPERTY' });
      await expect(Book.destroyAll({ nope: 1 })).rejects.toMatchObject({ code: 'UNKNOWN_PROPERTY' });
      expect(await Book.updateAll({ secret: 'x' }, { pages: 1 })).toEqual({ count: 0 });
      expect(await Book.destroyAll({ secret: 's' })).toEqual({ count: 1 });
    });
  });

  describe('8. a batch with items that are not valid', () => {
    it('is 422 with an entry per item, and stores the valid ones', async () => {
      const { status, body } = await app.post('/Books', [{ title: 'a' }, { pages: 1 }, { title: 'b' }]);
      expect(status).toBe(422);
      expect(body.error).toMatchObject({
        statusCode: 422,
        name: 'Error',
        message: 'Failed with multiple errors, see `details` for more information.',
      });
      const failure = { statusCode: 422, name: 'ValidationError', details: { codes: { title: ['presence'] } } };
      expect(body.error.details).toEqual([
        null,
        expect.objectContaining({ ...failure, details: expect.anything() }),
        null,
      ]);
      expect(body.error.details[1]).toMatchObject(failure);
      expect(await app.find('/Books', { order: 'title' })).toMatchObject([
        { title: 'Emma' },
        { title: 'a' },
        { title: 'b' },
      ]);
    });

    it('has an entry for each in its place', async () => {
      const { body } = await app.post('/Books', [{}, { title: 'a', pages: 'x' }]);
      expect(body.error.details).toMatchObject([
        { details: { codes: { title: ['presence'] } } },
        { details: { codes: { pages: ['number'] } } },
      ]);
    });
  });

  describe('9. what is taken', () => {
    it('is 409', async () => {
      expect(await app.post('/Books', { title: 'x', isbn: '1' })).toMatchObject({
        status: 409,
        body: { error: { code: 'DUPLICATE' } },
      });
      await app.create('/Words', { key: 'a' });
      expect(await app.post('/Words', { key: 'a' })).toMatchObject({
        status: 409,
        body: { error: { code: 'DUPLICATE' } },
      });
    });

    it('is told in its place of a batch', async () => {
      const { status, body } = await app.post('/Books', [{ title: 'x' }, { title: 'y', isbn: '1' }]);
      expect(status).toBe(422);
      expect(body.error.details).toMatchObject([null, { statusCode: 409, code: 'DUPLICATE' }]);
    });
  });

  describe('10. the same id in another type', () => {
    it('is accepted by a replace', async () => {
      const data = { id: String(emma.id), title: 'Emma II' };
      for (const answer of [
        await app.put(`/Books/${emma.id}`, data),
        await app.post(`/Books/${emma.id}/replace`, data),
        await app.put('/Books', data),
      ]) {
        expect(answer).toMatchObject({ status: 200, body: { id: emma.id, title: 'Emma II' } });
      }
      expect(await app.find('/Books')).toMatchObject([{ id: emma.id, title: 'Emma II' }]);
    });

    it('is accepted by a patch', async () => {
      expect(await app.patch(`/Books/${emma.id}`, { id: String(emma.id), pages: 5 })).toMatchObject({
        status: 200,
        body: { id: emma.id, pages: 5 },
      });
    });
  });

  it('11. PATCH / of a strict model refuses undeclared properties', async () => {
    const { id } = await app.create('/Stricts', { name: 'a' });
    expect(await app.patch('/Stricts', { id, name: 'b', nope: 1 })).toMatchObject(invalid('nope', 'unknown-property'));
    expect(await app.patch('/Stricts', { id, nope: 1 })).toMatchObject(invalid('nope', 'unknown-property'));
    expect(await app.find('/Stricts')).toEqual([{ id, name: 'a' }]);
  });

  describe('12. messages', () => {
    it('say what is not found', async () => {
      expect(await app.get(`/Books/findOne?${json('filter', { where: { title: 'x' } })}`)).toMatchObject(
        unknownId('No "Book" matches the filter.'),
      );
    });

    it('name the id, whatever its name is', async () => {
      const message = 'Could not replace. Object with id 99 does not exist!';
      for (const answer of [
        await app.put('/Tickets/99', { seat: 'a' }),
        await app.put('/Tickets', { ticketNo: 99, seat: 'a' }),
        await app.post('/Tickets/replaceOrCreate', { ticketNo: 99, seat: 'a' }),
      ]) {
        expect(answer).toMatchObject(refusal(404, message));
        expect(answer.body.error).not.toHaveProperty('code');
      }
      expect(await app.patch('/Tickets', { ticketNo: 99 })).toMatchObject(
        refusal(404, 'Could not update attributes. Object with id 99 does not exist!'),
      );
    });
  });

  it.each([
    ['pages', 'abc', 'number'],
    ['pages', 1.5, 'number'],
    ['pages', 99999999999, 'number'],
    ['published', 'soon', 'date'],
    ['title', null, 'presence'],
    ['title', {}, 'type'],
    ['shelf', 'ABCD', 'length.max'],
  ])('13. an update of many with a value that does not fit is 422: %s %j', async (name, value, code) => {
    expect(await app.post('/Books/update?where={}', { [name]: value })).toMatchObject(invalid(name, code));
    expect(await app.find('/Books')).toMatchObject([{ title: 'Emma', pages: null }]);
  });

  describe('14. a literal path whose method is not there for the verb', () => {
    it('is an id, and so 404', async () => {
      expect(await app.get('/Books/update')).toMatchObject(unknownId('Unknown "Book" id "update".'));
      expect(await app.get('/Books/replaceOrCreate')).toMatchObject(unknownId('Unknown "Book" id "replaceOrCreate".'));
      expect(await app.delete('/Books/count')).toMatchObject({ status: 200, body: { count: 0 } });
      expect((await app.patch('/Books/findOne', { title: 'x' })).status).toBe(404);
      expect(await app.head('/Books/update')).toMatchObject({ status: 404, text: '' });
    });

    it('is the same where the method is turned off', async () => {
      await app.create('/Quiets', { name: 'a' });
      expect(await app.get('/Quiets/findOne')).toMatchObject(unknownId('Unknown "Quiet" id "findOne".'));
      expect(await app.get('/Quiets/count')).toMatchObject(unknownId('Unknown "Quiet" id "count".'));
      expect((await app.post('/Quiets/update?where={}', {})).status).toBe(404);
    });

    it('answers HEAD of an id by findById where exists is turned off', async () => {
      const { id } = await app.create('/Quiets', { name: 'a' });
      const [get, head] = [await app.get(`/Quiets/${id}`), await app.head(`/Quiets/${id}`)];
      expect(head).toMatchObject({ status: 200, text: '', headers: { etag: get.headers.etag } });
      expect((await app.head('/Quiets/99999')).status).toBe(404);
      expect((await app.get(`/Quiets/${id}/exists`)).status).toBe(404);
    });

    it('answers HEAD of a GET route as that route, without the body', async () => {
      const [get, head] = [await app.get('/Books/count'), await app.head('/Books/count')];
      expect(head).toMatchObject({ status: 200, text: '' });
      for (const name of ['content-type', 'content-length', 'etag']) expect(head.headers[name]).toBe(get.headers[name]);
      expect((await app.head('/Books')).status).toBe(200);
      expect((await app.head('/Books/findOne')).status).toBe(200);
    });
  });
});

describe.each(testDatabases())('clients that write at once on $name', (database) => {
  const app = useApp(database, { models: restModels, environment: 'production' });

  it('do not undo each other’s patches of other properties', async () => {
    const { id } = await app.create('/Books', { title: 'Emma' });
    const patches = Array.from({ length: 10 }, (_, n) => [
      { pages: n + 1 },
      { price: n + 1 },
      { title: `Emma ${n + 1}` },
    ]);
    await Promise.all(patches.flat().map((patch) => app.patch(`/Books/${id}`, patch)));
    await Promise.all([app.patch(`/Books/${id}`, { pages: 99 }), app.patch(`/Books/${id}`, { price: 98 })]);
    expect((await app.get(`/Books/${id}`)).body).toMatchObject({
      pages: 99,
      price: 98,
      title: expect.stringMatching(/^Emma \d+$/),
    });
  });

  it.each(['patch', 'put'] as const)('create one instance of an id, by %s', async (verb) => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => app[verb]('/Words', { key: 'same', text: String(n) })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(await app.find('/Words')).toHaveLength(1);
  });

  it('are told nothing in the log of a production', async () => {
    const warn = vi.spyOn(app.application.options.logger, 'warn');
    await app.find('/Books', { where: { nope: 1 } });
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});

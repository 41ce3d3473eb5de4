import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { checkedModels, registerChecks } from './checked-models.js';
import { useApp } from './use-app.js';

describe.each(testDatabases())('deviations of validation on $name', (database) => {
  const app = useApp(database, { models: checkedModels });
  const logged = vi.fn();
  beforeAll(() => {
    registerChecks(app.application);
    vi.spyOn(app.application.options.logger, 'error').mockImplementation(logged);
  });
  beforeEach(() => logged.mockClear());

  /** Codes and messages of a refusal of one property. */
  async function refusal(path: string, data: object, property: string): Promise<object> {
    const { status, body } = await app.post(path, data);
    expect(status).toBe(422);
    const { codes, messages } = body.error.details;
    return { codes: codes[property], messages: messages[property] };
  }

  describe('a plain text as the message', () => {
    it.each([
      ['a', 'min'],
      ['abcde', 'max'],
    ])('of length is that of all kinds: "%s"', async (sender, kind) => {
      expect(await refusal('/Letters', { sender, pages: 1, seal: 's' }, 'sender')).toEqual({
        codes: [`length.${kind}`],
        messages: ['is no name'],
      });
    });

    it.each([
      ['many', 'number'],
      [1.5, 'int'],
    ])('of numericality is that of all kinds: %j', async (pages, kind) => {
      expect(await refusal('/Letters', { pages, seal: 's', sender: 'abc' }, 'pages')).toEqual({
        codes: [`numericality.${kind}`],
        messages: ['is no count'],
      });
    });

    it('is that of no missing value', async () => {
      expect(await refusal('/Letters', { sender: '', pages: 1, seal: 's' }, 'sender')).toEqual({
        codes: ['length.blank'],
        messages: ['is blank'],
      });
      expect(await refusal('/Letters', { pages: null, seal: 's' }, 'pages')).toEqual({
        codes: ['numericality.null'],
        messages: ['is null'],
      });
    });
  });

  describe('a condition that names', () => {
    it.each([
      ['a declared property without a value is not met', {}, ['unless']],
      ['a property that is true is met', { opened: true }, ['if']],
    ])('%s', async (_what, data, codes) => {
      expect(await refusal('/Letters', data, 'seal')).toMatchObject({
        codes: [...codes, 'if-nothing', 'unless-nothing'],
      });
    });
  });

  describe('zero as a bound of a length', () => {
    it('means what it says', async () => {
      expect(await refusal('/Empties', { least: 'a', most: 'a' }, 'most')).toMatchObject({ codes: ['length.max'] });
      expect(await refusal('/Empties', { least: 'a', exact: 'a' }, 'exact')).toMatchObject({ codes: ['length.is'] });
      expect(await refusal('/Empties', {}, 'least')).toMatchObject({ codes: ['length.blank'] });
      expect(await app.post('/Empties', { least: 'a' })).toMatchObject({ status: 200 });
    });
  });

  describe('a text that is too long for its column', () => {
    const tooLong = { codes: { code: ['length.max'] }, messages: { code: ['too long'] } };

    it('is 422 on creation and change', async () => {
      const created = await app.post('/Labels', { text: 'a', code: 'abcd' });
      expect(created).toMatchObject({ status: 422, body: { error: { name: 'ValidationError', details: tooLong } } });
      const { id } = await app.create('/Labels', { text: 'a', code: 'abc' });
      expect(await app.patch(`/Labels/${id}`, { code: 'abcd' })).toMatchObject({
        status: 422,
        body: { error: { details: tooLong } },
      });
      expect(await app.find('/Labels')).toEqual([{ id, text: 'a', code: 'abc' }]);
    });

    it('is 422 where the operation does not check', async () => {
      const { id } = await app.create('/Labels', { text: 'a', code: 'abc' });
      for (const answer of [
        await app.patch('/Labels', { id, code: 'abcd' }),
        await app.post('/Labels/update?where={}', { code: 'abcd' }),
      ]) {
        expect(answer).toMatchObject({ status: 422, body: { error: { name: 'ValidationError', details: tooLong } } });
      }
      const Label = app.application.models['Label'] as any;
      const unchecked = Label.create({ text: 'b', code: 'abcd' }, { validate: false });
      await expect(unchecked).rejects.toMatchObject({ statusCode: 422, details: tooLong });
      expect(await app.find('/Labels')).toEqual([{ id, text: 'a', code: 'abc' }]);
    });

    it('counts characters, not what they are stored as', async () => {
      expect(await app.post('/Labels', { text: 'a', code: 'é\u{1F600}ñ' })).toMatchObject({ status: 200 });
    });
  });

  describe('null in a required column', () => {
    const blank = { codes: { text: ['presence'] }, messages: { text: ["can't be blank"] } };

    it('is 422 where the operation does not check', async () => {
      const { id } = await app.create('/Labels', { text: 'a' });
      for (const answer of [
        await app.patch('/Labels', { id, text: null }),
        await app.post('/Labels/update?where={}', { text: null }),
      ]) {
        expect(answer).toMatchObject({ status: 422, body: { error: { name: 'ValidationError', details: blank } } });
      }
      const Label = app.application.models['Label'] as any;
      await expect(Label.create({}, { validate: false })).rejects.toMatchObject({ statusCode: 422, details: blank });
      expect(await app.find('/Labels')).toEqual([{ id, text: 'a', code: null }]);
    });
  });

  describe('a unique index', () => {
    it('is told by the check where one looks first', async () => {
      await app.create('/Badges', { number: 1 });
      expect(await refusal('/Badges', { number: 1 }, 'number')).toEqual({
        codes: ['uniqueness'],
        messages: ['is not unique'],
      });
    });

    it('keeps out all but one of several requests at a time: 422 by the check, or 409 by the index', async () => {
      const answers = await Promise.all(Array.from({ length: 12 }, () => app.post('/Badges', { number: 7 })));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(1);
      expect(statuses.filter((status) => status === 409 || status === 422)).toHaveLength(11);
      for (const { status, body } of answers) {
        if (status === 409) expect(body.error).toMatchObject({ code: 'DUPLICATE', details: { codes: { number: ['uniqueness'] } } }); // prettier-ignore
      }
      expect(await app.find('/Badges')).toHaveLength(1);
    });

    it('is 409 where nothing checks', async () => {
      await app.create('/Badges', { number: 1 });
      const Badge = app.application.models['Badge'] as any;
      const duplicate = { statusCode: 409, code: 'DUPLICATE' };
      await expect(Badge.create({ number: 1 }, { validate: false })).rejects.toMatchObject(duplicate);
    });
  });

  describe('a list with items that are not valid', () => {
    it('is 422 with an entry for each item', async () => {
      const { status, body } = await app.post('/Labels', [{ text: 'a' }, {}, { text: 'b', code: 'abcd' }, { text: 'c' }]);
      expect(status).toBe(422);
      expect(body.error).toMatchObject({
        statusCode: 422,
        name: 'Error',
        message: 'Failed with multiple errors, see `details` for more information.',
        details: [
          null,
          { statusCode: 422, name: 'ValidationError', details: { codes: { text: ['presence'] } } },
          { statusCode: 422, name: 'ValidationError', details: { codes: { code: ['length.max'] } } },
          null,
        ],
      });
      expect((await app.find('/Labels')).map(({ text }: { text: string }) => text).toSorted()).toEqual(['a', 'c']);
    });

    it('is 500 where an error of the server is among them', async () => {
      const { status, body } = await app.post('/Errands', [{ how: 'at once' }, { how: 'refuse' }, { how: 'fine' }]);
      expect(status).toBe(500);
      expect(JSON.stringify(body)).not.toContain('secret');
      expect(await app.find('/Errands')).toMatchObject([{ how: 'fine' }]);
    });
  }); // prettier-ignore

  describe('a check that throws', () => {
    it.each(['at once', 'throw', 'reject', 'error'])('fails the request with a 500: %s', async (how) => {
      const { status, text } = await app.post('/Errands', { how });
      expect(status).toBe(500);
      expect(text).not.toContain('secret');
      expect(String(logged.mock.calls)).toContain('a secret of the server');
      expect(await app.find('/Errands')).toEqual([]);
    });

    it('fails the request with its error where that has a status', async () => {
      const { status, body } = await app.post('/Errands', { how: 'refuse' });
      expect(status).toBe(409);
      expect(body).toEqual({ error: { statusCode: 409, name: 'Error', message: 'not today', code: 'NOT_TODAY' } });
    });

    it.each(['at once', 'throw', 'reject', 'refuse'])('leaves what is stored as it is: %s', async (how) => {
      const { id } = await app.create('/Errands', { how: 'fine' });
      for (const answer of [
        await app.patch(`/Errands/${id}`, { how, first: 'changed' }),
        await app.put(`/Errands/${id}`, { how, first: 'changed' }),
      ]) {
        expect(answer.status).toBe(how === 'refuse' ? 409 : 500);
      }
      expect(await app.find('/Errands')).toMatchObject([{ id, how: 'fine', first: null }]);
    });
  });

  describe('a check that calls done', () => {
    it.each(['twice', 'thenThrow'])('ends with the first call: %s', async (how) => {
      expect(await app.post('/Errands', { how })).toMatchObject({ status: 200 });
      expect(await app.find('/Errands')).toHaveLength(1);
    });
  });

  describe('failures of checks that end later', () => {
    it('come in the order of registration', async () => {
      const { body } = await app.post('/Errands', { how: 'in reverse' });
      expect(body.error.message).toBe(
        'The `Errand` instance is not valid. Details: `first` is invalid (value: undefined); `second` is invalid (value: undefined).',
      );
    });
  });

  describe('an update of many without a where', () => {
    it('is 400', async () => {
      expect(await app.post('/Labels/update', { text: 'b' })).toMatchObject({ status: 400 });
    });
  });
});

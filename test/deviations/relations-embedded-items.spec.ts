import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { cases } from './cases.js';
import { embeddedModelConfig, embeddedModels } from './embedded-models.js';
import { useApp } from './use-app.js';

describe.each(testDatabases())('deviations of items of embedded lists on $name', (database) => {
  const app = useApp(database, {
    models: embeddedModels,
    modelConfig: embeddedModelConfig,
    services: { transient: { connector: 'transient' } },
  });

  let reader: string;

  beforeEach(async () => {
    reader = `/Readers/${(await app.create('/Readers', { name: 'Ann' })).id}`;
  });

  describe('6. a key in the path is a text', () => {
    it.each(
      cases('{"gt":0}', '{"neq":null}', '{"inq":[1,2]}', '["1"]', 'true', '1;--', '__proto__', '[object Object]'),
    )('that no value has: %s', async (key) => {
      await app.create(`${reader}/phones`, [{ number: '1' }, { number: '2' }]);
      const path = `${reader}/phones/${encodeURIComponent(key)}`;
      expect((await app.get(path)).status).toBe(404);
      expect((await app.put(path, { number: 'x' })).status).toBe(404);
      expect((await app.delete(path)).status).toBe(204);
      expect(await app.find(`${reader}/phones`)).toEqual([
        { id: 1, number: '1' },
        { id: 2, number: '2' },
      ]);
    });
  });

  describe('13. an array for an embedsMany', () => {
    it('adds each, in the order given', async () => {
      const items = Array.from({ length: 12 }, (_, index) => ({ number: String(index) }));
      const { status, body } = await app.post(`${reader}/phones`, items);
      expect(status).toBe(200);
      expect(body).toEqual(items.map((item, index) => ({ id: index + 1, ...item })));
      expect(await app.find(`${reader}/phones`)).toEqual(body);
    });

    it('is 422 with an entry per item where one is not valid, and adds the others', async () => {
      const { status, body } = await app.post(`${reader}/phones`, [
        { number: '1' },
        { label: 'home' },
        { number: '3' },
      ]);
      expect(status).toBe(422);
      expect(body.error.details).toHaveLength(3);
      expect(body.error.details[1]).toMatchObject({
        name: 'ValidationError',
        details: { context: 'Phone', codes: { number: ['presence'] } },
      });
      const added = (await app.find(`${reader}/phones`)).map(({ number }: { number: string }) => number);
      expect(added).toEqual(['1', '3']);
    });
  });
});

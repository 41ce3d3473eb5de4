import { countUp } from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useModels } from './use-models.js';

const COUNTER = {
  name: 'Visit',
  properties: { id: { type: 'string', id: true, generated: false }, count: 'number', until: 'number' },
};

describe.each(testDatabases())('counting up on $name', (database) => {
  const models = useModels(database, [COUNTER, { name: 'Empty' }]);
  const count = (key: string, options: object = {}) =>
    countUp(models.app.registry.getModel('Visit'), key, { period: 1000, now: 5000, ...options });

  it('loses nothing when many count at once', async () => {
    const counted = await Promise.all(Array.from({ length: 50 }, () => count('a')));
    const sorted = counted.map((each) => each.count).toSorted((a, b) => a - b);
    expect(sorted).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(await count('b')).toEqual({ count: 1, until: 6000 });
  });

  it('begins anew once the time is over, and not before', async () => {
    await count('a');
    expect(await count('a', { now: 5999 })).toEqual({ count: 2, until: 6000 });
    expect(await count('a', { now: 6000 })).toEqual({ count: 1, until: 7000 });
  });

  it('counts by other numbers', async () => {
    await count('a', { by: 5 });
    expect((await count('a', { by: -1 })).count).toBe(4);
  });

  it('takes keys as they are', async () => {
    const key = `'; DROP TABLE visit; --" $1 ?`;
    await count(key);
    expect((await count(key)).count).toBe(2);
    expect((await models.model('Visit').find()).map(({ id }) => id)).toEqual([key]);
  });

  it('needs a model that has what it counts in', async () => {
    const empty = models.app.registry.getModel('Empty');
    await expect(countUp(empty, 'a', { period: 1 })).rejects.toThrow('Empty has no property "count" to count in');
  });
});

import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useModels } from './use-models.js';

const SECRET = {
  name: 'Secret',
  hidden: ['text'],
  refuseHiddenPropertiesInQuery: true,
  properties: { name: 'string', text: 'string' },
};

describe.each(testDatabases())('hidden properties that are refused on $name', (database) => {
  const models = useModels(database, [SECRET]);
  const asClient = { prohibitHiddenPropertiesInQuery: true };
  const refusal = (place: string) => ({
    statusCode: 400,
    code: 'UNKNOWN_PROPERTY',
    message: `Unknown property "text" in the ${place} of "Secret"`,
  });

  it('cannot be asked for by clients', async () => {
    const Secret = models.model('Secret');
    const where = { or: [{ name: 'a' }, { text: 'b' }] };
    await expect(Secret.find({ where }, asClient)).rejects.toMatchObject(refusal('where'));
    await expect(Secret.count({ text: { neq: null } }, asClient)).rejects.toMatchObject(refusal('where'));
    await expect(Secret.find({ order: 'text' }, asClient)).rejects.toMatchObject(refusal('order'));
    await expect(Secret.updateAll({ text: 'b' }, { name: 'c' }, asClient)).rejects.toMatchObject(refusal('where'));
  });

  it('can be asked for in code, and what is not there is still left out', async () => {
    const Secret = models.model('Secret');
    await Secret.create([{ name: 'a', text: 'b' }, { name: 'c' }]);
    expect(await Secret.count({ text: 'b' })).toBe(1);
    expect(await Secret.count({ nothing: 'b' } as never, asClient)).toBe(2);
  });
});

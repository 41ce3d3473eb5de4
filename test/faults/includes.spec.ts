import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useModels } from '../node-api/use-models.js';
import { testDatabases } from '../support/databases.js';
import { expectNoLeaks, FEW } from './expect-no-leaks.js';
import { FAILURES, type Next, REFUSED, type Way } from './ways-to-fail.js';

type Related = any;

const definitions = [
  {
    name: 'Owner',
    properties: { name: 'string' },
    relations: {
      many: { type: 'hasMany', model: 'Part', foreignKey: 'ownerId' },
      one: { type: 'hasOne', model: 'Part', foreignKey: 'ownerId' },
      linked: { type: 'hasAndBelongsToMany', model: 'Part' },
      referenced: { type: 'referencesMany', model: 'Part' },
      parent: { type: 'belongsTo', model: 'Part' },
      pictured: { type: 'hasMany', model: 'Part', polymorphic: 'subject' },
    },
  },
  { name: 'Part', properties: { name: 'string' } },
];

const RELATIONS = ['many', 'one', 'linked', 'referenced', 'parent', 'pictured'];

describe.each(testDatabases())('an include on $name', (database) => {
  const models = useModels(database, definitions, FEW);
  expectNoLeaks(() => models.db);
  let Owner: Related;
  let Part: Related;

  beforeEach(async () => {
    [Owner, Part] = ['Owner', 'Part'].map((name) => models.model(name));
    const parent = await Part.create({ name: 'parent' });
    for (const name of ['a', 'b']) {
      const owner = await Owner.create({ name, parentId: parent.id });
      for (const relation of ['many', 'linked', 'referenced', 'pictured']) await owner[relation].create({ name });
    }
  });
  afterEach(() => clear());

  function observe(event: string, end: Way[1]): void {
    Part.observe(event, (_context: unknown, next: Next) => end(next));
  }

  function clear(): void {
    for (const event of ['access', 'loaded']) Part.clearObservers(event);
  }

  it.each(RELATIONS)('of %s fails with the hook of what is included, however it fails', async (relation) => {
    for (const [how, end] of FAILURES)
      for (const event of ['access', 'loaded']) {
        observe(event, end);
        const failure = await Owner.find({ include: relation }).catch((error: unknown) => error);
        clear();
        expect([how, event, failure]).toMatchObject([how, event, REFUSED]);
      }
    expect(await Owner.find({ include: relation })).toHaveLength(2);
  });

  it('of all of them at a time fails once', async () => {
    observe('access', () => Promise.reject(Object.assign(new Error('refused'), REFUSED)));
    await expect(Owner.find({ include: RELATIONS })).rejects.toMatchObject(REFUSED);
    const included = Owner.find().then((owners: unknown) => Owner.include(owners, RELATIONS));
    await expect(included).rejects.toMatchObject(REFUSED);
  });

  it('in a transaction ends with it, where a hook never ends', async () => {
    observe('loaded', () => undefined);
    const run = models.db.transaction(async (bound) => (bound['Owner'] as Related).find({ include: RELATIONS }), {
      timeout: 30,
    });
    await expect(run).rejects.toMatchObject({ code: 'TRANSACTION_TIMEOUT' });
  });
});

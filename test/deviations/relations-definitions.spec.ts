import { createApplication } from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';

describe.each(testDatabases())('deviations of definitions of relations on $name', (database) => {
  /** What the start of an application with one relation says. */
  async function start(relation: object): Promise<string> {
    const { url, drop } = await database.create();
    const models = [{ name: 'Order', relations: { customer: relation } }, { name: 'Line' }];
    const db = { dataSource: 'db' };
    try {
      const app = createApplication({
        models,
        modelConfig: { Order: db, Line: db },
        dataSources: { db: { connector: database.name, url } },
        logger: { log: ignore, warn: ignore, error: ignore },
      });
      try {
        await app.start();
        return 'started';
      } finally {
        await app.close();
      }
    } catch (error) {
      return String(error);
    } finally {
      await drop();
    }
  }

  describe('35. a relation to a model that does not exist', () => {
    it.each([
      ['belongsTo', { type: 'belongsTo', model: 'Customer' }],
      ['hasMany', { type: 'hasMany', model: 'Customer' }],
      ['hasOne', { type: 'hasOne', model: 'Customer' }],
      ['hasAndBelongsToMany', { type: 'hasAndBelongsToMany', model: 'Customer' }],
      ['referencesMany', { type: 'referencesMany', model: 'Customer' }],
      ['embedsOne', { type: 'embedsOne', model: 'Customer' }],
      ['embedsMany', { type: 'embedsMany', model: 'Customer' }],
      ['through', { type: 'hasMany', model: 'Line', through: 'Customer' }],
      ['polymorphic', { type: 'hasMany', model: 'Customer', polymorphic: 'owner' }],
    ])('is refused at boot, with the relation and the model that is missing: %s', async (_type, relation) => {
      const refusal = await start(relation);
      expect(refusal).toContain('"Customer"');
      expect(refusal).toMatch(/relations.customer/);
    });

    it('is not refused where it does', async () => {
      expect(await start({ type: 'belongsTo', model: 'Line' })).toBe('started');
    });
  });
});

function ignore(): void {}

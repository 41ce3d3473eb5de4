import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { embeddedModelConfig, embeddedModels } from './embedded-models.js';
import { linkedModels } from './linked-models.js';
import { useApp } from './use-app.js';

describe.each(testDatabases())('deviations of changes that change nothing on $name', (database) => {
  describe('12. a PUT with nothing to change, of linked rows', () => {
    const app = useApp(database, { models: linkedModels });

    it.each([
      ['a through', '/Students', 'courses', { title: 'Logic' }],
      ['a hasAndBelongsToMany', '/Students', 'clubs', { name: 'Chess' }],
      ['a referencesMany', '/Readers', 'accounts', { name: 'check' }],
    ])('gives the unchanged target of %s', async (_type, parents, relation, data) => {
      const { id } = await app.create(parents, { name: 'Xia' });
      await app.create(`${parents}/${id}/${relation}`, data);
      const [stored] = await app.find(`${parents}/${id}/${relation}`);
      for (const body of [{}, data, stored]) {
        const answer = await app.put(`${parents}/${id}/${relation}/${stored.id}`, body);
        expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: stored });
      }
    });
  });

  describe('12. a PUT with nothing to change, of embedded values', () => {
    const app = useApp(database, {
      models: embeddedModels,
      modelConfig: embeddedModelConfig,
      services: { transient: { connector: 'transient' } },
    });

    it('gives the unchanged value of a list', async () => {
      const { id } = await app.create('/Readers', { name: 'Ann' });
      const phone = await app.create(`/Readers/${id}/phones`, { number: '1', label: 'home' });
      for (const body of [{}, { number: '1' }, phone]) {
        const answer = await app.put(`/Readers/${id}/phones/${phone.id}`, body);
        expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: phone });
      }
    });

    it('gives the unchanged value of an embedsOne', async () => {
      const { id } = await app.create('/Readers', { name: 'Ann' });
      const passport = await app.create(`/Readers/${id}/passport`, { number: 'N-1' });
      for (const body of [{}, { number: 'N-1' }, passport]) {
        const answer = await app.put(`/Readers/${id}/passport`, body);
        expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: passport });
      }
    });
  });
});

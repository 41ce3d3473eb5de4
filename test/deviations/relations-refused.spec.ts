import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { json } from './rest-client.js';
import { useApp } from './use-app.js';

type Functions = Record<string, any>;

const models = [
  {
    name: 'Customer',
    properties: { name: 'string' },
    relations: {
      tags: { type: 'hasMany', model: 'Tag', through: 'Tagging' },
      accounts: { type: 'referencesMany', model: 'Account' },
      photos: { type: 'hasMany', model: 'Photo', polymorphic: 'subject' },
      orders: { type: 'hasMany', model: 'Order' },
    },
  },
  { name: 'Order', properties: { no: 'string' } },
  { name: 'Team', relations: { photos: { type: 'hasMany', model: 'Photo', polymorphic: 'subject' } } },
  { name: 'Photo', properties: { n: 'string' }, relations: { subject: { type: 'belongsTo', polymorphic: true } } },
  {
    name: 'Letter',
    properties: { text: 'string' },
    options: { remoting: { sharedMethods: { '*': false, create: true } } },
  },
  { name: 'Tag', properties: { word: 'string' } },
  {
    name: 'Tagging',
    relations: { customer: { type: 'belongsTo', model: 'Customer' }, tag: { type: 'belongsTo', model: 'Tag' } },
    foreignKeys: { taggingTag: { entity: 'Tag', foreignKey: 'tagId' } },
  },
  {
    name: 'Synonym',
    properties: { tagId: 'number' },
    foreignKeys: { synonymTag: { entity: 'Tag', foreignKey: 'tagId' } },
  },
  { name: 'Account', properties: { no: 'string' } },
  {
    name: 'Holding',
    properties: { accountId: 'number' },
    foreignKeys: { held: { entity: 'Account', foreignKey: 'accountId' } },
  },
];

describe.each(testDatabases())('what a relation does where half of it is refused, on $name', (database) => {
  const app = useApp(database, { models });
  const model = (name: string): Functions => (app.application.models as Functions)[name];
  let customer: string;
  // What refers to others goes first.
  app.empty = async () => {
    for (const name of ['Synonym', 'Holding', 'Tagging', ...models.map((each) => each.name)])
      await model(name)['destroyAll']();
  };

  beforeEach(async () => {
    customer = `/Customers/${(await app.create('/Customers', { name: 'a' })).id}`;
  });

  async function observing<T>(
    name: string,
    event: string,
    fn: (...all: any[]) => unknown,
    run: () => Promise<T>,
  ): Promise<T> {
    model(name)['observe'](event, fn);
    try {
      return await run();
    } finally {
      model(name)['clearObservers'](event);
    }
  }

  describe('a target of links with a constraint on the link', () => {
    it.each([
      ['Tagging', 'access'],
      ['Tagging', 'before delete'],
      ['Tag', 'after delete'],
    ])('is deleted with its link, also where %s has a hook for "%s"', async (name, event) => {
      const { id } = await app.create(`${customer}/tags`, { word: 'x' });
      const seen = vi.fn();
      const answer = await observing(
        name,
        event,
        async () => seen(),
        () => app.delete(`${customer}/tags/${id}`),
      );
      expect(answer.status).toBe(204);
      expect(seen).toHaveBeenCalled();
      expect([await app.find('/Tags'), await app.find('/Taggings')]).toEqual([[], []]);
    });

    it('stays with its link where a hook refuses, or something else refers to it; nobody is told of a deletion', async () => {
      const { id } = await app.create(`${customer}/tags`, { word: 'x' });
      const told = vi.fn();
      model('Tagging').core.events.on('change', told);
      const refuse = async () => {
        throw Object.assign(new Error('no'), { statusCode: 403 });
      };
      for (const name of ['Tag', 'Tagging'])
        expect(
          (await observing(name, 'before delete', refuse, () => app.delete(`${customer}/tags/${id}`))).status,
        ).toBe(403);
      await app.create('/Synonyms', { tagId: id });
      expect((await app.delete(`${customer}/tags/${id}`)).status).toBe(409);
      model('Tagging').core.events.off('change', told);
      expect(told).not.toHaveBeenCalled();
      expect(await app.find(`${customer}/tags`)).toMatchObject([{ word: 'x' }]);
    });

    it('is never waited for by two who delete it at the same time', async () => {
      const other = `/Customers/${(await app.create('/Customers', { name: 'b' })).id}`;
      for (let round = 0; round < 10; round++) {
        const { id } = await app.create(`${customer}/tags`, { word: 'x' });
        await app.put(`${other}/tags/rel/${id}`);
        const answers = await Promise.all([customer, other].map((each) => app.delete(`${each}/tags/${id}`)));
        for (const { status } of answers) expect([409, 204, 404]).toContain(status);
      }
    });
  });

  describe('a list of keys', () => {
    const refuse = async () => {
      throw Object.assign(new Error('no'), { statusCode: 403 });
    };

    it('leaves no row behind where it cannot be stored', async () => {
      const answer = await observing('Customer', 'before save', refuse, () =>
        app.post(`${customer}/accounts`, { no: 'x' }),
      );
      expect(answer.status).toBe(403);
      expect(await app.find('/Accounts')).toEqual([]);
    });

    it('keeps key and row where one of them cannot go', async () => {
      const ids: number[] = [];
      for (const no of ['a', 'b', 'c']) ids.push((await app.create(`${customer}/accounts`, { no })).id);
      const [, second] = ids;
      const path = `${customer}/accounts/${second}`;
      expect((await observing('Customer', 'before save', refuse, () => app.delete(path))).status).toBe(403);
      expect((await observing('Account', 'before delete', refuse, () => app.delete(path))).status).toBe(403);
      await app.create('/Holdings', { accountId: second });
      expect((await app.delete(path)).status).toBe(409);
      expect((await app.get(customer)).body.accountIds).toEqual(ids);
      expect(await app.find('/Accounts')).toHaveLength(3);
    });
  });

  describe('a polymorphic belongsTo', () => {
    it('leads to no model whose reading is switched off', async () => {
      const letter = await model('Letter')['create']({ text: 'secret' });
      const photo = await app.create('/Photos', { n: 'p', subjectType: 'Letter', subjectId: letter.id });
      expect((await app.get(`/Photos/${photo.id}/subject`)).body).toBeNull();
      expect(await app.find('/Photos', { include: 'subject' })).toEqual([photo]);
    });

    it('includes below it what those have that it leads to, whoever else is there', async () => {
      await app.create(`${customer}/orders`, { no: '1' });
      await app.create(`${customer}/photos`, { n: 'p' });
      const team = await app.create('/Teams', {});
      await app.create(`/Teams/${team.id}/photos`, { n: 'q' });
      const photos = await app.find('/Photos', { include: { subject: 'orders' }, order: 'n' });
      expect(photos).toMatchObject([
        { n: 'p', subject: { orders: [{ no: '1' }] } },
        { n: 'q', subject: { id: team.id } },
      ]);
      expect(photos[1].subject).not.toHaveProperty('orders');
      const answer = await app.get(`/Photos?${json('filter', { include: { subject: 'nothing' } })}`);
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'UNKNOWN_RELATION' } } });
    });
  });

  it('refuses an include in code that contains itself', async () => {
    const endless: unknown[] = [];
    endless.push(endless);
    const one = await model('Customer')['findOne']();
    await expect(model('Customer')['include']([one], endless)).rejects.toThrow(/maximum depth/);
  });
});

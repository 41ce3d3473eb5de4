import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { EventReader } from './event-reader.js';
import { json } from './rest-client.js';
import { TestApp, useApp } from './use-app.js';

const models = [
  {
    name: 'Book',
    properties: { title: { type: 'string', required: true }, pages: 'number', secret: 'string' },
    hidden: ['secret'],
    validateUpsert: true,
  },
  { name: 'Word', properties: { key: { type: 'string', id: true }, text: 'string' } },
];

describe.each(testDatabases())('the change stream on $name', (database) => {
  const app = useApp(database, { models, config: { remoting: { sharedMethods: { destroyAll: true } } } });
  let emma: { id: number };

  beforeEach(async () => {
    emma = await app.create('/Books', { title: 'Emma', secret: 's' });
  });

  async function listen(query = ''): Promise<EventReader> {
    const answer = await app.open('GET', `/Books/change-stream?_format=event-stream${query}`);
    return new EventReader(answer);
  }

  /** What a stream tells of some requests. */
  async function told(requests: () => Promise<unknown>, query = ''): Promise<unknown[]> {
    const reader = await listen(query);
    try {
      await requests();
      await app.create('/Books', { title: 'the last', pages: 1 });
      return await reader.until(({ data }) => data?.data?.title === 'the last');
    } finally {
      reader.close();
    }
  }

  const data = (change: object) => ({ event: 'data', data: change });

  it('is a stream of events for those who accept or ask for it', async () => {
    for (const [method, path, accept] of [
      ['GET', '/Books/change-stream', 'text/event-stream'],
      ['POST', '/Books/change-stream', 'text/event-stream'],
      ['GET', '/Books/change-stream?_format=event-stream', 'application/json'],
    ] as const) {
      const answer = await app.open(method, path, { headers: { accept } });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toMatch(/^text\/event-stream/);
      answer.destroy();
    }
  });

  it('tells of a create', async () => {
    const events = await told(() => app.create('/Books', { title: 'Walden', secret: 'x' }));
    const id = emma.id + 1;
    expect(events).toEqual([data({ target: id, data: { title: 'Walden', id }, type: 'create' })]);
  });

  it('tells of each of a batch', async () => {
    const events = await told(() => app.create('/Books', [{ title: 'a' }, { title: 'b' }]));
    expect(events).toHaveLength(2);
  });

  it.each([
    ['patch', 'PATCH', '/:id', {}],
    ['replace', 'PUT', '/:id', {}],
    ['upsert', 'PATCH', '', { id: true }],
    ['replacing upsert', 'PUT', '', { id: true }],
    ['upsert with a where', 'POST', '/upsertWithWhere?where[title]=Emma', {}],
  ])('tells of a %s', async (_name, method, path, { id }: { id?: boolean }) => {
    const body = { title: 'Emma', pages: 5, secret: 'x', ...(id && { id: emma.id }) };
    const events = await told(() => app.send(method, `/Books${path.replace(':id', String(emma.id))}`, { body }));
    expect(events).toEqual([data({ target: emma.id, data: { title: 'Emma', pages: 5, id: emma.id }, type: 'update' })]);
  });

  it('tells of an update of many, with the id where one is named', async () => {
    const events = await told(async () => {
      await app.post(`/Books/update?${json('where', { title: 'Emma' })}`, { pages: 7, secret: 'x' });
      await app.post(`/Books/update?${json('where', { id: emma.id })}`, { pages: 8 });
    });
    expect(events).toEqual([
      data({ where: { title: 'Emma' }, data: { pages: 7 }, type: 'update' }),
      data({ target: emma.id, where: { id: emma.id }, data: { pages: 8 }, type: 'update' }),
    ]);
  });

  it('tells of deletions', async () => {
    const events = await told(async () => {
      await app.delete(`/Books/${emma.id}`);
      await app.create('/Books', { title: 'a' });
      await app.delete(`/Books?${json('where', { title: 'a' })}`);
    });
    expect(events).toEqual([
      data({ target: emma.id, where: { id: emma.id }, type: 'remove' }),
      data(expect.objectContaining({ type: 'create' })),
      data({ where: { title: 'a' }, type: 'remove' }),
    ]);
  });

  it('tells nothing of what was refused, was not there, or is of another model', async () => {
    const events = await told(async () => {
      await app.post('/Books', {});
      await app.patch(`/Books/${emma.id}`, { title: '' });
      await app.delete('/Books/99999');
      await app.post(`/Books/update?${json('where', { title: 'nothing' })}`, { pages: 1 });
      await app.create('/Words', { key: 'a' });
    });
    expect(events).toEqual([]);
  });

  it('tells of changes in code', async () => {
    const { Book } = app.application.models as any;
    const events = await told(async () => {
      const book = await Book.findById(emma.id);
      await book.updateAttribute('pages', 3);
      await book.destroy();
    });
    expect(events).toMatchObject([
      { data: { type: 'update', data: { pages: 3 } } },
      { data: { type: 'remove', target: emma.id } },
    ]);
  });

  it('never shows a hidden property, whatever changes it', async () => {
    const reader = await listen();
    await app.patch(`/Books/${emma.id}`, { secret: 'unseen' });
    await app.post('/Books/update?where={}', { secret: 'unseen', pages: 1 });
    await app.create('/Books', { title: 'the last', secret: 'unseen' });
    const events = await reader.until(({ data: change }) => change?.data?.title === 'the last');
    reader.close();
    expect(events).toHaveLength(2);
    expect(reader.text).not.toMatch(/unseen|secret/);
  });

  describe('with a filter', () => {
    const filtered = (where: object) => `&${json('options', { where })}`;

    it('tells of what matches only', async () => {
      const query = filtered({ or: [{ pages: { gt: 100 } }, { title: 'the last' }] });
      const events = await told(async () => {
        await app.create('/Books', { title: 'short', pages: 9 });
        await app.create('/Books', { title: 'long', pages: 200 });
        await app.patch(`/Books/${emma.id}`, { pages: 101 });
        await app.delete(`/Books/${emma.id}`);
      }, query);
      expect(events).toMatchObject([
        { data: { data: { title: 'long' } } },
        { data: { target: emma.id, type: 'update' } },
      ]);
      expect(events).toHaveLength(2);
    });

    it('does not tell of hidden properties by what it lets through', async () => {
      const query = filtered({ secret: 'x' });
      const events = await told(() => app.create('/Books', { title: 'a', secret: 'y' }), query);
      expect(events).toHaveLength(1);
    });

    it('is refused where it is none', async () => {
      const deep = { and: [{ and: [{ and: [{ and: [{ and: [{ and: [{ id: 1 }] }] }] }] }] }] };
      for (const where of [{ title: { foo: 1 } }, { title: { $ne: 1 } }, { or: 1 }, deep]) {
        const answer = await app.get(`/Books/change-stream?_format=event-stream${filtered(where)}`);
        expect(answer).toMatchObject({ status: 400, body: { error: { statusCode: 400 } } });
      }
    });
  });

  it('tells all who listen, and forgets those who have gone', async () => {
    const { events } = (app.application.models as any).Book.core;
    const [first, second] = [await listen(), await listen()];
    expect(events.listenerCount('change')).toBe(2);
    first.close();
    await expect.poll(() => events.listenerCount('change')).toBe(1);
    await app.create('/Books', { title: 'a' });
    await second.until(({ data: change }) => change?.data?.title === 'a');
    second.close();
    await expect.poll(() => events.listenerCount('change')).toBe(0);
  });

  it('lets a client go that does not read', async () => {
    const { events } = (app.application.models as any).Book.core;
    const answer = await app.open('GET', '/Books/change-stream?_format=event-stream');
    answer.pause();
    const title = 'x'.repeat(90_000);
    for (let count = 0; count < 300 && events.listenerCount('change') > 0; count++)
      await app.create('/Books', { title });
    expect(events.listenerCount('change')).toBe(0);
    answer.destroy();
  });

  it('does not fail a change where a listener fails', async () => {
    const { Book } = app.application.models as any;
    const fail = () => {
      throw new Error('a listener that fails');
    };
    Book.on('change', fail);
    expect((await app.post('/Books', { title: 'Walden' })).status).toBe(200);
    Book.core.events.off('change', fail);
  });

  it('ends with the server', async () => {
    const short = new TestApp();
    await short.start(database, { models });
    const reader = new EventReader(
      await short.open('GET', '/Books/change-stream', { headers: { accept: 'text/event-stream' } }),
    );
    await short.close();
    expect(await reader.all()).toEqual([{ event: 'end', data: null }]);
  });
});

import { createApplication } from '@loopnest/models';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testDatabases } from '../support/databases.js';

/** An entity, of which nobody has types. */
type Row = Record<string, any>;

const properties = {
  id: { type: 'string', id: true, defaultFn: 'guid' },
  code: { type: 'string', defaultFn: 'uuidv4' },
  made: { type: 'date', default: '$now' },
  seen: { type: 'date', defaultFn: 'now' },
  tags: { type: ['string'], default: ['new'] },
  level: { type: 'number', default: 3 },
  late: { type: 'date', defaultFn: 'now', applyDefaultOnWrites: false },
  odd: { type: 'string', defaultFn: 'nanoid' },
};

describe.each(testDatabases())('defaults of entities of MikroORM on $name', (database) => {
  it('are made as those of models, where nothing is given', async () => {
    const created = await database.create({ storage: 'file' });
    onTestFinished(() => created.drop());
    const app = createApplication({
      models: [{ name: 'Note', properties }],
      dataSources: { db: { connector: database.name, url: created.url } },
      logger: { log: ignore, error: ignore, warn: ignore },
    });
    onTestFinished(() => app.close());
    await app.start();
    const db = app.dataSources['db']!;
    const em = db.em.fork();
    const make = (data: object) => em.create(db.entity('Note'), data as never) as Row;
    const [first, second, given] = [make({}), make({}), make({ id: 'mine', code: null, tags: ['old'], level: 1 })];
    await em.flush();
    const find = async (id: unknown) => (await (app.models as Row)['Note'].findById(id)).toJSON() as Row;
    const [one, other, own] = await Promise.all([first, second, given].map(({ id }) => find(id)));
    expect(one).toMatchObject({ tags: ['new'], level: 3, late: null, odd: null });
    for (const at of ['made', 'seen']) expect(Date.now() - one![at].getTime()).toBeLessThan(60_000);
    expect(one!['code']).toMatch(/^[0-9a-f]{8}-/);
    expect([one!['id'] === other!['id'], one!['code'] === other!['code']]).toEqual([false, false]);
    expect(own).toMatchObject({ id: 'mine', code: null, tags: ['old'], level: 1 });
  });
});

function ignore(): void {}

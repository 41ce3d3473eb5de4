import { type Application, createApplication, type DataSource, type PersistedModel } from '@loopnest/models';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../support/databases.js';

type Related = any;

const text = { name: 'string' } as const;
const models = [
  {
    name: 'Author',
    properties: { ...text, prizeIds: ['number'] },
    relations: {
      books: { type: 'hasMany', model: 'Book' },
      portrait: { type: 'hasOne', model: 'Portrait' },
      clubs: { type: 'hasMany', model: 'Club', through: 'Membership' },
      prizes: { type: 'referencesMany', model: 'Prize', foreignKey: 'prizeIds' },
      home: { type: 'embedsOne', model: 'Home' },
    },
  },
  { name: 'Book', properties: text, relations: { author: { type: 'belongsTo', model: 'Author' } } },
  { name: 'Portrait', properties: { ...text, authorId: 'number' } },
  { name: 'Club', properties: text },
  {
    name: 'Membership',
    properties: {},
    relations: { author: { type: 'belongsTo', model: 'Author' }, club: { type: 'belongsTo', model: 'Club' } },
  },
  { name: 'Prize', properties: text },
  { name: 'Home', base: 'Model', idInjection: false, properties: text },
];

const here = { dataSource: 'here' };
const there = { dataSource: 'there' };

describe.each(testDatabases())('relations to another data source within a transaction on $name', (database) => {
  let app: Application;
  let databases: CreatedDatabase[];
  const model = (name: string) => app.registry.getModel(name) as typeof PersistedModel;

  beforeAll(async () => {
    const create = () => database.create({ storage: 'file' });
    databases = [await create(), await create()];
    const [first, second] = databases.map(({ url }) => ({ connector: database.name, url }));
    app = createApplication({
      models,
      modelConfig: {
        Author: here,
        Book: there,
        Portrait: there,
        Club: here,
        Membership: there,
        Prize: there,
        Home: { dataSource: 'nowhere' },
      },
      dataSources: { here: first, there: second, nowhere: { connector: 'transient' } },
      logger: { log: ignore, warn: ignore, error: ignore },
    });
    await app.start();
  });
  afterAll(async () => {
    await app.close();
    await Promise.all(databases.map((each) => each.drop()));
  });
  beforeEach(async () => {
    for (const name of ['Author', 'Book', 'Portrait', 'Club', 'Membership', 'Prize']) await model(name).destroyAll();
  });

  /** An author whose name is another one within the transaction, and what is related. */
  async function setUp() {
    const prize = (await model('Prize').create({ name: 'prize' })) as Related;
    const author = (await model('Author').create({ name: 'before', prizeIds: [prize.id] })) as Related;
    await author.books.create({ name: 'book' });
    await author.portrait.create({ name: 'portrait' });
    await author.clubs.create({ name: 'club' });
    const transaction = await model('Author').beginTransaction();
    await model('Author').updateAll({ id: author.id }, { name: 'within' }, { transaction });
    return { author, transaction };
  }

  it('are included, and those that lead back are loaded within it', async () => {
    const { transaction } = await setUp();
    const include = [{ books: 'author' }, 'portrait', 'clubs', 'prizes'];
    const [found] = await model('Author').find({ include }, { transaction });
    expect((found as Related).toJSON()).toMatchObject({
      name: 'within',
      books: [{ name: 'book', author: { name: 'within' } }],
      portrait: { name: 'portrait' },
      clubs: [{ name: 'club' }],
      prizes: [{ name: 'prize' }],
    });
    await transaction.rollback();
  });

  it('are loaded by the functions of instances', async () => {
    const { author, transaction } = await setUp();
    const options = { transaction };
    const nameOf = ({ name }: Related) => name;
    expect((await author.books.getAsync({}, options)).map(nameOf)).toEqual(['book']);
    expect(await author.books.count({}, options)).toBe(1);
    expect(nameOf(await author.portrait.getAsync(options))).toBe('portrait');
    const clubs = await author.clubs.getAsync({}, options);
    expect(clubs.map(nameOf)).toEqual(['club']);
    expect(await author.clubs.exists(clubs[0].id, options)).toBe(true);
    expect((await author.prizes.getAsync({}, options)).map(nameOf)).toEqual(['prize']);
    const [book] = await author.books.getAsync({}, options);
    expect(nameOf(await book.author.getAsync(options))).toBe('within');
    await transaction.rollback();
  });

  it('are not written, since that would not be undone', async () => {
    const { author, transaction } = await setUp();
    const [book] = await author.books.getAsync({});
    const writes = [
      () => author.books.create({ name: 'lost' }, { transaction }),
      () => author.books.destroyAll({}, { transaction }),
      () => author.books.updateById(book.id, { name: 'lost' }, { transaction }),
      () => model('Book').find({}, { transaction }),
    ];
    for (const write of writes) await expect(write()).rejects.toThrow('is one of another data source');
    await transaction.rollback();
    expect(await model('Book').find()).toMatchObject([{ name: 'book' }]);
  });

  it('are included by models that are bound to it', async () => {
    const { author, transaction } = await setUp();
    await transaction.rollback();
    await (app.dataSources['here'] as DataSource).transaction(async (bound) => {
      const Author = bound['Author'] as unknown as typeof PersistedModel;
      await Author.updateAll({ id: author.id }, { name: 'within' });
      const [found] = await Author.find({ include: { books: 'author' } });
      expect((found as Related).toJSON()).toMatchObject({ books: [{ name: 'book', author: { name: 'within' } }] });
    });
  });
});

function ignore(): void {}

import type { ModelClass } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Guest, newGuestModel } from './checked-models.js';
import { useModels } from './use-models.js';

describe.each(testDatabases())('uniqueness on $name', (database) => {
  const models = useModels(database, []);
  let Guest: ModelClass<Guest>;

  beforeEach(() => {
    Guest = newGuestModel(models);
  });

  /** Whether an instance is refused as not unique. */
  async function isTaken(data: object): Promise<boolean> {
    try {
      await Guest.create(data);
      return false;
    } catch (error) {
      expect(error).toMatchObject({ statusCode: 422, name: 'ValidationError' });
      return true;
    }
  }

  it('refuses a value that another instance has', async () => {
    Guest.validatesUniquenessOf('email');
    await Guest.create({ email: 'ada@x' });
    await expect(Guest.create({ email: 'ada@x' })).rejects.toMatchObject({
      message: `The \`${Guest.modelName}\` instance is not valid. Details: \`email\` is not unique (value: "ada@x").`,
      details: { codes: { email: ['uniqueness'] }, messages: { email: ['is not unique'] } },
    });
    expect(await isTaken({ email: 'Ada@x' })).toBe(false);
    expect(await Guest.count()).toBe(2);
  });

  it('is content with missing values, any number of them', async () => {
    Guest.validatesUniquenessOf('email', 'beds');
    await Guest.create({});
    expect([await isTaken({}), await isTaken({ email: null }), await isTaken({ email: '' })]).toEqual([false, false, false]);
    expect(await isTaken({ email: '' })).toBe(false);
  }); // prettier-ignore

  it('sees the items of a list that come before', async () => {
    Guest.validatesUniquenessOf('email');
    const emails = ['a', 'b', 'a', 'c', 'b'];
    const errors = (await Guest.create(emails.map((email) => ({ email }))).catch(
      (reason: unknown) => reason,
    )) as object;
    expect(Object.keys(errors)).toEqual(['2', '4']);
    expect((await Guest.find({ order: 'id' })).map(({ email }) => email)).toEqual(['a', 'b', 'c']);
  });

  it('is of each of several properties', async () => {
    Guest.validatesUniquenessOf('email', 'beds');
    await Guest.create({ email: 'a', beds: 1 });
    expect([await isTaken({ email: 'a', beds: 2 }), await isTaken({ email: 'b', beds: 1 })]).toEqual([true, true]);
    expect(await isTaken({ email: 'b', beds: 2 })).toBe(false);
  });

  it.each([
    ['a number', { beds: 2 }, { beds: 3 }],
    ['a date', { arrival: '2020-01-01' }, { arrival: '2020-01-02' }],
    ['an object', { info: { a: 1 } }, { info: { a: 2 } }],
    ['an object that reads like an operator', { info: { neq: 1 } }, { info: { neq: 2 } }],
    ['a list', { info: [1, 2] }, { info: [2, 1] }],
    ['a text of many kinds', { name: `'"%_\\é\u{1F600}` }, { name: `'"%_\\e` }],
  ])('compares %s', async (_what, taken, free) => {
    const [property] = Object.keys(taken);
    Guest.validatesUniquenessOf(property as 'info');
    await Guest.create(taken as object);
    expect([await isTaken(taken), await isTaken(free)]).toEqual([true, false]);
  });

  it('leaves values that are not of their type to the checks of types', async () => {
    Guest.validatesUniquenessOf('arrival', { scopedTo: 'beds' });
    const refused = Guest.create({ arrival: 'never', beds: 'many' as never });
    await expect(refused).rejects.toMatchObject({ details: { codes: { arrival: ['date'], beds: ['number'] } } });
  });

  it('is content with an instance that keeps its own value', async () => {
    Guest.validatesUniquenessOf('email');
    const guest = await Guest.create({ email: 'a' });
    await guest.patchAttributes({ email: 'a', beds: 1 });
    await guest.save();
    await Guest.replaceById(guest.id, { email: 'a' });
    const other = await Guest.create({ email: 'b' });
    await expect(other.patchAttributes({ email: 'a' })).rejects.toMatchObject({ statusCode: 422 });
    expect((await Guest.findById(other.id))?.email).toBe('b');
  });

  it('refuses to change an instance whose value several others have', async () => {
    await Guest.create([{ email: 'a' }, { email: 'a' }]);
    Guest.validatesUniquenessOf('email');
    const first = await Guest.findOne();
    await expect(first?.patchAttributes({ beds: 1 })).rejects.toMatchObject({ statusCode: 422 });
  });

  it('compares within a scope, in which null is a value and what is missing is none', async () => {
    Guest.validatesUniquenessOf('name', { scopedTo: ['house', 'beds'] });
    await Guest.create({ name: 'a', house: 'h', beds: 1 });
    await Guest.create({ name: 'b', house: null, beds: 1 });
    expect(await isTaken({ name: 'a', house: 'h', beds: 1 })).toBe(true);
    expect(await isTaken({ name: 'a', house: 'i', beds: 1 })).toBe(false);
    expect(await isTaken({ name: 'a', house: null, beds: 1 })).toBe(false);
    expect(await isTaken({ name: 'b', house: null, beds: 1 })).toBe(true);
    expect(await isTaken({ name: 'b' })).toBe(true);
  });

  it('sees that a change of the scope alone collides', async () => {
    Guest.validatesUniquenessOf('name', { scopedTo: 'house' });
    await Guest.create({ name: 'a', house: 'h' });
    const other = await Guest.create({ name: 'a', house: 'i' });
    await expect(other.patchAttributes({ house: 'h' })).rejects.toMatchObject({
      details: { codes: { name: ['uniqueness'] } },
    });
  });

  it.each([
    ['Red', 'rED', true],
    ['Red', 'Redd', false],
    ['Red', 'ed', false],
    ['ÉTÉ', 'été', true],
    ['r.d+', 'R.D+', true],
    ['r.d+', 'rxdd', false],
    ['100%', '100%', true],
    ['100%', '1000', false],
    ['a_b', 'A_B', true],
    ['a_b', 'axb', false],
    ['a\\b', 'A\\B', true],
    ['a\\', 'A\\', true],
    ['a*b?[c]', 'A*B?[C]', true],
    ['a*b', 'axxb', false],
  ])('ignores case: "%s" and "%s": %j', async (stored, given, taken) => {
    Guest.validatesUniquenessOf('name', { ignoreCase: true });
    await Guest.create({ name: stored });
    expect(await isTaken({ name: given })).toBe(taken);
  });

  it('runs under its condition', async () => {
    Guest.validatesUniquenessOf('name', { if: 'beds', message: 'is here', code: 'one' });
    await Guest.create({ name: 'a' });
    expect(await isTaken({ name: 'a' })).toBe(false);
    await expect(Guest.create({ name: 'a', beds: 1 })).rejects.toMatchObject({
      details: { codes: { name: ['one'] }, messages: { name: ['is here'] } },
    });
  });

  it('looks within the default scope, and what access hooks make of the query', async () => {
    Guest = newGuestModel(models, { scope: { where: { house: 'h' } } });
    Guest.validatesUniquenessOf('name');
    await Guest.create({ name: 'a' });
    expect(await isTaken({ name: 'a' })).toBe(true);
    const { modelName } = Guest;
    Guest.observe('access', ((context: { query: { where: object } }, next: () => void) => {
      context.query.where = { and: [context.query.where, { beds: 1 }] };
      next();
    }) as never);
    expect(await isTaken({ name: 'a' }), modelName).toBe(false);
  });

  it('looks at more than the default scope reads', async () => {
    Guest = newGuestModel(models, { scope: { limit: 1, skip: 5, order: 'id DESC' } });
    Guest.validatesUniquenessOf('name');
    await Guest.create({ name: 'a' });
    expect(await isTaken({ name: 'a' })).toBe(true);
    const other = await Guest.create({ name: 'b' });
    await expect(other.patchAttributes({ name: 'a' })).rejects.toMatchObject({ statusCode: 422 });
  });

  it('compares hidden properties, too, and does not show them', async () => {
    Guest = newGuestModel(models, { hidden: ['email'] });
    Guest.validatesUniquenessOf('email');
    await Guest.create({ email: 'secret' });
    const error: unknown = await Guest.create({ email: 'secret' }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ statusCode: 422 });
    expect(JSON.stringify(error) + String(error)).not.toContain('secret');
  });

  it('compares ids of several parts', async () => {
    const part = { type: 'string', id: 1 };
    Guest = newGuestModel(models, { properties: { house: part, name: { ...part, id: 2 }, email: 'string' } });
    Guest.validatesUniquenessOf('email');
    const guest = await Guest.create({ house: 'h', name: 'a', email: 'e' });
    await guest.patchAttributes({ email: 'e' });
    expect(await isTaken({ house: 'h', name: 'b', email: 'e' })).toBe(true);
  });

  it('fails the operation where the property is not stored', async () => {
    (Guest as unknown as ModelClass).validatesUniquenessOf('nickname');
    const refused = Guest.create({ nickname: 'x' } as object);
    await expect(refused).rejects.toThrow(`the model "${Guest.modelName}" does not store a property "nickname"`);
    expect(await Guest.count()).toBe(0);
  });

  it('costs one statement for each check of a value that is there', async () => {
    Guest.validatesUniquenessOf('name', 'email');
    await Guest.create({});
    const { executor } = models.app.dataSources['db']!;
    const execute = executor.execute.bind(executor);
    let statements = 0;
    executor.execute = (...parameters) => {
      statements++;
      return execute(...parameters);
    };
    try {
      await Guest.create({ name: 'a' });
    } finally {
      executor.execute = execute;
    }
    expect(statements).toBe(2);
  });

  it('is told by the check where its index keeps the second one out', async () => {
    const Ticket = models.app.registry.createModel({
      name: 'Ticket',
      properties: {
        seat: { type: 'string', index: { unique: true } },
        row: { type: 'string', index: { unique: true } },
      },
    }) as unknown as ModelClass<{ seat: string; row: string }>;
    Ticket.validatesUniquenessOf('seat', { message: 'is sold', isIndexed: true });
    Ticket.attachTo(models.app.dataSources['db'] as never);
    await Ticket.create({ seat: '1', row: 'a' });
    const unchecked = { validate: false };
    await expect(Ticket.create({ seat: '1', row: 'b' }, unchecked)).rejects.toMatchObject({
      statusCode: 422,
      message: 'The `Ticket` instance is not valid. Details: `seat` is sold (value: "1").',
      details: { codes: { seat: ['uniqueness'] }, messages: { seat: ['is sold'] } },
    });
    await expect(Ticket.create({ seat: '2', row: 'a' }, unchecked)).rejects.toMatchObject({ statusCode: 409 });
  });
});

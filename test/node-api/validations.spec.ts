import type { CheckDone, Fail, ModelClass, ModelInstance, OperationOptions } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type Guest, newGuestModel } from './checked-models.js';
import { useModels } from './use-models.js';

const tooShort = {
  name: 'ValidationError',
  statusCode: 422,
  details: { codes: { name: ['length.min'] }, messages: { name: ['too short'] } },
};

describe.each(testDatabases())('checks of operations on $name', (database) => {
  const models = useModels(database, []);
  let Guest: ModelClass<Guest>;

  beforeEach(() => {
    Guest = newGuestModel(models);
    Guest.validatesLengthOf('name', { min: 2, allowBlank: true, allowNull: true });
  });

  const names = async () => (await Guest.find({ order: 'id' })).map(({ name }) => name);

  describe('refuse what is not valid, and store nothing of it', () => {
    const operations: [string, (guest: ModelInstance<Guest>) => Promise<unknown>][] = [
      ['create', () => Guest.create({ name: 'x' })],
      ['save of a new instance', () => new Guest({ name: 'x' }).save()],
      ['save of a stored one', (guest) => Object.assign(guest, { name: 'x' }).save()],
      ['patchAttributes', (guest) => guest.patchAttributes({ name: 'x' })],
      ['updateAttribute', (guest) => guest.updateAttribute('name', 'x')],
      ['replaceAttributes', (guest) => guest.replaceAttributes({ name: 'x' })],
      ['replaceById', (guest) => Guest.replaceById(guest.id, { name: 'x' })],
      ['replaceOrCreate', (guest) => Guest.replaceOrCreate({ id: guest.id, name: 'x' })],
      ['upsert without an id', () => Guest.upsert({ name: 'x' })],
      ['upsertWithWhere', (guest) => Guest.upsertWithWhere({ id: guest.id }, { name: 'x' })],
      ['upsertWithWhere without a match', () => Guest.upsertWithWhere({ name: 'nobody' }, { name: 'x' })],
      ['findOrCreate', () => Guest.findOrCreate({ where: { name: 'x' } }, { name: 'x' })],
    ];

    it.each(operations)('%s', async (_name, operation) => {
      const guest = await Guest.create({ name: 'Ada' });
      await expect(operation(guest)).rejects.toMatchObject(tooShort);
      expect(await names()).toEqual(['Ada']);
    });

    it.each(operations)('%s, but not with automaticValidation: false', async (name, operation) => {
      const guest = await Guest.create({ name: 'Ada' });
      Guest.settings['automaticValidation'] = false;
      await operation(guest);
      expect(await names(), name).toContain('x');
    });
  });

  it('check the whole instance as it would be stored', async () => {
    const guest = await Guest.create({ name: 'x' }, { validate: false });
    await expect(guest.patchAttributes({ beds: 2 })).rejects.toMatchObject(tooShort);
    expect((await Guest.findById(guest.id))?.beds).toBeNull();
    expect(await guest.patchAttributes({ name: 'Ada' })).toMatchObject({ name: 'Ada' });
  });

  it('are of settings, which the option of a call goes before', async () => {
    const Silent = newGuestModel(models, { automaticValidation: false });
    Silent.validatesPresenceOf('name');
    const guest = await Silent.create({});
    await guest.patchAttributes({ beds: 1 });
    await expect(Silent.create({}, { validate: true })).rejects.toMatchObject({ statusCode: 422 });
    await expect(guest.save({ validate: true })).rejects.toMatchObject({ statusCode: 422 });
    const Strict = newGuestModel(models);
    Strict.validatesPresenceOf('name');
    await expect(Strict.create({})).rejects.toMatchObject({ statusCode: 422 });
    expect(await (await Strict.create({}, { validate: false })).save({ validate: false })).toMatchObject({});
  });

  it.each([
    [{}, false, false],
    [{ validateUpsert: true }, true, false],
    [{ validateUpdate: true }, false, true],
    [{ automaticValidation: true }, true, true],
    [{ automaticValidation: true, validateUpsert: false, validateUpdate: false }, false, false],
    [{ automaticValidation: false, validateUpsert: true, validateUpdate: true }, false, false],
  ])('of upsert and updateAll need settings: %j', async (settings, ofUpsert, ofUpdate) => {
    Guest = newGuestModel(models, settings);
    Guest.validatesLengthOf('name', { min: 2, allowBlank: true, allowNull: true });
    const { id } = await Guest.create({ name: 'Ada' });
    const refuses = (call: Promise<unknown>) => call.then(() => false, ({ statusCode }) => statusCode === 422); // prettier-ignore
    expect(await refuses(Guest.upsert({ id, name: 'x' }))).toBe(ofUpsert);
    expect(await refuses(Guest.updateAll({ id }, { name: 'y' }))).toBe(ofUpdate);
    expect(await refuses(Guest.updateAll({ id }, { name: 'z' }, { validate: true }))).toBe(true);
    expect(await refuses(Guest.upsert({ id, name: 'u' }, { validate: false }))).toBe(false);
  });

  it('of updateAll are made of the data alone', async () => {
    Guest = newGuestModel(models, { validateUpdate: true });
    Guest.validatesPresenceOf('name');
    await Guest.create({ name: 'Ada' });
    await expect(Guest.updateAll({}, { beds: 2 })).rejects.toMatchObject({ statusCode: 422 });
    expect(await Guest.updateAll({}, { beds: 2, name: 'Bob' })).toEqual({ count: 1 });
  });

  it('know new instances from stored ones', async () => {
    Guest.validatesPresenceOf('email', { on: 'create' });
    Guest.validatesPresenceOf('house', { on: 'update' });
    const codes = (call: Promise<unknown>) => call.then(() => undefined, ({ details }) => details.codes); // prettier-ignore
    expect(await codes(Guest.create({}))).toEqual({ email: ['presence'] });
    const guest = await Guest.create({ email: 'e' });
    expect(await codes(guest.patchAttributes({ email: '' }))).toEqual({ house: ['presence'] });
    expect(await codes(guest.patchAttributes({ house: 'h' }))).toBeUndefined();
  });

  it('see what a before save hook has repaired', async () => {
    Guest.observe('before save', ((context: { instance: Guest }, next: () => void) => {
      if (context.instance.name === 'x') context.instance.name = 'Xavier';
      next();
    }) as never);
    expect(await Guest.create({ name: 'x' })).toMatchObject({ name: 'Xavier' });
  });

  it('get the options of the operation', async () => {
    const seen: unknown[] = [];
    Guest.validate('name', (_fail, options) => seen.push(options));
    Guest.validateAsync('name', (_fail: Fail, options: OperationOptions, done: CheckDone) => {
      seen.push(options);
      done();
    });
    const options = { mine: true };
    const guest = await Guest.create({ name: 'Ada' }, options);
    await guest.patchAttributes({ beds: 1 }, options);
    await guest.save(options);
    await Guest.updateAll({}, { beds: 2 }, { ...options, validate: true });
    expect(seen).toHaveLength(8);
    expect(seen.every((each) => (each as typeof options).mine)).toBe(true);
    expect(seen[0]).toBe(options);
  });

  it('ask the database within the transaction of the operation', async () => {
    Guest.validateAsync('beds', async function (fail) {
      await Promise.resolve();
      if (this.beds > 5) fail();
    });
    Guest.validateAsync('name', (fail: Fail, options: OperationOptions, done: CheckDone) => {
      Guest.count({}, options).then((count) => {
        if (count > 1) fail('full');
        done();
      }, done);
    });
    // Makes the table, which the transaction would wait for.
    await Guest.count();
    const { db } = models.app.dataSources;
    const transaction = await db!.executor.begin();
    try {
      await Guest.create({ name: 'Ada' }, { transaction });
      await Guest.create({ name: 'Bob' }, { transaction });
      await expect(Guest.create({ name: 'Cid' }, { transaction })).rejects.toMatchObject({
        details: { codes: { name: ['custom.full'] } },
      });
      expect(await Guest.count({}, { transaction })).toBe(2);
    } finally {
      await transaction.rollback();
    }
    expect(await Guest.count()).toBe(0);
  });

  it('leave what they found in the errors of the instance', async () => {
    const guest = new Guest({ name: 'x' });
    await expect(guest.save()).rejects.toThrow(
      `The \`${Guest.modelName}\` instance is not valid. Details: \`name\` too short (value: "x").`,
    );
    expect(guest.errors).toEqual({ name: ['too short'] });
    guest.name = 'Ada';
    await guest.save();
    expect(guest.errors).toBe(false);
  });

  it('give the instance to the callback of a creation, with its errors', async () => {
    const [error, guest] = await new Promise<[unknown, ModelInstance<Guest> | undefined]>((resolve) => {
      Guest.create({ name: 'x' }, undefined, (...answers) => resolve(answers as never));
    });
    expect(error).toBeInstanceOf(Guest.ValidationError);
    expect(guest?.errors).toEqual({ name: ['too short'] });
  });

  it('of items of a list stand for themselves', async () => {
    Guest.validateAsync('email', async (fail) => {
      await Promise.resolve();
      fail('never');
    }, { if: 'beds' }); // prettier-ignore
    const items = [{ name: 'Ada' }, { name: 'x' }, { name: 'Bob', beds: 1 }, { name: 'Cid' }];
    const errors = (await Guest.create(items).catch((reason: unknown) => reason)) as readonly unknown[];
    expect(items.map((_item, index) => errors[index] === undefined)).toEqual([true, false, false, true]);
    expect(errors[1]).toMatchObject(tooShort);
    expect(errors[2]).toMatchObject({ details: { codes: { email: ['custom.never'] } } });
    expect((await names()).toSorted()).toEqual(['Ada', 'Cid']);
  });

  it('may be registered after the first operation', async () => {
    await Guest.create({});
    Guest.validatesPresenceOf('email');
    await expect(Guest.create({})).rejects.toMatchObject({ details: { codes: { email: ['presence'] } } });
  });

  it('make required properties nullable where they have a condition', async () => {
    const Booking = newGuestModel(models, {
      properties: { paid: 'boolean', receipt: { type: 'string', required: { if: 'paid', message: 'is needed' } } },
    });
    expect(await Booking.create({ paid: false } as object)).toMatchObject({ paid: false });
    await expect(Booking.create({ paid: true } as object)).rejects.toMatchObject({
      details: { messages: { receipt: ['is needed'] } },
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { AnyModel } from '../model.js';
import { ModelRegistry } from '../model-registry.js';

function modelOf(properties: Record<string, unknown>, settings: Record<string, unknown> = {}): AnyModel {
  return new ModelRegistry().createModel({ name: 'Parcel', base: 'Model', properties, ...settings });
}

/** Property and code of each failure, in their order. */
async function failuresOf(model: AnyModel, data: object): Promise<readonly string[]> {
  const parcel = new model(data);
  await new Promise((resolve) => parcel.isValid(resolve));
  const error = new model.ValidationError(parcel);
  return [...error.message.matchAll(/(?:Details:|;) `(\w+)` ([^(]+) \(/g)].map(([, name, text]) => `${name}: ${text}`);
}

describe('the order of checks', () => {
  it('is that in which properties got their first one: those of definitions, then those of the script', async () => {
    const Parcel = modelOf({
      note: 'string',
      sent: 'date',
      sender: { type: 'string', required: true },
      weight: 'number',
    });
    Parcel.validate('weight', (fail: () => void) => fail(), { message: 'w1' });
    Parcel.validate('note', (fail: () => void) => fail(), { message: 'n1' });
    Parcel.validate('sender', (fail: () => void) => fail(), { message: 's1' });
    Parcel.validate('sent', (fail: () => void) => fail(), { message: 'd1' });
    Parcel.validate('weight', (fail: () => void) => fail(), { message: 'w2' });
    expect(await failuresOf(Parcel, { sent: 'x', weight: 1 })).toEqual([
      'sent: is not a valid date',
      'sent: d1',
      "sender: can't be blank",
      'sender: s1',
      'weight: w1',
      'weight: w2',
      'note: n1',
    ]);
  });

  it('has those that end later behind all others, in the order of registration', async () => {
    const Parcel = modelOf({ a: 'string', b: 'string' }, { strict: true });
    const endings: (() => void)[] = [];
    const inReverse = (fail: () => void, done: () => void) => {
      endings.unshift(() => {
        fail();
        done();
      });
      if (endings.length === 2) setImmediate(() => endings.forEach((end) => end()));
    };
    Parcel.validateAsync('b', inReverse, { message: 'later b' });
    Parcel.validateAsync('a', inReverse, { message: 'later a' });
    Parcel.validate('a', (fail: () => void) => fail(), { message: 'at once' });
    expect(await failuresOf(Parcel, { more: 1 })).toEqual([
      'a: at once',
      'more: is not defined in the model',
      'b: later b',
      'a: later a',
    ]);
  });

  it('of one property goes on after a failure', async () => {
    const Parcel = modelOf({ weight: 'number' });
    Parcel.validatesNumericalityOf('weight', { int: true });
    Parcel.validatesInclusionOf('weight', { in: [1] });
    expect(await failuresOf(Parcel, { weight: 0.5 })).toEqual([
      'weight: is not an integer',
      'weight: is not included in the list',
    ]);
  });
});

describe('a number that cannot be converted', () => {
  const properties = { sent: 'date', weight: 'number', count: { type: 'number', required: true } };
  const bad = { sent: 'x', weight: 'much', count: 'many' };

  it('is told in its place where nothing else does', async () => {
    const Parcel = modelOf(properties);
    expect(await failuresOf(Parcel, bad)).toEqual([
      'sent: is not a valid date',
      'weight: is not a number',
      "count: can't be blank",
    ]);
    Parcel.validatesInclusionOf('weight', { in: [1] });
    expect(await failuresOf(Parcel, bad)).toEqual([
      'sent: is not a valid date',
      'weight: is not a number',
      "count: can't be blank",
      'weight: is not included in the list',
    ]);
  });

  it('is told by numericality, in words of its own, and not twice', async () => {
    const Parcel = modelOf(properties);
    Parcel.validatesNumericalityOf('weight', 'count', { message: { number: 'is no number of grams' } });
    expect(await failuresOf(Parcel, bad)).toEqual([
      'sent: is not a valid date',
      "count: can't be blank",
      'count: is no number of grams',
      'weight: is no number of grams',
    ]);
  });

  it('is blank for a check of presence, and told once', async () => {
    const Parcel = modelOf({ weight: 'number' });
    Parcel.validatesPresenceOf('weight');
    expect(await failuresOf(Parcel, { weight: 'much' })).toEqual(["weight: can't be blank"]);
  });

  it('is told all the same where the condition of those checks is not met', async () => {
    const Parcel = modelOf({ weight: 'number' });
    Parcel.validatesNumericalityOf('weight', { if: () => false });
    expect(await failuresOf(Parcel, { weight: 'much' })).toEqual(['weight: is not a number']);
  });
});

describe('required', () => {
  it('takes the options of a check of presence', async () => {
    const Parcel = modelOf({
      sender: { type: 'string', required: { message: 'is needed', code: 'needed', if: 'registered' } },
      registered: 'boolean',
    });
    expect(await failuresOf(Parcel, { registered: true })).toEqual(['sender: is needed']);
    expect(await failuresOf(Parcel, { registered: false })).toEqual([]);
    const parcel = new Parcel({ registered: true });
    parcel.isValid();
    expect(parcel.errors && parcel.errors.codes).toEqual({ sender: ['needed'] });
  });

  it('takes functions as conditions in a definition that is made by code', async () => {
    const isHeavy = function (this: { weight: number }) {
      return this.weight > 10;
    };
    const Parcel = modelOf({ weight: 'number', porter: { type: 'string', required: { if: isHeavy } } });
    expect(await failuresOf(Parcel, { weight: 20 })).toEqual(["porter: can't be blank"]);
    expect(await failuresOf(Parcel, { weight: 5 })).toEqual([]);
  });
});

describe('descendants', () => {
  it('inherit what definitions check, and nothing of what was registered', async () => {
    const Parcel = modelOf({ sender: { type: 'string', required: true } });
    Parcel.validatesLengthOf('sender', { min: 3 });
    const Letter = Parcel.extend('Letter', { stamp: { type: 'string', required: true } });
    Letter.validatesLengthOf('stamp', { min: 3 });
    expect(await failuresOf(Letter, {})).toEqual([
      "stamp: can't be blank",
      'stamp: is blank',
      "sender: can't be blank",
    ]);
    expect(await failuresOf(Letter, { sender: 'a', stamp: 'abc' })).toEqual([]);
    expect(await failuresOf(Parcel, { sender: 'a' })).toEqual(['sender: too short']);
  });
});

describe('hidden and undeclared values', () => {
  it('are not shown', () => {
    const Parcel = modelOf({ code: 'string' }, { hidden: ['code'] });
    Parcel.validatesLengthOf('code', 'more', { max: 3 });
    const parcel = new Parcel({ code: 'secret', more: 'secret' });
    parcel.isValid();
    expect(new Parcel.ValidationError(parcel).message).toBe(
      'The `Parcel` instance is not valid. Details: `code` too long (value: undefined); `more` too long (value: undefined).',
    );
  });
});

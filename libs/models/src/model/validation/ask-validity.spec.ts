import { beforeEach, describe, expect, it } from 'vitest';
import type { AnyModel } from '../model.js';
import { ModelRegistry } from '../model-registry.js';
import { ValidationError } from './validation.error.js';

type Instance = InstanceType<AnyModel>;

let Parcel: AnyModel;

beforeEach(() => {
  const properties = { sender: { type: 'string', required: true }, weight: 'number' };
  Parcel = new ModelRegistry().createModel({ name: 'Parcel', base: 'Model', properties });
});

/** What a callback is given, and whether it was called later than the call. */
function ask(parcel: Instance, data?: Record<string, unknown>, options?: Record<string, unknown>): Promise<unknown[]> {
  let isLater = false;
  const answer = new Promise<unknown[]>((resolve) => {
    parcel.isValid((...answers: unknown[]) => resolve([isLater, ...answers]), data, options);
  });
  isLater = true;
  return answer;
}

describe('isValid', () => {
  it('answers at once, and begins anew each time', () => {
    const parcel = new Parcel({});
    expect(parcel.errors).toBe(false);
    expect(parcel.isValid()).toBe(false);
    expect(parcel.errors).toEqual({ sender: ["can't be blank"] });
    Object.assign(parcel, { sender: 'a' });
    expect(parcel.isValid()).toBe(true);
    expect(parcel.errors).toBe(false);
  });

  it('tells a callback later, also where all checks end at once', async () => {
    expect(await ask(new Parcel({ sender: 'a' }))).toEqual([true, true]);
    expect(await ask(new Parcel({}))).toEqual([true, false]);
  });

  it('gives undefined where checks end later, which then do not run', () => {
    let runs = 0;
    Parcel.validateAsync('weight', (_fail: unknown, done: () => void) => {
      runs++;
      done();
    });
    const parcel = new Parcel({});
    expect(parcel.isValid()).toBeUndefined();
    expect(parcel.errors).toEqual({ sender: ["can't be blank"] });
    expect(runs).toBe(0);
  });

  it('waits for checks that end later where there is a callback', async () => {
    Parcel.validateAsync('weight', async (fail: (kind: string) => void) => {
      await Promise.resolve();
      fail('late');
    });
    const parcel = new Parcel({});
    expect(await ask(parcel)).toEqual([true, false]);
    expect(parcel.errors && parcel.errors.codes).toEqual({ sender: ['presence'], weight: ['custom.late'] });
  });

  it('asks for other values, which the instance does not take', async () => {
    const parcel = new Parcel({ sender: 'a', weight: 1 });
    expect(await ask(parcel, { sender: '' })).toEqual([true, false]);
    expect(parcel.errors).toEqual({ sender: ["can't be blank"] });
    expect(parcel.toJSON()).toEqual({ sender: 'a', weight: 1 });
  });

  it('passes options on to checks', async () => {
    const seen: unknown[] = [];
    Parcel.validate('weight', (_fail: unknown, options: unknown) => void seen.push(options));
    Parcel.validateAsync('weight', (_fail: unknown, options: unknown, done: () => void) => {
      seen.push(options);
      done();
    });
    const options = { mine: true };
    await ask(new Parcel({ sender: 'a' }), undefined, options);
    expect(seen).toEqual([options, options]);
    expect(seen[0]).toBe(options);
  });

  it('throws what a check throws, or gives it to the callback', async () => {
    const broken = new Error('broken');
    const parcel = new Parcel({});
    parcel.isValid();
    Parcel.validate('weight', () => {
      throw broken;
    });
    expect(() => parcel.isValid()).toThrow(broken);
    expect(parcel.errors).toBe(false);
    expect(await ask(parcel)).toEqual([true, false, broken]);
  });

  it('gives to the callback what a check is rejected with', async () => {
    const broken = new Error('broken');
    Parcel.validateAsync('weight', () => Promise.reject(broken));
    expect(await ask(new Parcel({ sender: 'a' }))).toEqual([true, false, broken]);
  });

  it('needs a database only where a check asks one', async () => {
    Parcel.validatesUniquenessOf('sender');
    expect(await ask(new Parcel({ weight: 1 }))).toEqual([true, false]);
    expect(await ask(new Parcel({ sender: 'a' }))).toMatchObject([true, false, { statusCode: 500 }]);
  });
});

describe('errors', () => {
  it('are not to be seen in JSON, nor are the codes in them', () => {
    const parcel = new Parcel({ weight: 1 });
    parcel.isValid();
    expect(parcel.toJSON()).toEqual({ weight: 1 });
    expect(Object.keys(parcel)).toEqual([]);
    expect(JSON.stringify(parcel.errors)).toBe('{"sender":["can\'t be blank"]}');
    expect(parcel.errors && parcel.errors.codes).toEqual({ sender: ['presence'] });
  });

  it('leave a property of that name alone', () => {
    const Report = Parcel.registry.createModel({ name: 'Report', base: 'Model', properties: { errors: 'number' } });
    Report.validatesNumericalityOf('errors');
    const report = new Report({ errors: 3 }) as unknown as { errors: number; isValid(): boolean };
    expect([report.isValid(), report.errors]).toEqual([true, 3]);
    expect(new Parcel({ errors: 3 }).toJSON()).toEqual({ errors: 3 });
  });
});

describe('ValidationError', () => {
  it('is made of what the last check has found', () => {
    const parcel = new Parcel({ weight: 'much' });
    parcel.isValid();
    const error = new Parcel.ValidationError(parcel);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'ValidationError',
      statusCode: 422,
      message:
        "The `Parcel` instance is not valid. Details: `sender` can't be blank (value: undefined); `weight` is not a number (value: NaN).",
      details: {
        context: 'Parcel',
        codes: { sender: ['presence'], weight: ['number'] },
        messages: { sender: ["can't be blank"], weight: ['is not a number'] },
      },
    });
  });

  it('needs no new, and is what all such errors are instances of', () => {
    const parcel = new Parcel({});
    parcel.isValid();
    const error = Parcel.ValidationError(parcel);
    expect(error).toBeInstanceOf(Parcel.ValidationError);
    expect(error).toBeInstanceOf(ValidationError);
    expect(Parcel.ValidationError.name).toBe('ValidationError');
  });

  it('says no more than that where nothing was found', () => {
    const error = new Parcel.ValidationError(new Parcel({ sender: 'a' }));
    expect(error.message).toBe('The `Parcel` instance is not valid.');
    expect(error.details).toEqual({ context: 'Parcel', codes: {}, messages: {} });
  });
});

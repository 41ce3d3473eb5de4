import { beforeEach, describe, expect, it } from 'vitest';
import type { AnyModel } from '../model.js';
import { ModelRegistry } from '../model-registry.js';

type Fail = (kind?: unknown) => void;
type Done = (error?: unknown) => void;

let Parcel: AnyModel;

beforeEach(() => {
  Parcel = new ModelRegistry().createModel({ name: 'Parcel', base: 'Model', properties: { weight: 'number' } });
});

/** Codes of the failures; an error that a check could not be made with is thrown. */
function codes(): Promise<readonly string[] | undefined> {
  const parcel = new Parcel({ weight: 5 });
  return new Promise((resolve, reject) => {
    parcel.isValid((_valid, error) => {
      if (error === undefined) resolve(parcel.errors === false ? undefined : parcel.errors.codes['weight']);
      else reject(error as Error);
    });
  });
}

describe('validate', () => {
  it('calls the function with the instance as this', async () => {
    Parcel.validate('weight', function (this: { weight: number }, fail: Fail) {
      if (this.weight === 5) fail('five');
    });
    expect(await codes()).toEqual(['custom.five']);
  });

  it('reports each call of fail', async () => {
    Parcel.validate('weight', (fail: Fail) => {
      fail();
      fail('odd');
    });
    expect(await codes()).toEqual(['custom', 'custom.odd']);
  });

  it.each([null, '', 5, new Error('e'), {}])('takes %j for no kind', async (kind) => {
    Parcel.validate('weight', (fail: Fail) => fail(kind));
    expect(await codes()).toEqual(['custom']);
  });

  it('takes no failure of a function that has returned', async () => {
    let late: Fail | undefined;
    Parcel.validate('weight', (fail: Fail) => {
      late = fail;
    });
    Parcel.validateAsync('weight', (_fail: Fail, done: Done) => {
      late?.();
      done();
    });
    expect(await codes()).toBeUndefined();
  });

  it('waits for a promise, and takes failures until then', async () => {
    Parcel.validate('weight', async (fail: Fail) => {
      await Promise.resolve();
      fail('late');
    });
    expect(new Parcel({}).isValid()).toBeUndefined();
    expect(await codes()).toEqual(['custom.late']);
  });

  it('fails with what the promise is rejected with', async () => {
    Parcel.validate('weight', () => Promise.reject(new Error('broken')));
    await expect(codes()).rejects.toThrow('broken');
  });
});

describe('validateAsync', () => {
  it('ends when done is called', async () => {
    Parcel.validateAsync('weight', function (this: { weight: number }, fail: Fail, done: Done) {
      setImmediate(() => {
        if (this.weight === 5) fail('five');
        done();
      });
    });
    expect(await codes()).toEqual(['custom.five']);
  });

  it('ends with the promise of a function that takes no done', async () => {
    Parcel.validateAsync('weight', async (fail: Fail) => {
      await Promise.resolve();
      fail();
    });
    expect(await codes()).toEqual(['custom']);
  });

  it('waits for done where the function takes it, whatever it returns', async () => {
    Parcel.validateAsync('weight', async (fail: Fail, done: Done) => {
      setImmediate(() => {
        fail();
        done();
      });
      await Promise.resolve();
    });
    expect(await codes()).toEqual(['custom']);
  });

  it('takes no failure after done, and no second done', async () => {
    Parcel.validateAsync('weight', (fail: Fail, done: Done) => {
      done();
      fail('late');
      done(new Error('late'));
      done();
    });
    expect(await codes()).toBeUndefined();
  });

  it('is a callback of other calls: what is no error fails nothing', async () => {
    Parcel.validateAsync('weight', (_fail: Fail, done: (error: unknown, result: unknown) => void) => done(null, 5));
    Parcel.validateAsync('weight', (_fail: Fail, done: Done) => void Promise.resolve(5).then(done));
    expect(await codes()).toBeUndefined();
  });

  it('fails with an error that done is given', async () => {
    Parcel.validateAsync('weight', (_fail: Fail, done: Done) => done(new Error('broken')));
    await expect(codes()).rejects.toThrow('broken');
  });

  it.each([
    ['throws', (_fail: Fail, _done: Done): void => { throw new Error('broken'); }],
    ['is rejected', (_fail: Fail, _done: Done) => Promise.reject(new Error('broken'))],
    ['is rejected and takes no done', () => Promise.reject(new Error('broken'))],
  ])('fails with the error of a function that %s', async (_how, check) => {
    Parcel.validateAsync('weight', check);
    await expect(codes()).rejects.toThrow('broken');
  }); // prettier-ignore

  it('waits for all, and fails with the first error in the order of registration', async () => {
    const ended: string[] = [];
    const failing = (name: string, turns: number) => async (): Promise<void> => {
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      ended.push(name);
      throw new Error(name);
    };
    Parcel.validateAsync('weight', failing('first', 5));
    Parcel.validateAsync('weight', failing('second', 1));
    await expect(codes()).rejects.toThrow('first');
    expect(ended).toEqual(['second', 'first']);
  });

  it('runs under its condition', async () => {
    Parcel.validateAsync('weight', (fail: Fail, done: Done) => done(fail()), { if: () => false });
    Parcel.validateAsync('weight', (fail: Fail, done: Done) => done(fail('run')), { if: 'weight' });
    expect(await codes()).toEqual(['custom.run']);
  });

  it('fails with the error of its condition', async () => {
    const broken = () => {
      throw new Error('broken');
    };
    Parcel.validateAsync('weight', (_fail: Fail, done: Done) => done(), { if: broken });
    await expect(codes()).rejects.toThrow('broken');
  });
});

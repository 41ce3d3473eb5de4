import { describe, expect, it } from 'vitest';
import type { AnyModel } from '../model.js';
import { ModelRegistry } from '../model-registry.js';
import type { CheckOptions } from './check-options.js';

const EXTRA = { declaredElsewhere: true };

/** Whether a check that always fails has run for an instance. */
function runs(data: object, options: CheckOptions, prepare: (model: AnyModel) => void = () => undefined): boolean {
  const properties = { name: 'string', open: 'boolean', count: 'number' };
  const Gate = new ModelRegistry().createModel({ name: 'Gate', base: 'Model', properties });
  prepare(Gate);
  Gate.validate('name', (fail: () => void) => fail(), options);
  return new Gate(data).isValid() === false;
}

describe('conditions', () => {
  it.each([
    [{ open: true }, true],
    [{ open: false }, false],
    [{ open: null }, false],
    [{}, false],
  ])('are values of properties: %j', (data, met) => {
    expect(runs(data, { if: 'open' })).toBe(met);
    expect(runs(data, { unless: 'open' })).toBe(!met);
  });

  it.each([
    [{ more: 1 }, true],
    [{ more: 0 }, false],
    [{ more: null }, false],
  ])('are values of properties that are not declared: %j', (data, met) => {
    expect(runs(data, { if: 'more' })).toBe(met);
    expect(runs(data, { unless: 'more' })).toBe(!met);
  });

  it.each([true, false])('are methods of instances: %j', (answer) => {
    const prepare = (model: AnyModel) => {
      Object.assign(model.prototype, {
        isBusy(this: { count: number }) {
          return this.count > 5 === answer;
        },
      });
    };
    expect(runs({ count: 9 }, { if: 'isBusy' }, prepare)).toBe(answer);
    expect(runs({ count: 9 }, { unless: 'isBusy' }, prepare)).toBe(!answer);
  });

  it('are methods, whatever a client sends in their place', () => {
    const prepare = (model: AnyModel) => Object.assign(model.prototype, { isBusy: () => true });
    expect(runs({ isBusy: false }, { if: 'isBusy' }, prepare)).toBe(true);
    expect(runs({ isBusy: true }, { unless: 'isBusy' }, prepare)).toBe(false);
  });

  it.each([1, 9])('are functions with the instance as this: %j', (count) => {
    const isBusy = function (this: { count: number }) {
      return this.count > 5;
    };
    expect(runs({ count }, { if: isBusy })).toBe(count > 5);
    expect(runs({ count }, { unless: isBusy })).toBe(count <= 5);
  });

  it.each([true, false])('may be plain answers: %j', (answer) => {
    expect(runs({}, { if: answer })).toBe(answer);
    expect(runs({}, { unless: answer })).toBe(!answer);
  });

  it('have to agree where there are two', () => {
    expect(runs({ open: true, count: 0 }, { if: 'open', unless: 'count' })).toBe(true);
    expect(runs({ open: true, count: 1 }, { if: 'open', unless: 'count' })).toBe(false);
    expect(runs({ open: false, count: 0 }, { if: 'open', unless: 'count' })).toBe(false);
  });

  it('that mean nothing let a check run', () => {
    expect(runs(EXTRA, { if: 'nothing' })).toBe(true);
  });
});

describe('occasions', () => {
  const on = (occasion: CheckOptions['on'], persisted: boolean): boolean => {
    const Gate = new ModelRegistry().createModel({ name: 'Gate', base: 'Model', properties: { name: 'string' } });
    Gate.validate('name', (fail: () => void) => fail(), { on: occasion });
    return new Gate({}, { persisted }).isValid() === false;
  };

  it.each([
    ['create', true, false],
    ['update', false, true],
    ['save', true, true],
    [['create', 'update'], true, true],
    [undefined, true, true],
  ] as const)('%j: of new instances %j, of stored ones %j', (occasion, isForNew, isForStored) => {
    expect([on(occasion, false), on(occasion, true)]).toEqual([isForNew, isForStored]);
  });
});

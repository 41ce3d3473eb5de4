import { describe, expect, it } from 'vitest';
import type { AnyModel } from '../model.js';
import { ModelRegistry } from '../model-registry.js';

/** Codes of a value of an undeclared type that a check is registered for; `undefined` where nothing is wrong. */
function codesOf(value: unknown, register: (model: AnyModel) => void): readonly string[] | undefined {
  const Parcel = new ModelRegistry().createModel({ name: 'Parcel', base: 'Model', properties: { value: 'any' } });
  register(Parcel);
  const parcel = new Parcel({ value });
  parcel.isValid();
  return parcel.errors === false ? undefined : parcel.errors.codes['value'];
}

const EMPTY = [undefined, null, '', [], Number.NaN].map((value) => [value]);
const NOT_EMPTY = [' ', 0, false, {}, [0], 'a', new Date(0)].map((value) => [value]);

describe('presence', () => {
  it.each(EMPTY)('fails on %j', (value) => {
    expect(codesOf(value, (model) => model.validatesPresenceOf('value'))).toEqual(['presence']);
  });

  it.each(NOT_EMPTY)('is content with %j', (value) => {
    expect(codesOf(value, (model) => model.validatesPresenceOf('value'))).toBeUndefined();
  });
});

describe('absence', () => {
  it.each(NOT_EMPTY)('fails on %j', (value) => {
    expect(codesOf(value, (model) => model.validatesAbsenceOf('value'))).toEqual(['absence']);
  });

  it.each(EMPTY)('is content with %j', (value) => {
    expect(codesOf(value, (model) => model.validatesAbsenceOf('value'))).toBeUndefined();
  });
});

describe('length', () => {
  it.each([
    ['ab', { min: 3 }, ['length.min']],
    ['abc', { min: 3 }, undefined],
    ['abcd', { max: 3 }, ['length.max']],
    ['abc', { max: 3 }, undefined],
    ['abcd', { is: 3 }, ['length.is']],
    ['abc', { is: 3 }, undefined],
    ['ab', { min: 3, is: 4 }, ['length.min', 'length.is']],
    [[1, 2], { max: 1 }, ['length.max']],
    [[], { min: 1 }, ['length.min']],
    [5, { min: 1, max: 2 }, undefined],
    [{ length: 5 }, { max: 2 }, undefined],
    [{ length: 5 }, { is: 5 }, ['length.is']],
    [Buffer.from('abc'), { max: 2 }, ['length.max']],
    [5, { is: 1 }, ['length.is']],
  ])('of %j within %j: %j', (value, options, codes) => {
    expect(codesOf(value, (model) => model.validatesLengthOf('value', options))).toEqual(codes);
  });
});

describe('numericality', () => {
  it.each([
    [5, {}, undefined],
    [5.5, {}, undefined],
    ['5', {}, ['numericality.number']],
    [Number.NaN, {}, ['numericality.number']],
    [true, {}, ['numericality.number']],
    [5.5, { int: true }, ['numericality.int']],
    ['x', { int: true }, ['numericality.number']],
    [-5, { int: true }, undefined],
  ])('of %j with %j: %j', (value, options, codes) => {
    expect(codesOf(value, (model) => model.validatesNumericalityOf('value', options))).toEqual(codes);
  });
});

describe('inclusion and exclusion', () => {
  const list = ['a', 1, false];

  it.each(list)('find %j in the list', (value) => {
    expect(codesOf(value, (model) => model.validatesInclusionOf('value', { in: list }))).toBeUndefined();
    expect(codesOf(value, (model) => model.validatesExclusionOf('value', { in: list }))).toEqual(['exclusion']);
  });

  it.each(['b', '1', 0, true])('do not find %j, which equals none of it strictly', (value) => {
    expect(codesOf(value, (model) => model.validatesInclusionOf('value', { in: list }))).toEqual(['inclusion']);
    expect(codesOf(value, (model) => model.validatesExclusionOf('value', { in: list }))).toBeUndefined();
  });

  it('look at the list as it is when they run', () => {
    const known = ['a'];
    const Parcel = new ModelRegistry().createModel({ name: 'Parcel', base: 'Model', properties: { value: 'string' } });
    Parcel.validatesInclusionOf('value', { in: known });
    const parcel = new Parcel({ value: 'b' });
    const before = parcel.isValid();
    known.push('b');
    expect([before, parcel.isValid()]).toEqual([false, true]);
  });
});

describe('format', () => {
  it.each([
    ['a1', /^[a-z]\d$/, undefined],
    ['1a', /^[a-z]\d$/, ['format']],
    ['12', '^[0-9]+$', undefined],
    ['1x', '^[0-9]+$', ['format']],
    [12, /^\d\d$/, undefined],
    [true, /true/, ['format']],
    [['a'], /a/, ['format']],
  ])('of %j with %s: %j', (value, pattern, codes) => {
    expect(codesOf(value, (model) => model.validatesFormatOf('value', { with: pattern }))).toEqual(codes);
  });

  it.each([/a/g, /a/y])('begins at the beginning each time, with %s', (pattern) => {
    const Parcel = new ModelRegistry().createModel({ name: 'Parcel', base: 'Model', properties: { value: 'string' } });
    Parcel.validatesFormatOf('value', { with: pattern });
    const parcel = new Parcel({ value: 'a' });
    expect([parcel.isValid(), parcel.isValid(), parcel.isValid()]).toEqual([true, true, true]);
  });
});

describe('date', () => {
  it.each([undefined, null, '2020-02-03', 0, new Date(0)])('is content with %j', (value) => {
    expect(codesOf(value, (model) => model.validatesDateOf('value'))).toBeUndefined();
  });

  it.each(['soon', '2020-13-45', '', Number.NaN, {}])('fails on %j', (value) => {
    expect(codesOf(value, (model) => model.validatesDateOf('value'))).toEqual(['date']);
  });
});

describe.each([
  ['length', (model: AnyModel, options: object) => model.validatesLengthOf('value', { min: 2, ...options })],
  ['numericality', (model: AnyModel, options: object) => model.validatesNumericalityOf('value', options)],
  ['inclusion', (model: AnyModel, options: object) => model.validatesInclusionOf('value', { in: [1], ...options })],
  ['exclusion', (model: AnyModel, options: object) => model.validatesExclusionOf('value', { in: [1], ...options })],
  ['format', (model: AnyModel, options: object) => model.validatesFormatOf('value', { with: /x/, ...options })],
])('%s of missing values', (name, register) => {
  it.each([
    [undefined, {}, 'blank'],
    ['', {}, 'blank'],
    [null, {}, 'null'],
    [undefined, { allowNull: true }, 'blank'],
    ['', { allowNull: true }, 'blank'],
    [null, { allowBlank: true }, 'null'],
  ])('fails on %j with %j', (value, options, kind) => {
    expect(codesOf(value, (model) => register(model, options))).toEqual([`${name}.${kind}`]);
  });

  it.each([
    [undefined, { allowBlank: true }],
    ['', { allowBlank: true }],
    [null, { allowNull: true }],
  ])('is content with %j with %j', (value, options) => {
    expect(codesOf(value, (model) => register(model, options))).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import type { AnyModel } from '../model.js';
import { ModelRegistry } from '../model-registry.js';
import type { CheckMessage } from './check-options.js';

/** What an instance says of a value, with a check that is registered by a function. */
function messagesOf(value: unknown, register: (model: AnyModel) => void): readonly string[] {
  const Parcel = new ModelRegistry().createModel({ name: 'Parcel', base: 'Model', properties: { value: 'any' } });
  register(Parcel);
  const parcel = new Parcel({ value, place: 'shelf' });
  parcel.isValid();
  return parcel.errors === false ? [] : (parcel.errors['value'] ?? []);
}

function ofCustom(kind: string | undefined, message: CheckMessage | undefined): readonly string[] {
  return messagesOf(1, (model) => model.validate('value', (fail: (kind?: string) => void) => fail(kind), { message }));
}

describe('messages', () => {
  it.each([
    ["can't be blank", undefined, (model: AnyModel) => model.validatesPresenceOf('value')],
    ["can't be set", 1, (model: AnyModel) => model.validatesAbsenceOf('value')],
    ['too short', 'a', (model: AnyModel) => model.validatesLengthOf('value', { min: 2 })],
    ['too long', 'abc', (model: AnyModel) => model.validatesLengthOf('value', { max: 2 })],
    ['length is wrong', 'abc', (model: AnyModel) => model.validatesLengthOf('value', { is: 2 })],
    ['is not a number', 'a', (model: AnyModel) => model.validatesNumericalityOf('value')],
    ['is not an integer', 0.5, (model: AnyModel) => model.validatesNumericalityOf('value', { int: true })],
    ['is not included in the list', 'a', (model: AnyModel) => model.validatesInclusionOf('value', { in: [] })],
    ['is reserved', 'a', (model: AnyModel) => model.validatesExclusionOf('value', { in: ['a'] })],
    ['is invalid', 'a', (model: AnyModel) => model.validatesFormatOf('value', { with: /b/ })],
    ['is not a valid date', 'a', (model: AnyModel) => model.validatesDateOf('value')],
    ['is blank', '', (model: AnyModel) => model.validatesFormatOf('value', { with: /b/ })],
    ['is null', null, (model: AnyModel) => model.validatesFormatOf('value', { with: /b/ })],
  ])('are by default "%s" of %j', (message, value, register) => {
    expect(messagesOf(value, register)).toEqual([message]);
  });

  it('are the text that is given', () => {
    expect(messagesOf('', (model) => model.validatesPresenceOf('value', { message: 'is needed' }))).toEqual([
      'is needed',
    ]);
    expect(ofCustom(undefined, 'is odd')).toEqual(['is odd']);
  });

  it('are that of the kind', () => {
    expect(ofCustom('odd', { odd: 'is odd', even: 'is even' })).toEqual(['is odd']);
    const blank = { message: { blank: 'say it' } };
    expect(messagesOf('', (model) => model.validatesFormatOf('value', { with: /b/, ...blank }))).toEqual(['say it']);
  });

  it('are none of the defaults where a kind is missing from a table', () => {
    const message = { min: 'longer' };
    expect(messagesOf('abc', (model) => model.validatesLengthOf('value', { max: 2, message }))).toEqual(['is invalid']);
    expect(ofCustom('odd', { even: 'is even' })).toEqual(['is invalid']);
    expect(ofCustom('constructor', {})).toEqual(['is invalid']);
  });

  it('of a kind are no text that is meant for failures without one', () => {
    expect(ofCustom('odd', 'is even')).toEqual(['is invalid']);
  });

  it('without a kind are the default where there is only a table', () => {
    const message = { blank: 'say it' };
    expect(messagesOf('a', (model) => model.validatesInclusionOf('value', { in: [], message }))).toEqual([
      'is not included in the list',
    ]);
    expect(ofCustom(undefined, {})).toEqual(['is invalid']);
  });

  it('are made by a function, which gets the kind, and the instance as this', () => {
    const message = function (this: { place: string }, kind?: string) {
      return { odd: `in the ${this.place} is ${String(kind)}` };
    };
    expect(ofCustom('odd', message)).toEqual(['in the shelf is odd']);
    expect(ofCustom(undefined, () => 'is wrong')).toEqual(['is wrong']);
  });
});

describe('codes', () => {
  it('are replaced by the option, with the kind behind', () => {
    const Parcel = new ModelRegistry().createModel({ name: 'Parcel', base: 'Model', properties: { value: 'string' } });
    Parcel.validatesPresenceOf('value', { code: 'needed' });
    Parcel.validatesLengthOf('value', { min: 2, code: 'size' });
    const parcel = new Parcel({});
    parcel.isValid();
    expect(parcel.errors && parcel.errors.codes).toEqual({ value: ['needed', 'size.blank'] });
  });
});

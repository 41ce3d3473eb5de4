import { beforeEach, describe, expect, it } from 'vitest';
import type { AnyModel } from '../model.js';
import { ModelRegistry } from '../model-registry.js';

let Parcel: AnyModel;

beforeEach(() => {
  const properties = { sender: 'string', receiver: 'string' };
  Parcel = new ModelRegistry().createModel({ name: 'Parcel', base: 'Model', properties });
});

describe('checks', () => {
  it('may be of several properties', () => {
    Parcel.validatesPresenceOf('sender', 'receiver', { message: 'is needed' });
    const parcel = new Parcel({});
    parcel.isValid();
    expect(parcel.errors).toEqual({ sender: ['is needed'], receiver: ['is needed'] });
  });

  it('may be of properties that are not declared', () => {
    Parcel.validatesPresenceOf('weight');
    expect([new Parcel({}).isValid(), new Parcel({ weight: 1 }).isValid()]).toEqual([false, true]);
  });

  it('are of one model, and of none of the same name elsewhere', () => {
    Parcel.validatesPresenceOf('sender');
    const Other = new ModelRegistry().createModel({ name: 'Parcel', base: 'Model', properties: { sender: 'string' } });
    expect(new Other({}).isValid()).toBe(true);
  });

  it.each([
    ['no property', () => Parcel.validatesPresenceOf()],
    ['only options', () => Parcel.validatesPresenceOf({ message: 'm' })],
    ['no name', () => Parcel.validatesPresenceOf(5)],
    ['an empty name', () => Parcel.validatesPresenceOf('')],
    ['a list that is none', () => Parcel.validatesInclusionOf('sender', { in: 'abc' })],
    ['no list', () => Parcel.validatesInclusionOf('sender')],
    ['no list to exclude', () => Parcel.validatesExclusionOf('sender', {})],
    ['no pattern', () => Parcel.validatesFormatOf('sender')],
    ['a pattern that is none', () => Parcel.validatesFormatOf('sender', { with: 5 })],
    ['no function', () => Parcel.validate('sender')],
    ['no function that ends later', () => Parcel.validateAsync('sender', {})],
    ['an unknown occasion', () => Parcel.validatesPresenceOf('sender', { on: 'delete' })],
  ])('are refused at once: %s', (_what, register) => {
    expect(register).toThrow(TypeError);
    expect(new Parcel({}).isValid()).toBe(true);
  });

  it('are refused at once: a pattern that cannot be compiled', () => {
    expect(() => Parcel.validatesFormatOf('sender', { with: '(' })).toThrow(SyntaxError);
  });
});

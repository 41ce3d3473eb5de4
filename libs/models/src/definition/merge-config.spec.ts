import { describe, expect, it } from 'vitest';
import { mergeConfig } from './merge-config.js';
import type { PlainObject } from './plain-object.js';

function merge(
  target: PlainObject,
  source: PlainObject,
): { merged: PlainObject; messages: string[]; pointers: string[] } {
  const messages: string[] = [];
  const pointers: string[] = [];
  const merged = mergeConfig(target, source, 'config.local.json', (pointer, message) => {
    pointers.push(pointer);
    messages.push(message);
  });
  return { merged, messages, pointers };
}

describe('merging a variant of a configuration file', () => {
  it('merges objects key by key, at any depth', () => {
    const { merged } = merge({ a: { b: { c: 1, d: 2 } }, e: 3 }, { a: { b: { c: 9 } } });
    expect(merged).toEqual({ a: { b: { c: 9, d: 2 } }, e: 3 });
  });

  it('merges arrays of one length item by item', () => {
    expect(merge({ list: [{ a: 1 }, 2] }, { list: [{ b: 2 }, 3] }).merged).toEqual({ list: [{ a: 1, b: 2 }, 3] });
  });

  it('refuses arrays of different length', () => {
    const { messages, pointers } = merge({ a: { list: [1, 2] } }, { a: { list: [1] } });
    expect(messages).toEqual([
      'Cannot merge array values of different length for the option `config.local.json.a.list`.',
    ]);
    expect(pointers).toEqual(['/a/list']);
  });

  it('lets null replace an object', () => {
    expect(merge({ explorer: { path: '/x' } }, { explorer: null }).merged).toEqual({ explorer: null });
  });

  it('takes anything for a key that is missing or null so far', () => {
    expect(merge({ a: null }, { a: { x: 1 }, b: [1] })).toMatchObject({
      merged: { a: { x: 1 }, b: [1] },
      messages: [],
    });
  });

  it('replaces scalars by scalars of another type', () => {
    expect(merge({ port: 3000 }, { port: '80' }).merged).toEqual({ port: '80' });
  });

  it.each([
    [{ a: 1 }, { a: {} }],
    [{ a: 1 }, { a: [] }],
    [{ a: 1 }, { a: null }],
    [{ a: [] }, { a: null }],
    [{ a: [] }, { a: {} }],
    [{ a: {} }, { a: [] }],
    [{ a: {} }, { a: 'x' }],
  ])('refuses values of different kinds: %j and %j', (target, source) => {
    expect(merge(target, source).messages).toEqual([
      'Cannot merge values of incompatible types for the option `config.local.json.a`.',
    ]);
  });

  it('never reaches into prototypes', () => {
    const source: PlainObject = JSON.parse(
      '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
    );
    expect(merge({}, source).merged).toEqual({});
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

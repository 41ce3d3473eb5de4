import { describe, expect, it } from 'vitest';
import { parseChanges, parseRecord } from './parse-change.js';

const parse = (change: unknown) => parseChanges([change], 'changes')[0];

describe('changes of another side', () => {
  it('keep the keys that they have, and no other ones', () => {
    const change = { modelName: 'Entry', modelId: 'e1', rev: 'b', prev: 'a' };
    expect(parse({ ...change, where: {}, constructor: 1 })).toEqual(change);
    expect(parse({ modelId: 'e1', rev: null, checkpoint: 3 })).toEqual({ modelId: 'e1', rev: null, checkpoint: 3 });
  });

  it('have texts as ids', () => {
    expect(parse({ modelId: 7 })).toEqual({ modelId: '7' });
  });

  it('may be none', () => {
    expect(parseChanges(undefined, 'changes')).toEqual([]);
    expect(parseChanges([], 'changes')).toEqual([]);
  });

  it.each([
    ['a list of no changes', 'a'],
    ['a change without an id', {}],
    ['an id that is an operator', { modelId: { gt: '' } }],
    ['a list as an id', { modelId: ['a'] }],
    ['an empty id', { modelId: '' }],
    ['an id that is no number', { modelId: Number.NaN }],
    ['a revision that is an operator', { modelId: 'a', rev: { neq: null } }],
    ['a previous revision that is a number', { modelId: 'a', prev: 1 }],
    ['a checkpoint that is a text', { modelId: 'a', checkpoint: '1' }],
    ['a checkpoint that is no whole number', { modelId: 'a', checkpoint: 1.5 }],
    ['a model name that is an object', { modelId: 'a', modelName: {} }],
    ['a list', [{ modelId: 'a' }]],
    ['nothing', null],
  ])('are refused with 400: %s', (_what, change) => {
    expect(() => parse(change)).toThrow(expect.objectContaining({ statusCode: 400, code: 'INVALID_CHANGE' }));
  });

  it.each([[{}], ['a'], [5]])('are a list, and not %j', (changes) => {
    expect(() => parseChanges(changes, 'changes')).toThrow('changes must be a list of changes');
  });
});

it('of a record only revisions and checkpoint can be changed', () => {
  expect(parseRecord({ id: 'x', modelId: 'y', modelName: 'z', prev: 'a', checkpoint: 2 })).toEqual({
    prev: 'a',
    checkpoint: 2,
  });
});

import { describe, expect, it, vi } from 'vitest';
import { RemoteHooks } from './remote-hooks.js';

/** Hooks that are called what they are registered for. */
function hooksFor(...patterns: string[]): {
  hooks: RemoteHooks;
  of: (name: string) => string[];
  warn: ReturnType<typeof vi.fn>;
} {
  const warn = vi.fn();
  const hooks = new RemoteHooks(warn);
  const names = new Map<unknown, string>();
  for (const pattern of patterns) {
    const hook = () => undefined;
    names.set(hook, pattern);
    hooks.add('before', pattern, hook);
  }
  return { hooks, of: (name) => hooks.of('before', name).map(({ hook }) => names.get(hook) ?? ''), warn };
}

describe('remote hooks', () => {
  it.each([
    ['create', ['create', '*', '**']],
    ['prototype.finish', ['prototype.finish', 'prototype.*', 'prototype.**', '*.finish', '**']],
    ['find', ['*', '**']],
  ])('of %s are found by name, those of its exact name first', (name, expected) => {
    const { of } = hooksFor(
      '**',
      '*.finish',
      'prototype.**',
      '*',
      'prototype.*',
      'prototype.finish',
      'create',
      'other',
    );
    expect(of(name)).toEqual(expected);
  });

  it('keep the order in which they were registered within one pattern', () => {
    const { hooks } = hooksFor();
    const [first, second] = [() => 1, () => 2];
    hooks.add('after', 'find', first);
    hooks.add('after', 'find', second);
    expect(hooks.of('after', 'find').map(({ hook }) => hook)).toEqual([first, second]);
    hooks.remove(first);
    expect(hooks.of('after', 'find').map(({ hook }) => hook)).toEqual([second]);
    expect(hooks.of('before', 'find')).toEqual([]);
  });

  it('that come later are found as well', () => {
    const { hooks } = hooksFor('*');
    expect(hooks.of('before', 'find')).toHaveLength(1);
    hooks.add('before', 'find', () => undefined);
    expect(hooks.of('before', 'find')).toHaveLength(2);
  });

  it('whose pattern can match nothing are told of', () => {
    const { of, warn } = hooksFor('find*');
    expect(of('findById')).toEqual([]);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('"find*" matches no method'));
  });
});

import { expect, it } from 'vitest';
import { changeType } from './change-type.js';

it.each([
  [{ rev: 'a' }, 'create'],
  [{ rev: 'a', prev: null }, 'create'],
  [{ rev: 'b', prev: 'a' }, 'update'],
  [{ rev: null, prev: 'a' }, 'delete'],
  [{ rev: null, prev: null }, 'unknown'],
  [{ rev: '', prev: '' }, 'unknown'],
  [{}, 'unknown'],
])('a change of %j is: %s', (revisions, type) => {
  expect(changeType(revisions)).toBe(type);
});

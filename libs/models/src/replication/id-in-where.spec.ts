import { expect, it } from 'vitest';
import { idInWhere } from './id-in-where.js';

it.each([
  [{ id: 'a' }, 'a'],
  [{ id: 7, text: 'x' }, 7],
  [{ and: [{ text: 'x' }, { id: 'a' }] }, 'a'],
])('the where %j asks for one id', (where, id) => {
  expect(idInWhere(where, 'id')).toBe(id);
});

it.each([
  undefined,
  null,
  {},
  { text: 'x' },
  { id: { inq: ['a', 'b'] } },
  { id: { eq: 'a' } },
  { or: [{ id: 'a' }, { id: 'b' }] },
  { nor: [{ id: 'a' }] },
])('the where %j may find others', (where) => {
  expect(idInWhere(where, 'id')).toBeUndefined();
});

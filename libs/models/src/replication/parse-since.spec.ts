import { expect, it } from 'vitest';
import { parseBothSince, parseSince } from './parse-since.js';

it.each([
  [undefined, -1],
  [null, -1],
  ['', -1],
  ['3', 3],
  [-1, -1],
  [0, 0],
])('the checkpoint %j is %d', (since, number) => {
  expect(parseSince(since)).toBe(number);
});

it.each(['x', 1.5, Number.NaN, {}, [], true, '1e400'])('the checkpoint %j is refused with 400', (since) => {
  expect(() => parseSince(since)).toThrow(expect.objectContaining({ statusCode: 400 }));
});

it('both sides may have a checkpoint of their own', () => {
  expect(parseBothSince(4)).toEqual({ source: 4, target: 4 });
  expect(parseBothSince({ source: 4, target: '2' })).toEqual({ source: 4, target: 2 });
  expect(parseBothSince({ source: 4 })).toEqual({ source: 4, target: -1 });
  expect(() => parseBothSince({ source: { gt: 1 } })).toThrow(expect.objectContaining({ statusCode: 400 }));
});

import { describe, expect, it } from 'vitest';
import { parseUpdates } from './parse-updates.js';

const change = { modelId: 'e1' };

describe('updates of another side', () => {
  it('are a change with its data, or a deletion without', () => {
    const given = [
      { type: 'create', change, data: { text: 'a' } },
      { type: 'update', change, data: { text: 'b' }, more: 1 },
      { type: 'delete', change, data: { text: 'c' } },
    ];
    expect(parseUpdates(given)).toEqual([
      { type: 'create', change, data: { text: 'a' } },
      { type: 'update', change, data: { text: 'b' } },
      { type: 'delete', change },
    ]);
  });

  it.each([
    ['no list', { type: 'delete', change }],
    ['nothing', undefined],
    ['a text', ['delete']],
    ['an unknown type', [{ type: 'drop', change }]],
    ['no type', [{ change }]],
    ['no change', [{ type: 'delete' }]],
    ['no data', [{ type: 'create', change }]],
    ['data that are a list', [{ type: 'update', change, data: [{}] }]],
    ['an id that is an operator', [{ type: 'delete', change: { modelId: { neq: '' } } }]],
  ])('are refused with 400: %s', (_what, updates) => {
    expect(() => parseUpdates(updates)).toThrow(expect.objectContaining({ statusCode: 400 }));
  });
});

import { describe, expect, it } from 'vitest';
import { changeId, revisionOf } from './revision.js';

describe('revisions', () => {
  it('are those of LoopBack', () => {
    expect(revisionOf({ id: 'e1', text: 'one', level: 1 })).toBe('dc936003c68f232652650df694f35e7117ea0305');
    expect(revisionOf({ id: 'e2', text: 'two', level: null })).toBe('c8944c209f461f299f971007606d67ce88d4c5c7');
  });

  it('do not depend on the order of keys, at any depth', () => {
    const revision = revisionOf({ a: [{ b: 1, c: 2 }], d: null });
    expect(revisionOf({ d: null, a: [{ c: 2, b: 1 }] })).toBe(revision);
    expect(revisionOf({ d: null, a: [{ c: 2, b: 3 }] })).not.toBe(revision);
  });

  it('are of what an instance shows', () => {
    const shown = { at: new Date(0), toJSON: () => ({ at: '1970-01-01T00:00:00.000Z' }) };
    expect(revisionOf(shown)).toBe(revisionOf({ at: new Date(0) }));
  });

  it('are null of what is not there', () => {
    expect(revisionOf(undefined)).toBeNull();
  });

  it('belong to records whose ids are those of LoopBack', () => {
    expect(changeId('Entry', 'e1')).toBe('9d21fc7bc1be7c6616064b7b444c4e884a955d06');
  });
});

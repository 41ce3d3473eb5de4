import { describe, expect, it } from 'vitest';
import { askFor } from '../access/asked.js';
import type { Rule } from './rule.js';
import { scoreOf } from './score.js';

const FIND = askFor('Book', ['find'], 'READ');

function role(principalId: string, permission: string, rest: Rule = {}): Rule {
  return { model: 'Book', principalType: 'ROLE', principalId, permission, ...rest };
}

describe('the score of a rule', () => {
  const user = { model: 'Book', principalType: 'USER', principalId: '1', permission: 'DENY' };
  it.each([
    [role('$everyone', 'DENY'), 7495],
    [role('$authenticated', 'ALLOW'), 7496],
    [role('librarian', 'ALLOW'), 7508],
    [user, 7555],
    [role('$everyone', 'ALLOW', { accessType: 'READ' }), 7620],
    [role('$authenticated', 'DENY', { accessType: 'READ' }), 7627],
    [role('$everyone', 'ALLOW', { property: 'find' }), 8004],
    [role('librarian', 'DENY', { property: 'find' }), 8023],
    [role('$owner', 'ALLOW', { property: 'find', accessType: 'READ' }), 8144],
    [{ ...user, model: '*', property: 'find', accessType: 'READ' }, 6147],
  ])('%j: %d', (rule, score) => {
    expect(scoreOf(rule, FIND)).toBe(score);
  });

  it('is that of the type itself for EXECUTE, and of WRITE where REPLICATE is asked', () => {
    const exact = scoreOf(role('$everyone', 'ALLOW', { accessType: 'READ' }), FIND);
    expect(scoreOf(role('$everyone', 'ALLOW', { accessType: 'EXECUTE' }), FIND)).toBe(exact);
    expect(scoreOf(role('$everyone', 'ALLOW', { accessType: 'WRITE' }), FIND)).toBeUndefined();
    const checkpoint = askFor('Book', ['checkpoint'], 'REPLICATE');
    expect(scoreOf(role('$everyone', 'ALLOW', { accessType: 'WRITE' }), checkpoint)).toBe(exact);
  });

  it('knows methods by all of their names, and lists of names, in which `*` is no wildcard', () => {
    const patch = askFor('Book', ['updateAttributes', 'patchAttributes'], 'WRITE');
    const byName = scoreOf(role('$everyone', 'ALLOW', { property: 'patchAttributes' }), patch);
    expect(scoreOf(role('$everyone', 'ALLOW', { property: 'updateAttributes' }), patch)).toBe(byName);
    expect(scoreOf(role('$everyone', 'ALLOW', { property: ['find', 'updateAttributes'] }), patch)).toBe(byName);
    expect(scoreOf(role('$everyone', 'ALLOW', { property: ['find', '*'] }), patch)).toBeUndefined();
  });

  it('is none for other models, methods and types', () => {
    for (const other of [{ model: 'Reader' }, { property: 'count' }, { accessType: 'READING' }])
      expect(scoreOf(role('$everyone', 'ALLOW', other), FIND)).toBeUndefined();
  });

  it('has one point for what is one of all that are asked for', () => {
    const all = askFor('Book', ['*'], '*');
    expect(scoreOf(role('$everyone', 'ALLOW', { property: 'find', accessType: 'READ' }), all)).toBe(
      ((((3 * 4 + 1) * 4 + 1) * 4 + 2) * 8 + 1) * 4,
    );
  });

  it('counts a missing permission as ALLOW', () => {
    const { permission: _none, ...rule } = role('$everyone', 'ALLOW');
    expect(scoreOf(rule, FIND)).toBe(7492);
  });
});

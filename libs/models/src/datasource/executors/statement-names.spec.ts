import { describe, expect, it } from 'vitest';
import { StatementNames } from './statement-names.js';

describe('names of prepared statements', () => {
  it('are given to what comes again', () => {
    const names = new StatementNames();
    expect(names.nameOf('SELECT 1')).toBeUndefined();
    const name = names.nameOf('SELECT 1');
    expect(name).toMatch(/^loopnest_[0-9a-f]{8}_0$/);
    expect(names.nameOf('SELECT 1')).toBe(name);
    names.nameOf('SELECT 2');
    expect(names.nameOf('SELECT 2')).not.toBe(name);
  });

  it('are bounded', () => {
    const names = new StatementNames(5);
    for (let round = 0; round < 3; round++) {
      for (let index = 0; index < 10; index++) names.nameOf(`SELECT ${index}`);
    }
    expect(names.size).toBe(5);
    expect(names.nameOf('SELECT 9')).toBeUndefined();
  });

  it('go to texts that come again even after many that do not', () => {
    const names = new StatementNames(5);
    for (let index = 0; index < 10_000; index++) names.nameOf(`SELECT ${index}`);
    names.nameOf('again');
    expect(names.nameOf('again')).toBeDefined();
  });

  it('are not given to long texts, which would fill the memory', () => {
    const names = new StatementNames();
    const sql = `SELECT ${'1 + '.repeat(5_000)}1`;
    for (let round = 0; round < 3; round++) expect(names.nameOf(sql)).toBeUndefined();
    expect(names.size).toBe(0);
  });

  it('are new ones after a change of the schema', () => {
    const names = new StatementNames();
    names.nameOf('SELECT 1');
    const name = names.nameOf('SELECT 1');
    names.renew();
    names.nameOf('SELECT 1');
    expect(names.nameOf('SELECT 1')).not.toBe(name);
  });
});

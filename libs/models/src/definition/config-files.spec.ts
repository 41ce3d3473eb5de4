import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConfigFileContext, readConfig, readConfigLayers } from './config-files.js';
import type { DefinitionProblem } from './definition-problem.js';

let directory: string;
let problems: DefinitionProblem[];
let warnings: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'loopnest-config-'));
  problems = [];
  warnings = [];
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
}

function context(environment = 'development'): ConfigFileContext {
  return {
    directory,
    environment,
    nameOf: (path) => basename(path),
    report: (problem) => problems.push(problem),
    warn: (text) => warnings.push(text),
  };
}

describe('configuration files', () => {
  it('merges the local variant, then that of the environment', () => {
    write({
      'config.json': '{"a": 1, "b": 1, "c": 1}',
      'config.local.json': '{"b": 2, "c": 2}',
      'config.staging.json': '{"c": 3}',
    });
    expect(readConfig('config', context('staging')).data).toEqual({ a: 1, b: 2, c: 3 });
  });

  it('reads no variant of another environment', () => {
    write({ 'config.json': '{"a": 1}', 'config.staging.json': '{"a": 2}' });
    expect(readConfig('config', context()).data).toEqual({ a: 1 });
  });

  it('prefers a script to a JSON variant', () => {
    write({
      'config.json': '{"a": 1}',
      'config.local.js': 'module.exports = { a: 2 };',
      'config.local.json': '{"a": 3}',
    });
    expect(readConfig('config', context()).data).toEqual({ a: 2 });
  });

  it('takes the default export of a transpiled script', () => {
    write({
      'config.json': '{"a": 1}',
      'config.local.js': 'exports.__esModule = true; exports.default = { a: 2 };',
    });
    expect(readConfig('config', context()).data).toEqual({ a: 2 });
  });

  it('takes the default export of an ES module', () => {
    write({ 'package.json': '{"type": "module"}', 'config.json': '{}', 'config.local.js': 'export default { a: 2 };' });
    expect(readConfig('config', context()).data).toEqual({ a: 2 });
  });

  it('reads none without the main file, and warns', () => {
    write({ 'config.local.json': '{"a": 1}' });
    expect(readConfigLayers('config', context())).toEqual([]);
    expect(warnings).toEqual(['config.json is missing, so config.local.json is not read.']);
  });

  it('says nothing where there is no file at all', () => {
    expect(readConfig('config', context()).data).toEqual({});
    expect(warnings).toEqual([]);
  });

  it('names the file that has the last word', () => {
    write({ 'config.json': '{"a": {"b": 1, "c": 1}}', 'config.local.json': '{"a": {"b": 2}}' });
    const config = readConfig('config', context());
    expect(config.fileOf('/a/b')).toBe('config.local.json');
    expect(config.fileOf('/a/c')).toBe('config.json');
  });

  it('names line and column of a syntax error', () => {
    write({ 'config.json': '{\n  "a": 1,\n  "b" 2\n}' });
    readConfig('config', context());
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/^not valid JSON at line 3, column 7: /);
  });

  it('reports a script that throws', () => {
    write({ 'config.json': '{}', 'config.local.js': 'throw new Error("no secret")' });
    readConfig('config', context());
    expect(problems).toEqual([{ file: 'config.local.js', pointer: '', message: 'cannot be loaded: no secret' }]);
  });

  it('reports a file without an object', () => {
    write({ 'config.json': '[]' });
    readConfig('config', context());
    expect(problems[0]?.message).toBe('does not hold an object');
  });
});

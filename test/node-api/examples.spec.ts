import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DataSourceSettings } from '@loopnest/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import '../support/register-source.js';
import { calledBack } from './use-data-source.js';

type Example = (settings: DataSourceSettings) => Promise<unknown>;

const EXAMPLES = join(import.meta.dirname, '../../libs/models/examples');
const SECTIONS = ['data-sources', 'model-classes', 'hooks', 'validation', 'relations', 'registry-and-application'];

/** Node itself requires it, and the package from it. */
const commonJs = async (section: string): Promise<Example> => {
  const run = createRequire(import.meta.url)(join(EXAMPLES, 'commonjs', `${section}.cjs`));
  return async (settings) => {
    const [error, results] = await calledBack((callback) => run(settings, callback));
    expect(error).toBeNull();
    return results;
  };
};

const typeScript = async (section: string): Promise<Example> => {
  const functions = await import(join(EXAMPLES, 'typescript', `${section}.ts`));
  return Object.values(functions)[0] as Example;
};

/** What the example of a section gives, as JSON shows it. */
const resultsOf = async (section: string): Promise<unknown> =>
  JSON.parse(await readFile(join(import.meta.dirname, 'example-results', `${section}.json`), 'utf8'));

// Node reads the whole library anew.
beforeAll(() => createRequire(import.meta.url)('@loopnest/models'), 120_000);

describe.each(testDatabases())('the examples on $name', (database) => {
  describe.each([
    ['CommonJS with callbacks', commonJs],
    ['TypeScript with promises', typeScript],
  ])('in %s', (_language, load) => {
    it.each(SECTIONS)('give the results of %s', async (section) => {
      const { url, drop } = await database.create({ storage: 'file' });
      try {
        const run = await load(section);
        const results = await run({ connector: database.name, url });
        expect(JSON.parse(JSON.stringify(results))).toEqual(await resultsOf(section));
      } finally {
        await drop();
      }
    });
  });
});

it('the examples import packages by their public entries', () => {
  const files = ['commonjs', 'typescript'].flatMap((language) =>
    readdirSync(join(EXAMPLES, language)).map((name) => readFileSync(join(EXAMPLES, language, name), 'utf8')),
  );
  const imported = files.flatMap((text) => [...text.matchAll(/(?:from |require\()'([^']+)'/g)].map(([, name]) => name));
  expect(new Set(imported.filter((name) => name?.startsWith('node:') === false))).toEqual(
    new Set(['@loopnest/models', 'express', './in-turn.cjs']),
  );
});

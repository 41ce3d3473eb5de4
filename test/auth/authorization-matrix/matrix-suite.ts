import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { CALLERS, MatrixApp } from './matrix-app.js';
import { writeMatrix } from './matrix-file.js';

/**
 * Asks each route as each caller, and compares with the file that was reviewed. `UPDATE_MATRIX=1` writes the file anew: read
 * what has changed before it is committed.
 */
export function matrixSuite(checkAccess: 'loopback' | 'strict'): void {
  describe.each(testDatabases())(`who may do what (${checkAccess}) on $name`, (database) => {
    it('is as it was reviewed', { timeout: 180_000 }, async () => {
      const app = await MatrixApp.start(database, checkAccess);
      try {
        const file = new URL(`${checkAccess}.txt`, import.meta.url);
        const known = await readFile(file, 'utf8').catch(() => '');
        const text = writeMatrix(await app.lines(), CALLERS, known);
        if (process.env['UPDATE_MATRIX'] === '1' && database.name === 'sqlite') await writeFile(file, text);
        expect(text.split('\n')).toEqual((await readFile(file, 'utf8')).split('\n'));
      } finally {
        await app.end();
      }
    });
  });
}

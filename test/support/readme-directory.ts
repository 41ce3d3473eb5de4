import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Block } from './readme.js';

/** A directory that the files of a page are written into. */
export interface ReadmeDirectory {
  readonly path: string;
  /** Writes files; those that come later replace those of the same name. */
  write(blocks: readonly Block[]): Promise<void>;
  remove(): Promise<void>;
}

/** Makes a directory within the repository, where its packages are found by their names, and scripts are CommonJS. */
export async function makeReadmeDirectory(): Promise<ReadmeDirectory> {
  const path = await mkdtemp(join(import.meta.dirname, '../.readme-'));
  const write = async (blocks: readonly Block[]) => {
    for (const { title, text } of blocks) {
      await mkdir(dirname(join(path, title)), { recursive: true });
      await writeFile(join(path, title), text);
    }
  };
  await write([{ title: 'package.json', text: '{ "private": true }' }]);
  return { path, write, remove: () => rm(path, { recursive: true }) };
}

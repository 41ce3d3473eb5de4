import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A block of code in a page that has a title: a file to write, or `install`, a command. */
export interface Block {
  readonly title: string;
  readonly text: string;
}

/** A request that a page shows, with its answer. */
export interface ShownRequest {
  readonly command: string;
  readonly shown: string;
  readonly answer: RegExp;
}

/** A page of the repository, or a chapter of one: without those below its heading only, or without that one. */
export function readPage(path: string, { only, without }: { only?: string; without?: string } = {}): string {
  const chapters = readFileSync(join(import.meta.dirname, '../..', path), 'utf8').split(/^(?=## )/m);
  const isChapter = (heading: string | undefined, text: string) =>
    heading !== undefined && text.startsWith(`${heading}\n`);
  const found = chapters.filter((text) => (only === undefined ? !isChapter(without, text) : isChapter(only, text)));
  if (found.length === 0) throw new Error(`${path} has no chapter "${String(only)}"`);
  return found.join('');
}

/** The blocks with a title, in the order of the page. */
export function readBlocks(page: string): readonly Block[] {
  const found = page.matchAll(/^```\w+ title="([^"]+)"\n(.*?)^```$/gms);
  return [...found].map(([, title = '', text = '']) => ({ title, text }));
}

/**
 * The requests of a page, with the answers that it shows: lines that begin with `curl`, each followed by a comment. `…` in an
 * answer stands for anything.
 */
export function readRequests(page: string): readonly ShownRequest[] {
  const found = page.matchAll(/^(curl .*)\n# (.*)$/gm);
  return [...found].map(([, command = '', shown = '']) => ({ command, shown, answer: patternOf(shown) }));
}

function patternOf(text: string): RegExp {
  return new RegExp(`^${text.split('…').map(escape).join('.*')}$`);
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

import { readFileSync } from 'node:fs';

/**
 * A block of code in a page that has a title: a file to write, or `install`, a command.
 *
 * @typedef {{ title: string, text: string }} Block
 */

/**
 * The blocks with a title, in the order of the page.
 *
 * @param {string} path
 * @returns {Block[]}
 */
export function readBlocks(path) {
  const found = readFileSync(path, 'utf8').matchAll(/^```\w+ title="([^"]+)"\n(.*?)^```$/gms);
  return [...found].map(([, title = '', text = '']) => ({ title, text }));
}

/**
 * The requests of a page, with the answers that it shows: lines that begin with `curl`, each followed by a comment. `…` in an
 * answer stands for anything.
 *
 * @param {string} path
 * @returns {{ command: string, answer: RegExp, shown: string }[]}
 */
export function readRequests(path) {
  const found = readFileSync(path, 'utf8').matchAll(/^(curl .*)\n# (.*)$/gm);
  return [...found].map(([, command = '', shown = '']) => ({ command, shown, answer: patternOf(shown) }));
}

/** @param {string} text */
function patternOf(text) {
  return new RegExp(`^${text.split('…').map(RegExp.escape).join('.*')}$`);
}

import { readFileSync } from 'node:fs';
import { jsonErrorOffset } from './json-error-offset.js';

/** What a JSON file holds, or why it cannot be read. */
export type JsonFile = { readonly data: unknown } | { readonly failure: string };

/** Reads a JSON file; a syntax error is told with line and column. */
export function readJsonFile(path: string): JsonFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return { failure: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
  // Editors on Windows put a byte order mark there, and LoopBack read such files.
  if (text.startsWith('\uFEFF')) text = text.slice(1);
  try {
    return { data: JSON.parse(text) };
  } catch (error) {
    const before = text.slice(0, jsonErrorOffset(text)).split('\n');
    const column = (before.at(-1) ?? '').length + 1;
    const reason = error instanceof Error ? error.message : String(error);
    return { failure: `not valid JSON at line ${before.length}, column ${column}: ${reason}` };
  }
}

import { InvalidQueryError } from './invalid-query.error.js';

const LITERAL = /^\/(.*)\/([a-z]*)$/s;

/** A regular expression as the database gets it: `g` and `m` change nothing there. */
export interface Pattern {
  readonly source: string;
  readonly ignoreCase: boolean;
}

/** The value of `regexp`: a pattern, one between slashes with flags, or (in code) a RegExp. */
export function parsePattern(value: unknown): Pattern {
  if (value instanceof RegExp) return { source: value.source, ignoreCase: value.ignoreCase };
  if (typeof value !== 'string') {
    throw new InvalidQueryError('Invalid argument, must be a string, regex literal, or RegExp object');
  }
  const literal = LITERAL.exec(value);
  if (literal === null) return { source: value, ignoreCase: false };
  const [, source = '', flags = ''] = literal;
  const unknown = [...flags].filter((flag) => !'igm'.includes(flag));
  if (unknown.length > 0) throw new InvalidQueryError(`Invalid regex flags: ${unknown.join('')}`);
  return { source, ignoreCase: flags.includes('i') };
}

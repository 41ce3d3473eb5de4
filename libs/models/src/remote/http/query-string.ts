import { parse } from 'qs';
import { LoopnestError } from '../../errors/loopnest.error.js';

// Deeper than any limit of a query, so that its depth is refused where all depths are.
const DEPTH = 64;
const PARAMETERS = 20_000;

/** The query of a URL, undecoded until somebody asks for an argument of it. */
export class QueryString {
  constructor(readonly text: string) {}

  /**
   * The value of an argument: text as it is, an object where it is written in brackets, and a list where it is given more
   * than once or in both styles. `undefined` where it is not there.
   */
  get(name: string): unknown {
    if (this.text === '') return undefined;
    const plain: string[] = [];
    const bracketed: string[] = [];
    for (const pair of this.text.split('&')) {
      const equals = pair.indexOf('=');
      const key = decode(equals < 0 ? pair : pair.slice(0, equals));
      if (key === name) plain.push(equals < 0 ? '' : pair.slice(equals + 1));
      else if (key.startsWith(`${name}[`)) bracketed.push(pair);
    }
    if (plain.length + bracketed.length === 0) return undefined;
    if (bracketed.length === 0) return plain.length === 1 ? decode(plain[0] ?? '') : plain.map(decode);
    return plain.length > 0 ? [...plain.map(decode), ...bracketed] : parseBrackets(bracketed, name);
  }
}

function parseBrackets(pairs: readonly string[], name: string): unknown {
  try {
    const options = {
      depth: DEPTH,
      strictDepth: true,
      plainObjects: true,
      parameterLimit: PARAMETERS,
      throwOnLimitExceeded: true,
    };
    return parse(pairs.join('&'), { ...options, arrayLimit: PARAMETERS })[name];
  } catch (error) {
    throw new LoopnestError(400, `The ${name} argument is too large or too deep`, { cause: error });
  }
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

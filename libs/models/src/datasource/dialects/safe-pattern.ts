import { isSafePattern } from 'redos-detector';
import { RE2JS } from 're2js';
import { InvalidPatternError } from '../invalid-pattern.error.js';

/** Whether a text matches. */
export type TextMatcher = (text: string) => boolean;

const MAX_LENGTH = 1000;
/** The check costs time itself: steps bound it whatever the machine, the time (milliseconds) is the last resort. */
const BUDGET = { maxSteps: 200, maxScore: 50, timeout: 500 };

/**
 * Regular expressions of clients, in JavaScript's dialect, which cannot stop the process: a pattern that may run away is
 * matched in linear time, or refused.
 */
export class SafePatterns {
  readonly #matchers = new Map<string, TextMatcher>();

  /** @param limit how many compiled patterns are kept. */
  constructor(private readonly limit = 200) {}

  /** Throws {@link InvalidPatternError} for a pattern that does not compile, or is refused. */
  matcher(pattern: string, options: { readonly ignoreCase: boolean }): TextMatcher {
    const key = `${options.ignoreCase ? 'i' : '-'}${pattern}`;
    const known = this.#matchers.get(key);
    if (known !== undefined) return known;
    const matcher = compile(pattern, options.ignoreCase);
    if (this.#matchers.size >= this.limit) {
      const [oldest] = this.#matchers.keys();
      if (oldest !== undefined) this.#matchers.delete(oldest);
    }
    this.#matchers.set(key, matcher);
    return matcher;
  }
}

function compile(pattern: string, ignoreCase: boolean): TextMatcher {
  if (pattern.length > MAX_LENGTH) throw new InvalidPatternError(`longer than ${MAX_LENGTH} characters`);
  const native = nativePattern(pattern, ignoreCase);
  if (isHarmless(native)) return (text) => native.test(text);
  const linear = linearPattern(pattern, ignoreCase);
  if (linear === undefined) throw new InvalidPatternError('it may take too long');
  return linear;
}

function nativePattern(pattern: string, ignoreCase: boolean): RegExp {
  try {
    return new RegExp(pattern, ignoreCase ? 'i' : '');
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error);
    throw new InvalidPatternError(reason, error);
  }
}

function isHarmless(pattern: RegExp): boolean {
  try {
    return isSafePattern(pattern.source, { ...BUDGET, caseInsensitive: pattern.ignoreCase }).safe;
  } catch {
    // A pattern that the check does not understand is not known to be harmless.
    return false;
  }
}

function linearPattern(pattern: string, ignoreCase: boolean): TextMatcher | undefined {
  try {
    const compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    return (text) => compiled.matcher(text).find();
  } catch {
    return undefined;
  }
}

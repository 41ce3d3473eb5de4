import { types } from 'node:util';
import type { Check, Fail } from './check.js';
import type {
  FormatOptions,
  LengthOptions,
  ListOptions,
  MissingOptions,
  NumericalityOptions,
} from './check-options.js';
import { isBlank, isMissing } from './missing.js';

/** How a check looks at a value. */
export type RunCheck = Check['run'];

export const presence: RunCheck = (value, fail) => {
  if (isBlank(value)) fail();
};

export const absence: RunCheck = (value, fail) => {
  if (!isBlank(value)) fail();
};

export const date: RunCheck = (value, fail) => {
  if (!isMissing(value) && Number.isNaN(new Date(value as string).getTime())) fail();
};

export function length(options: LengthOptions): RunCheck {
  const { min, max, is } = options;
  return unlessMissing(options, (value, fail) => {
    // What has no length is neither too short nor too long, whatever it says itself.
    const size = hasLength(value) ? value.length : Number.NaN;
    if (isNumber(min) && size < min) fail('min');
    if (isNumber(max) && size > max) fail('max');
    if (isNumber(is) && size !== is) fail('is');
  });
}

export function numericality(options: NumericalityOptions): RunCheck {
  return unlessMissing(options, (value, fail) => {
    if (typeof value !== 'number' || Number.isNaN(value)) fail('number');
    else if (options.int === true && !Number.isInteger(value)) fail('int');
  });
}

/** @throws TypeError without a list */
export function inclusion(options: ListOptions): RunCheck {
  const list = requireList(options, 'validatesInclusionOf');
  return unlessMissing(options, (value, fail) => {
    if (!holds(list, value)) fail();
  });
}

/** @throws TypeError without a list */
export function exclusion(options: ListOptions): RunCheck {
  const list = requireList(options, 'validatesExclusionOf');
  return unlessMissing(options, (value, fail) => {
    if (holds(list, value)) fail();
  });
}

/** @throws TypeError without a pattern, SyntaxError where it is a text that cannot be compiled */
export function format(options: FormatOptions): RunCheck {
  const given: unknown = options.with;
  if (typeof given !== 'string' && !types.isRegExp(given)) {
    throw new TypeError('validatesFormatOf needs a pattern: { with: /…/ }');
  }
  // Of its own: one that is global or sticky begins where the last match has ended.
  const pattern = new RegExp(given);
  return unlessMissing(options, (value, fail) => {
    pattern.lastIndex = 0;
    if ((typeof value !== 'string' && typeof value !== 'number') || !pattern.test(String(value))) fail();
  });
}

function unlessMissing(
  { allowBlank, allowNull }: MissingOptions,
  check: (value: unknown, fail: Fail) => void,
): RunCheck {
  return (value, fail) => {
    if (value === undefined || value === '') {
      if (allowBlank !== true) fail('blank');
    } else if (value === null) {
      if (allowNull !== true) fail('null');
    } else check(value, fail);
  };
}

// Read at each check, as a script may change the list that it has given.
function holds(list: readonly unknown[], value: unknown): boolean {
  return list.some((item) => item === value);
}

function requireList(options: ListOptions, method: string): readonly unknown[] {
  const list: unknown = options.in;
  if (Array.isArray(list)) return list as unknown[];
  throw new TypeError(`${method} needs a list: { in: […] }`);
}

function hasLength(value: unknown): value is { readonly length: number } {
  return typeof value === 'string' || Array.isArray(value) || Buffer.isBuffer(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

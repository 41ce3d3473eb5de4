import type { CheckMessage, CheckMessages } from './check-options.js';

const INVALID = 'is invalid';

const DEFAULTS: Readonly<Record<string, string | CheckMessages>> = {
  presence: "can't be blank",
  absence: "can't be set",
  length: { min: 'too short', max: 'too long', is: 'length is wrong' },
  numericality: { number: 'is not a number', int: 'is not an integer' },
  inclusion: 'is not included in the list',
  exclusion: 'is reserved',
  date: 'is not a valid date',
  uniqueness: 'is not unique',
};

// LoopBack takes no plain text for these, and says "is invalid" (deviation of the chapter on validation).
const ONE_TEXT_FOR_ALL_KINDS = new Set(['length', 'numericality']);

/** What a check says of a failure of a kind (the chapter on validation, section 4). */
export function checkMessage(
  check: string,
  message: CheckMessage | undefined,
  kind: string | undefined,
  instance: object,
) {
  const own = typeof message === 'function' ? message.call(instance as never, kind) : message;
  const taken = own ?? DEFAULTS[check] ?? INVALID;
  if (kind === undefined) return typeof taken === 'string' ? taken : plainDefault(check);
  const text = typeof taken === 'string' || !Object.hasOwn(taken, kind) ? undefined : taken[kind];
  if (text !== undefined) return text;
  if (kind === 'blank') return 'is blank';
  if (kind === 'null') return 'is null';
  return typeof taken === 'string' && ONE_TEXT_FOR_ALL_KINDS.has(check) ? taken : INVALID;
}

function plainDefault(check: string): string {
  const text = DEFAULTS[check];
  return typeof text === 'string' ? text : INVALID;
}

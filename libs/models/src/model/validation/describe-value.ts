import { inspect } from 'node:util';

const WHOLE = 32;
const SHORT = 28;

/** A value as the message of a `ValidationError` shows it (the chapter on validation, section 11). */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shorten(value));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (typeof value === 'object') return shorten(inspect(value, { depth: 0 }));
  return String(value);
}

function shorten(text: string): string {
  if (text.length <= WHOLE) return text;
  const end = /[\s)\]}]{1,3}$/.exec(text)?.[0] ?? text.slice(-3);
  return `${text.slice(0, SHORT - end.length)}...${end}`;
}

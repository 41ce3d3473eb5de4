/**
 * A timestamp as PostgreSQL writes it (`2020-05-05 10:20:30.456+00`) as ISO 8601 in UTC with milliseconds. Text is only
 * rearranged where it can be, without making a Date; microseconds are cut off. What has no place in JSON is null.
 */
export function isoTimestamp(text: string): string | null {
  // 2020-05-05 10:20:30[.456789][+00], the usual case.
  if (text.charCodeAt(4) === 45 && text.charCodeAt(10) === 32) {
    const offset = offsetStart(text);
    const isUtc = offset === text.length || (offset === text.length - 3 && text.endsWith('+00'));
    if (isUtc) return `${text.slice(0, 10)}T${text.slice(11, 19)}${milliseconds(text, offset)}Z`;
  }
  if (text.length === 10 && text.charCodeAt(4) === 45) return `${text}T00:00:00.000Z`;
  return parseTimestamp(text);
}

/** Where the fraction, if there is one, ends: 19 for none. */
function offsetStart(text: string): number {
  if (text.charCodeAt(19) !== 46) return 19;
  let end = 20;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function milliseconds(text: string, end: number): string {
  if (end === 19) return '.000';
  return end >= 23 ? text.slice(19, 23) : text.slice(19, end).padEnd(4, '0');
}

const PARTS =
  /^(\d{4,})-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?)?)?( BC)?$/;

/** Other offsets, years of more than four digits or before Christ; `infinity` and what a Date cannot hold are null. */
function parseTimestamp(text: string): string | null {
  const parts = PARTS.exec(text);
  if (parts === null) return null;
  const part = (index: number) => Number(parts[index] ?? 0);
  const year = parts[12] === undefined ? part(1) : 1 - part(1);
  const date = new Date(0);
  date.setUTCFullYear(year, part(2) - 1, part(3));
  date.setUTCHours(part(4), part(5), part(6), Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3)));
  const offset = (part(9) * 3600 + part(10) * 60 + part(11)) * (parts[8] === '-' ? -1000 : 1000);
  const time = date.getTime() - offset;
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : null;
}

/** A date as PostgreSQL reads it: ISO 8601, but for years outside of 0 to 9999. */
export function timestampText(date: Date): string {
  const text = date.toISOString();
  if (text.startsWith('+')) return text.slice(1).replace(/^0+(?=\d{5})/, '');
  if (!text.startsWith('-')) return date.getUTCFullYear() === 0 ? `0001${text.slice(4)} BC` : text;
  const year = 1 - date.getUTCFullYear();
  return `${String(year).padStart(4, '0')}${text.slice(7)} BC`;
}

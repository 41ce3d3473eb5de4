import { InvalidMailError } from './invalid-mail.error.js';
import type { Mail } from './mail.js';

/** What ends up in the head of a mail, or in what is said to the mail server. */
const HEADER_FIELDS = [
  'from',
  'sender',
  'to',
  'cc',
  'bcc',
  'replyTo',
  'subject',
  'inReplyTo',
  'references',
  'messageId',
  'date',
  'priority',
  'headers',
  'list',
  'envelope',
  'dsn',
];
/** Parts with a head of their own. */
const PARTS = ['attachments', 'alternatives', 'icalEvent'];
/** What is no head in those. */
const CONTENTS = new Set(['content', 'path', 'href', 'raw']);
const DEEPEST = 8;

/**
 * Refuses a mail with a line break where a header would end: whoever chooses a subject or a name must not write headers, or
 * address others.
 *
 * @throws InvalidMailError
 */
export function checkHeaders(mail: Mail): void {
  for (const field of HEADER_FIELDS) checkValue(mail[field], field, DEEPEST);
  for (const field of PARTS) {
    const parts: unknown = mail[field];
    for (const part of Array.isArray(parts) ? (parts as readonly unknown[]) : [parts]) checkPart(part, field);
  }
}

function checkPart(part: unknown, field: string): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [name, value] of Object.entries(part)) {
    checkValue(name, field, DEEPEST);
    if (!CONTENTS.has(name)) checkValue(value, `${field}.${name}`, DEEPEST);
  }
}

function checkValue(value: unknown, field: string, depth: number): void {
  if (typeof value === 'string') {
    if (/[\r\n\0]/.test(value)) throw new InvalidMailError(field, 'must not contain line breaks');
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth === 0) throw new InvalidMailError(field, 'is nested too deeply');
  for (const [name, item] of Object.entries(value)) {
    checkValue(name, field, depth);
    checkValue(item, field, depth - 1);
  }
}

import { randomUUID } from 'node:crypto';
import type { Mail } from './mail.js';
import type { MailTransport } from './mail-transport.js';

/** Sends nothing: writes mails to the log, whole, with the tokens that are in them. For development. */
export class ConsoleTransport implements MailTransport {
  constructor(
    readonly name: string,
    private readonly log: (text: string) => void,
  ) {}

  send(mail: Mail): Promise<unknown> {
    this.log(describeMail(mail));
    return Promise.resolve({ messageId: `<${randomUUID()}@console>`, response: 'logged' });
  }
}

function describeMail(mail: Mail): string {
  const head = (['from', 'to', 'cc', 'bcc', 'subject'] as const)
    .filter((name) => mail[name] !== undefined)
    .map((name) => `${name}: ${textOf(mail[name])}`);
  const bodies = [mail.text, mail.html].filter((body) => body !== undefined && body !== null).map(textOf);
  return ['A mail', ...head, ...bodies.flatMap((body) => ['', ...body.split(/\r\n?|\n/)])].join('\n  ');
}

/** Without what would move the cursor of a terminal. */
function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.replaceAll(/(?![\t\r\n])\p{Cc}/gu, '\uFFFD');
}

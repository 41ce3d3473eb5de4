import { randomUUID } from 'node:crypto';
import type { Mail } from './mail.js';
import type { MailTransport } from './mail-transport.js';

/** Mails that are kept where nothing is said. */
const LIMIT = 100;

/** Sends nothing: keeps the newest mails, for tests. */
export class MemoryTransport implements MailTransport {
  /** The oldest first. */
  readonly messages: Mail[] = [];

  constructor(
    readonly name: string,
    private readonly limit = LIMIT,
  ) {}

  send(mail: Mail): Promise<unknown> {
    this.messages.push({ ...mail });
    if (this.messages.length > this.limit) this.messages.shift();
    return Promise.resolve({ messageId: `<${randomUUID()}@memory>`, response: 'kept' });
  }
}

import { checkHeaders } from './check-headers.js';
import type { Mail } from './mail.js';
import { MailTimeoutError } from './mail-timeout.error.js';
import type { MailTransport } from './mail-transport.js';
import { MemoryTransport } from './memory.transport.js';

/** What a mailer is made of. */
export interface MailerOptions {
  readonly transports: readonly MailTransport[];
  /** Milliseconds for one mail. */
  readonly timeout: number;
  readonly warn: (text: string) => void;
}

/** Sends the mails of one data source. */
export class Mailer {
  private hasWarned = false;

  constructor(private readonly options: MailerOptions) {}

  /** What the transports of the type `memory` have kept, the oldest first in each. */
  get messages(): readonly Mail[] {
    return this.options.transports.flatMap((transport) =>
      transport instanceof MemoryTransport ? transport.messages : [],
    );
  }

  /**
   * Sends a mail, and gives what the mail server answered. Without any transport nothing is sent, and the mail is the answer.
   *
   * @throws InvalidMailError, MailTimeoutError, or the error of the transport
   */
  async send(mail: Mail): Promise<unknown> {
    checkHeaders(mail);
    const { transports } = this.options;
    const transport = transports.findLast(({ name }) => name === mail.transport) ?? transports[0];
    if (transport !== undefined) return this.within(transport, transport.send(mail));
    if (!this.hasWarned) this.options.warn('no mail is sent, since there is no transport; set up "transports"');
    this.hasWarned = true;
    return mail;
  }

  close(): void {
    for (const transport of this.options.transports) transport.close?.();
  }

  private async within<T>({ name }: MailTransport, sending: Promise<T>): Promise<T> {
    const { timeout } = this.options;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new MailTimeoutError(name, timeout)), timeout);
    try {
      return await Promise.race([sending, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}

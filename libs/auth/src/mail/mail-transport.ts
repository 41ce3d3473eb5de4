import type { Mail } from './mail.js';

/** A way for mails to go. */
export interface MailTransport {
  /** What `transport` of a mail chooses it by. */
  readonly name: string;
  /** Gives what the mail server answered. */
  send(mail: Mail): Promise<unknown>;
  close?(): void;
}

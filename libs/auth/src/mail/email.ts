import type { AnyModel, Callback } from '@loopnest/models';
import type { Mail } from './mail.js';

/** An instance of the model `Email`: a mail that can be sent. */
export interface Email {
  to?: string;
  from?: string;
  subject?: string;
  text?: string | null;
  html?: string | null;
  /** Sends it; see `Email.send`. */
  send(): Promise<unknown>;
  send(callback: Callback<unknown>): void;
  toObject(): Record<string, unknown>;
}

/** The model `Email`, or a descendant. */
export type EmailClass = {
  new (data?: object): Email;
  /**
   * Sends a mail by a transport of the data source, and gives what the mail server answered; without any transport what was
   * passed. A line break in an address, the subject or a header is refused: 400 `INVALID_MAIL`.
   *
   * @throws Error at once where the model is on no mail data source
   * @example
   * await Email.send({ to: 'ada@choir.test', from: 'choir@choir.test', subject: 'Tuesday', text: 'Bring your scores.' });
   */
  send(mail: Mail): Promise<unknown>;
  send(mail: Mail, callback: Callback<unknown>): void;
} & AnyModel;

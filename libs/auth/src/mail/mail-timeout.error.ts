/** A mail server has not answered in time. Whether the mail has gone out is not known. */
export class MailTimeoutError extends Error {
  readonly code = 'MAIL_TIMEOUT';

  constructor(transport: string, milliseconds: number) {
    super(`The transport "${transport}" has not sent the mail within ${String(milliseconds)} ms.`);
    this.name = 'MailTimeoutError';
  }
}

/** A mail as `Email.send` takes it. Everything else that nodemailer knows is passed on as it is. */
export interface Mail {
  /** Addresses, divided by commas or in a list. */
  readonly to?: unknown;
  readonly from?: unknown;
  readonly cc?: unknown;
  readonly bcc?: unknown;
  readonly replyTo?: unknown;
  readonly subject?: unknown;
  readonly text?: unknown;
  readonly html?: unknown;
  readonly headers?: unknown;
  readonly attachments?: unknown;
  /** The transport that sends it: its `alias`, or its type. Without one, or with an unknown one, the first does. */
  readonly transport?: unknown;
  readonly [option: string]: unknown;
}

import type { Mail } from './mail.js';
import type { MailTransport } from './mail-transport.js';

/** What there is of nodemailer's transporters. */
interface Transporter {
  sendMail(mail: object): Promise<unknown>;
  close(): void;
}

/** Sends mails by nodemailer. */
export class NodemailerTransport implements MailTransport {
  constructor(
    readonly name: string,
    private readonly transporter: Transporter,
  ) {}

  send(mail: Mail): Promise<unknown> {
    return this.transporter.sendMail({ ...mail });
  }

  close(): void {
    this.transporter.close();
  }
}

/**
 * Opens a transport of nodemailer, which has to be installed only where there is one.
 *
 * @param options - of SMTP, or a transport made for nodemailer
 */
export async function openNodemailer(name: string, options: object): Promise<NodemailerTransport> {
  const nodemailer = await importNodemailer();
  return new NodemailerTransport(name, nodemailer.createTransport(options) as Transporter);
}

async function importNodemailer(): Promise<{ createTransport(options: object): unknown }> {
  try {
    return await import('nodemailer');
  } catch (cause) {
    throw new Error('Mails are sent by the package "nodemailer", which is not installed: npm install nodemailer', {
      cause,
    });
  }
}

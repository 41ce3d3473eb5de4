import { ConsoleTransport } from './console.transport.js';
import type { MailTransport } from './mail-transport.js';
import { MemoryTransport } from './memory.transport.js';
import { openNodemailer } from './nodemailer.transport.js';
import { importTransport } from './transport-package.js';

/** Where a transport is opened. */
export interface TransportSurroundings {
  /** Of the application, where packages are looked for. */
  readonly directory: string;
  readonly log: (text: string) => void;
}

/** A mail server that does not answer must not hold up who sends for minutes, as nodemailer would have it. */
const SMTP_TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Opens what an entry of `transports` describes. What is wrong with it is an error that goes on after its path. */
export async function openTransport(settings: unknown, surroundings: TransportSurroundings): Promise<MailTransport> {
  if (typeof settings !== 'object' || settings === null) throw new Error('must be an object with a type');
  const { type, alias, ...options } = settings as Readonly<Record<string, unknown>>;
  const name = typeof alias === 'string' && alias !== '' ? alias : String(type ?? '');
  // A transport that somebody has made for nodemailer.
  if (typeof options['send'] === 'function') return openNodemailer(name, settings);
  if (typeof type !== 'string' || !/^[a-z][a-z0-9-]*$/i.test(type))
    throw new Error(
      `has the type ${JSON.stringify(type) ?? 'undefined'}; it must be smtp, memory, console, or another name`,
    );
  const kind = type.toLowerCase();
  switch (kind) {
    case 'memory':
      return new MemoryTransport(name, readLimit(options['limit']));
    case 'console':
      return new ConsoleTransport(name, surroundings.log);
    case 'smtp':
      return openNodemailer(name, { ...SMTP_TIMEOUTS, ...options });
    default: {
      const create = await importTransport(kind, surroundings.directory);
      return openNodemailer(name, create(settings));
    }
  }
}

function readLimit(limit: unknown): number | undefined {
  if (limit === undefined) return undefined;
  if (typeof limit === 'number' && Number.isInteger(limit) && limit > 0) return limit;
  throw new Error(`has the limit ${JSON.stringify(limit) ?? typeof limit}; it must be a whole number from 1 on`);
}

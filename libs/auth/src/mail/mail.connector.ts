import type { ConnectorContext, DataSourceSettings, ServiceConnector } from '@loopnest/models';
import type { MailTransport } from './mail-transport.js';
import { Mailer } from './mailer.js';
import { openTransport } from './open-transport.js';

/** Milliseconds that sending a mail may take. */
const TIMEOUT = 60_000;

/** Mail: `{ "connector": "mail", "transports": [{ "type": "smtp", "host": "…" }] }`, or one `transport`; `timeout`. */
export class MailConnector implements ServiceConnector<Mailer> {
  readonly name = 'mail';
  readonly base = 'Email';

  async openService(settings: DataSourceSettings, context: ConnectorContext): Promise<Mailer> {
    const transports: MailTransport[] = [];
    const { log, warn, directory, name } = context;
    const timeout = readTimeout(settings, name);
    try {
      for (const [path, each] of entriesOf(settings))
        transports.push(await named(`${name}.${path}`, openTransport(each, { directory, log })));
    } catch (error) {
      for (const transport of transports) transport.close?.();
      throw error;
    }
    return new Mailer({ transports, timeout, warn });
  }
}

/** Each transport with where it stands in the settings. */
function entriesOf({ transports, transport }: DataSourceSettings): readonly (readonly [string, unknown])[] {
  const list: unknown = transports ?? [];
  if (!Array.isArray(list)) throw new Error('"transports" of a mail data source must be a list of objects');
  const entries = list.map((each: unknown, index) => [`transports[${String(index)}]`, each] as const);
  return transport === undefined || transport === null ? entries : [...entries, ['transport', transport]];
}

function readTimeout({ timeout = TIMEOUT }: DataSourceSettings, name: string): number {
  if (typeof timeout === 'number' && timeout > 0 && timeout < 2 ** 31) return timeout;
  throw new Error(`${name}.timeout is ${JSON.stringify(timeout)}; it must be a number of milliseconds`);
}

async function named(path: string, opening: Promise<MailTransport>): Promise<MailTransport> {
  try {
    return await opening;
  } catch (cause) {
    throw new Error(`${path} ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

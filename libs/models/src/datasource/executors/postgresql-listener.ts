import type { NotificationListener } from '../executor.js';
import { commandPg, type PgPool } from './postgresql-client.js';

/** Hears the notifications of a channel on a connection of its own, beside those of the pool. Gives what ends it. */
export async function listenOnPostgresql(
  pool: PgPool,
  channel: string,
  { heard, lost }: NotificationListener,
): Promise<() => Promise<void>> {
  const client = new pool.Client({ ...pool.options, ...passwordOf(pool.options), keepAlive: true });
  let isOpen = false;
  const end = () => {
    if (!isOpen) return;
    isOpen = false;
    lost();
  };
  client.on('notification', () => isOpen && heard());
  // An error that nobody listens to would end the process.
  client.on('error', end);
  client.on('end', end);
  try {
    await client.connect();
    await commandPg(client, `LISTEN "${channel.replaceAll('"', '""')}"`);
  } catch (error) {
    client.end().catch(ignoreLost);
    throw error;
  }
  isOpen = true;
  return async () => {
    isOpen = false;
    await client.end().catch(ignoreLost);
  };
}

// The pool hides its password from those who print it.
function passwordOf(options: object): object {
  return 'password' in options ? { password: options.password } : {};
}

// A connection that is lost has ended.
function ignoreLost(): void {}

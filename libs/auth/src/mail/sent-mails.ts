import type { DataSource } from '@loopnest/models';
import type { Mail } from './mail.js';
import { Mailer } from './mailer.js';

/**
 * What was sent by the `memory` transports of a mail data source that is connected, the oldest first: for tests.
 *
 * @example
 * expect(sentMails(app.dataSources['post']!)).toMatchObject([{ to: 'ada@choir.test', subject: 'Tuesday' }]);
 */
export function sentMails({ name, service }: DataSource): readonly Mail[] {
  if (service instanceof Mailer) return service.messages;
  throw new Error(`The data source "${name}" sends no mails: its connector is not "mail".`);
}

import { type AnyModel, type Callback, type DataSource, type Service, settle } from '@loopnest/models';
import type { Email } from './email.js';
import { InvalidMailError } from './invalid-mail.error.js';
import type { Mail } from './mail.js';

/** What a data source of mails has: the one of `mail`, or that of another connector. */
interface MailService extends Service {
  send(mail: Mail): Promise<unknown>;
}

/** Gives the model `Email` its calls; descendants inherit them. */
export function setUpEmail(model: AnyModel): void {
  if (model.base?.modelName !== 'Model') return;
  Object.assign(model, {
    send(this: AnyModel, mail: Mail, callback?: Callback<unknown>) {
      const { dataSource } = this;
      if (dataSource?.connector.openService === undefined) throw new NotConnectedError();
      return settle(send(dataSource, mail), callback);
    },
  });
  Object.assign(model.prototype, {
    send(this: Email, callback?: Callback<unknown>) {
      const { send } = this.constructor as unknown as { send(mail: unknown, callback?: Callback<unknown>): unknown };
      return send.call(this.constructor, this, callback);
    },
  });
}

async function send(dataSource: DataSource, mail: Mail): Promise<unknown> {
  if (typeof mail !== 'object' || mail === null) throw new InvalidMailError('it', 'must be an object');
  await dataSource.ready();
  const { service } = dataSource;
  if (!isMailService(service)) throw new NotConnectedError();
  const plain = typeof mail['toObject'] === 'function' ? (mail as unknown as Email).toObject() : mail;
  const answer = await service.send(plain);
  return answer === plain ? mail : answer;
}

function isMailService(service: Service): service is MailService {
  return 'send' in service && typeof service.send === 'function';
}

/** LoopBack's text. */
class NotConnectedError extends Error {
  constructor() {
    super('You must connect the Email Model to a Mail connector');
  }
}

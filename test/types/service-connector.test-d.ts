import { auth, type EmailClass, type Mail, sentMails } from '@loopnest/auth';
import {
  ConnectorRegistry,
  createApplication,
  DataSource,
  ModelsModule,
  type Plugin,
  type Service,
  type ServiceConnector,
} from '@loopnest/models';
import { expectTypeOf } from 'vitest';

class Queue implements Service {
  close(): void {}
}

const connector: ServiceConnector<Queue> = {
  name: 'queue',
  openService: async ({ url }, { name, directory, log }) => {
    expectTypeOf([name, directory]).toEqualTypeOf<string[]>();
    log(String(url));
    return new Queue();
  },
};
const plugin: Plugin = { name: 'queues', connectors: [connector] };
ModelsModule.forRoot({ connectors: [connector] });
createApplication({ connectors: [connector], plugins: [plugin, auth()], logger: console });
const connectors = new ConnectorRegistry().register(connector);
const jobs = new DataSource('jobs', { connector: 'queue' }, { connectors });
expectTypeOf(jobs.service).toEqualTypeOf<Service>();
expectTypeOf(sentMails(jobs)).toEqualTypeOf<readonly Mail[]>();

declare const Email: EmailClass;
expectTypeOf(Email.send({ to: 'a@b.test', cc: ['c@d.test'] })).toEqualTypeOf<Promise<unknown>>();
expectTypeOf(Email.send({ to: 'a@b.test' }, () => undefined)).toEqualTypeOf<void>();
expectTypeOf(new Email({ to: 'a@b.test' }).send()).toEqualTypeOf<Promise<unknown>>();
// @ts-expect-error a mail is an object
void Email.send('a@b.test');
// @ts-expect-error a connector of a service opens one
const wrong: ServiceConnector = { name: 'queue' };
void wrong;

import { AuthModule, type EmailClass, sentMails } from '@loopnest/auth';
import { type DataSource, getDataSourceToken, InjectModel, ModelsModule } from '@loopnest/models';
import { Controller, Injectable, Post } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { ask, useHosts } from '../nest/hosts.js';
import { testDatabases } from '../support/databases.js';

@Injectable()
class Invitations {
  constructor(@InjectModel('Email') private readonly Email: EmailClass) {}

  send(to: string): Promise<unknown> {
    return this.Email.send({ to, from: 'choir@choir.test', subject: 'Rehearsal', text: 'Bring your scores.' });
  }
}

@Controller('invitations')
class InvitationsController {
  constructor(@InjectModel('Email') private readonly Email: EmailClass) {}

  @Post('hostile')
  send(): Promise<unknown> {
    return this.Email.send({ to: 'ada@choir.test', from: 'choir@choir.test', subject: 'a\r\nBcc: eve@evil.test' });
  }
}

describe.each(testDatabases())('mail in Nest on $name', (database) => {
  const hosts = useHosts(database);

  async function start() {
    const db = await hosts.dataSource();
    return hosts.start({
      imports: [
        ModelsModule.forRoot({
          dataSources: { db, post: { connector: 'mail', transport: { type: 'memory' } } },
          modelConfig: { Email: { dataSource: 'post' } },
        }),
        AuthModule.forRoot({ dataSource: 'db' }),
        ModelsModule.forFeature(['Email'], { dataSources: ['post'] }),
      ],
      controllers: [InvitationsController],
      providers: [Invitations],
    });
  }

  it('is sent by providers', async () => {
    const host = await start();
    await host.get(Invitations).send('ada@choir.test');
    const post = host.get<DataSource>(getDataSourceToken('post'));
    expect(sentMails(post)).toMatchObject([{ to: 'ada@choir.test', subject: 'Rehearsal' }]);
  });

  it('answers 400 for a line break in a header, in controllers of the host, too', async () => {
    const host = await start();
    const credentials = { email: 'ada@choir.test', password: 'lovelace' };
    await ask(host).post('/api/Users').send(credentials).expect(200);
    const { body } = await ask(host).post('/api/Users/login').send(credentials).expect(200);
    const answer = await ask(host).post('/invitations/hostile').set('Authorization', `Bearer ${body.id}`).expect(400);
    expect(answer.body).toMatchObject({ code: 'INVALID_MAIL' });
  });
});

import { Controller, Get, Inject, Injectable, Module, Param, Post } from '@nestjs/common';
import {
  AccessToken,
  Acl,
  AuthModule,
  CurrentUser,
  type PrincipalSource,
  Principals,
  Public,
  type RequestPrincipal,
  Roles,
} from '@loopnest/auth';
import {
  type Application,
  getApplicationToken,
  ModelController,
  ModelsModule,
  PersistedModelController,
} from '@loopnest/models';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ask, useHosts } from '../nest/hosts.js';
import { testDatabases } from '../support/databases.js';

const noteModel = {
  name: 'Note',
  properties: { text: 'string' },
  relations: { user: { type: 'belongsTo', model: 'User', foreignKey: 'userId' } },
  acls: [
    { principalType: 'ROLE', principalId: '$everyone', permission: 'DENY' },
    { principalType: 'ROLE', principalId: '$authenticated', permission: 'ALLOW', property: 'create' },
    { principalType: 'ROLE', principalId: '$owner', permission: 'ALLOW' },
    { principalType: 'ROLE', principalId: 'editor', permission: 'ALLOW' },
    { principalType: 'ROLE', principalId: '$everyone', permission: 'ALLOW', property: 'motto' },
  ],
};

@ModelController('Note')
class NoteController extends PersistedModelController {
  @Get('motto')
  motto(): object {
    return { motto: 'write' };
  }

  @Get('secrets')
  secrets(): object {
    return { secrets: 'none' };
  }
}

@Controller('desk')
class DeskController {
  @Get('me')
  me(@CurrentUser() user: { email?: string } | null): object {
    return { email: user?.email ?? null };
  }

  @Get('who')
  who(
    @Principals() principals: { type: string; id: unknown }[],
    @AccessToken() token: { ttl?: number } | null,
  ): object {
    return { principals: principals.map(({ type, id }) => `${type} ${String(id)}`), ttl: token?.ttl ?? null };
  }

  @Roles('editor')
  @Post('publish/:id')
  publish(@Param('id') id: string): object {
    return { published: id };
  }

  @Roles('$authenticated')
  @Get('hello')
  hello(): object {
    return { hello: true };
  }
}

@Acl({ principalId: '$authenticated', accessType: 'READ' }, { principalId: 'editor' })
@Controller('vault')
class VaultController {
  @Get()
  look(): object {
    return { looked: true };
  }

  @Post()
  put(): object {
    return { put: true };
  }

  @Public()
  @Get('door')
  door(): object {
    return { door: 'open' };
  }
}

/** A session token as another system makes it: a user's id, and its signature. */
function sign(userId: number): string {
  return `${String(userId)}.${createHmac('sha256', 'secret').update(String(userId)).digest('base64url')}`;
}

@Injectable()
class SignedHeader implements PrincipalSource {
  constructor(@Inject('GREETING') readonly greeting: string) {}

  principalOf({ headers }: { headers: Record<string, unknown> }): RequestPrincipal | null {
    const text = headers['x-signed'];
    if (typeof text !== 'string') return null;
    const [id = ''] = text.split('.');
    const isRight =
      text.length === sign(Number(id)).length && timingSafeEqual(Buffer.from(text), Buffer.from(sign(Number(id))));
    return isRight ? { userId: Number(id), user: { email: `${this.greeting} ${id}` } } : null;
  }
}

describe.each(testDatabases())('AuthModule on $name', (database) => {
  const hosts = useHosts(database);

  async function start(options: Parameters<typeof AuthModule.forRoot>[0] = {}): Promise<NestExpressApplication> {
    const models = ModelsModule.forRoot({
      models: [noteModel],
      modelConfig: { Note: { dataSource: 'db', public: true } },
      dataSources: { db: await hosts.dataSource() },
    });
    const controllers = [NoteController, DeskController, VaultController];
    return hosts.start({
      imports: [models, withGreeting(AuthModule.forRoot(options))],
      controllers,
    });
  }

  function withGreeting(module: ReturnType<typeof AuthModule.forRoot>) {
    return { ...module, providers: [...(module.providers ?? []), { provide: 'GREETING', useValue: 'signed' }] };
  }

  async function signUp(host: NestExpressApplication, name: string): Promise<{ id: number; token: string }> {
    const credentials = { email: `${name}@x.test`, password: `${name}-secret` };
    const { body } = await ask(host).post('/api/Users').send(credentials).expect(200);
    const login = await ask(host).post('/api/Users/login').send(credentials).expect(200);
    return { id: body.id, token: login.body.id };
  }

  async function makeEditor(host: NestExpressApplication, userId: number): Promise<void> {
    const { registry } = host.get<Application>(getApplicationToken());
    const role = (await (registry.getModel('Role') as never as Creates).create({ name: 'editor' })) as {
      principals: Creates;
    };
    await role.principals.create({ principalType: 'USER', principalId: String(userId) });
  }

  interface Creates {
    create(data: object): Promise<unknown>;
  }

  it('registers, logs in, and judges generated routes', async () => {
    const host = await start();
    const ada = await signUp(host, 'ada');
    await ask(host).get('/api/Notes').expect(401);
    await ask(host).post('/api/Notes').send({ text: 'x' }).expect(401);
    await ask(host)
      .post('/api/Notes')
      .set('Authorization', ada.token)
      .send({ text: 'mine', userId: ada.id })
      .expect(200);
    await ask(host).get('/api/Notes/1').set('Authorization', ada.token).expect(200);
    const bob = await signUp(host, 'bob');
    await ask(host).get('/api/Notes/1').set('Authorization', bob.token).expect(401);
  });

  it('judges further routes of an overriding controller as methods of its model', async () => {
    const host = await start();
    await ask(host).get('/api/Notes/motto').expect(200, { motto: 'write' });
    await ask(host).get('/api/Notes/secrets').expect(401);
    const ada = await signUp(host, 'ada');
    await ask(host).get('/api/Notes/secrets').set('Authorization', ada.token).expect(403);
    await makeEditor(host, ada.id);
    await ask(host).get('/api/Notes/secrets').set('Authorization', ada.token).expect(200);
  });

  it('gives handlers the user, the token and the principals', async () => {
    const host = await start();
    await ask(host).get('/desk/me').expect(200, { email: null });
    await ask(host).get('/desk/who').expect(200, { principals: [], ttl: null });
    const { id, token } = await signUp(host, 'ada');
    await ask(host).get('/desk/me').set('Authorization', token).expect(200, { email: 'ada@x.test' });
    const who = await ask(host).get('/desk/who').set('Authorization', `Bearer ${token}`).expect(200);
    expect(who.body).toEqual({ principals: [`USER ${String(id)}`], ttl: 1_209_600 });
  });

  it('asks for roles where they stand on a handler', async () => {
    const host = await start();
    const ada = await signUp(host, 'ada');
    await ask(host).get('/desk/hello').expect(401);
    await ask(host).get('/desk/hello').set('Authorization', ada.token).expect(200);
    const refused = await ask(host).post('/desk/publish/3').set('Authorization', ada.token).expect(403);
    expect(refused.body).toMatchObject({ statusCode: 403, message: 'Access Denied', code: 'ACCESS_DENIED' });
    await makeEditor(host, ada.id);
    await ask(host).post('/desk/publish/3').set('Authorization', ada.token).expect(201, { published: '3' });
  });

  it('asks the rules of a controller, and refuses what none of them mentions', async () => {
    const host = await start();
    await ask(host).get('/vault').expect(401);
    await ask(host).get('/vault/door').expect(200);
    const ada = await signUp(host, 'ada');
    await ask(host).get('/vault').set('Authorization', ada.token).expect(200);
    await ask(host).post('/vault').set('Authorization', ada.token).expect(403);
    await makeEditor(host, ada.id);
    await ask(host).post('/vault').set('Authorization', ada.token).expect(201);
  });

  it('takes the principal from an authentication of the host', async () => {
    const host = await start({ principalSource: SignedHeader });
    await ask(host).get('/desk/me').set('X-Signed', '7.x').expect(200, { email: null });
    await ask(host).get('/desk/me').set('X-Signed', sign(7)).expect(200, { email: 'signed 7' });
    const as = (id: number) => ({ 'X-Signed': sign(id) });
    await ask(host).post('/api/Notes').send({ text: 'x' }).expect(401);
    await ask(host).post('/api/Notes').set(as(7)).send({ text: 'mine', userId: 7 }).expect(200);
    await ask(host).get('/api/Notes/1').set(as(7)).expect(200);
    await ask(host).get('/api/Notes/1').set(as(8)).expect(401);
    await makeEditor(host, 8);
    await ask(host).get('/api/Notes/1').set(as(8)).expect(200);
  });

  it('takes options that other providers make', async () => {
    class Settings {}
    Module({ providers: [{ provide: 'HEADER', useValue: 'X-Ticket' }], exports: ['HEADER'] })(Settings);
    const models = ModelsModule.forRoot({
      models: [noteModel],
      modelConfig: { Note: { dataSource: 'db', public: true } },
      dataSources: { db: await hosts.dataSource() },
    });
    const auth = AuthModule.forRootAsync({
      imports: [Settings],
      inject: ['HEADER'],
      useFactory: (header: string) => ({ token: { headers: [header] } }),
    });
    const host = await hosts.start({ imports: [auth, models], controllers: [DeskController] });
    const ada = await signUp(host, 'ada');
    await ask(host).get('/desk/me').set('X-Ticket', ada.token).expect(200, { email: 'ada@x.test' });
  });

  it('judges nothing until it is enabled, where it is told to wait', async () => {
    const host = await start({ enable: false });
    await ask(host).get('/api/Notes').expect(200);
    await ask(host).get('/desk/hello').expect(401);
    host.get<Application>(getApplicationToken()).enableAuth();
    await ask(host).get('/api/Notes').expect(401);
  });

  it('says what is missing where the application has no plug-in', async () => {
    await expect(hosts.start({ imports: [AuthModule.forRoot()] })).rejects.toThrow(/loopnest:application/);
  });
});

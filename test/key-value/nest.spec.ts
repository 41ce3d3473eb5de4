import { Controller, Get, Inject, Injectable } from '@nestjs/common';
import {
  AfterRemote,
  InjectModel,
  KeyValueModelController,
  type KeyValueModelClass,
  ModelController,
  ModelHooks,
  ModelsModule,
  type RemoteContext,
  RemoteMethod,
} from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { ask, useHosts } from '../nest/hosts.js';
import { testDatabases } from '../support/databases.js';
import { jars } from './jars.js';

@Injectable()
class Pantry {
  constructor(@InjectModel('Jar') readonly Jar: KeyValueModelClass<string>) {}
}

@Controller('pantry')
class PantryController {
  constructor(@Inject(Pantry) private readonly pantry: Pantry) {}

  @Get()
  async first() {
    await this.pantry.Jar.set('plum', 'sweet');
    return { plum: await this.pantry.Jar.get('plum') };
  }
}

describe.each(testDatabases().slice(0, 1))('a KeyValueModel in Nest', (database) => {
  const hosts = useHosts(database);
  const models = () => [ModelsModule.forRoot(jars), ModelsModule.forFeature(['Jar'])];

  it('is injected, and is the one that is served', async () => {
    const client = ask(await hosts.start({ imports: models(), controllers: [PantryController], providers: [Pantry] }));
    await client.get('/pantry').expect(200, { plum: 'sweet' });
    await client.get('/api/Jars/plum').expect(200, '"sweet"');
    await client.put('/api/Jars/fig?ttl=1000').send({ a: 1 }).expect(204);
    await client.get('/api/Jars/keys').expect(200, ['plum', 'fig']);
  });

  it('has its methods overridden by a controller', async () => {
    @ModelController('Jar')
    class JarsController extends KeyValueModelController<string> {
      override async get(key: string) {
        const value = await super.get(key);
        return value === null ? null : `${key}: ${value}`;
      }

      override set(key: string, value: string, ttl = 60_000) {
        return super.set(key, value.toUpperCase(), ttl);
      }

      @Get('all/values')
      async values() {
        const keys = await this.model.keys();
        return Promise.all(keys.map((key) => this.model.get(key)));
      }

      @RemoteMethod({ returns: { arg: 'count', type: 'number' }, http: { verb: 'get', path: '/all/count' } })
      async count() {
        return (await this.model.keys()).length;
      }
    }
    const client = ask(await hosts.start({ imports: models(), controllers: [JarsController] }));
    await client.put('/api/Jars/plum').set('content-type', 'application/json').send('"sweet"').expect(204);
    await client.get('/api/Jars/plum').expect(200, '"plum: SWEET"');
    expect(Number((await client.get('/api/Jars/plum/ttl').expect(200)).text)).toBeGreaterThan(1000);
    expect((await client.get('/api/Jars/quince').expect(404)).body).toMatchObject({
      error: { message: 'Unknown "Jar" key "quince".', code: 'KEY_NOT_FOUND' },
    });
    await client.put('/api/Jars/plum').set('content-type', 'application/json').send('null').expect(400);
    await client.get('/api/Jars/all/values').expect(200, ['SWEET']);
    await client.get('/api/Jars/all/count').expect(200, { count: 1 });
    await client.get('/api/Jars/keys').expect(200, ['plum']);
  });

  it('has hooks of providers around its methods', async () => {
    @ModelHooks('Jar')
    class JarHooks {
      @AfterRemote('keys')
      reverse(context: RemoteContext) {
        context.result = (context.result as string[]).toReversed();
      }
    }
    const client = ask(await hosts.start({ imports: models(), providers: [JarHooks] }));
    await client.put('/api/Jars/a').send({}).expect(204);
    await client.put('/api/Jars/b').send({}).expect(204);
    await client.get('/api/Jars/keys').expect(200, ['b', 'a']);
  });
});

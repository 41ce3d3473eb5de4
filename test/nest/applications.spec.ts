import { Get, Injectable } from '@nestjs/common';
import {
  type DataSourceSettings,
  InjectModel,
  type ModelClass,
  ModelController,
  ModelsModule,
  PersistedModelController,
} from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { onDb } from './customers.js';
import { ask, useHosts } from './hosts.js';

interface Named {
  id: number;
  name: string;
}

@Injectable()
class Both {
  constructor(
    @InjectModel('Item', 'shop') readonly shop: ModelClass<Named>,
    @InjectModel('Item', 'library') readonly library: ModelClass<Named>,
  ) {}
}

@ModelController('Item', { application: 'library' })
class LibraryController extends PersistedModelController<Named> {
  @Get('kind') kind() {
    return this.model.settings['kind'];
  }
}

/** A model `Item` in a table of its own. */
function items(kind: string, db: DataSourceSettings) {
  const item = {
    name: 'Item',
    properties: { name: 'string' },
    kind,
    [String(db.connector)]: { table: `${kind}_item` },
  };
  return { models: [item], modelConfig: onDb('Item'), dataSources: { db }, config: { restApiRoot: `/${kind}` } };
}

describe.each(testDatabases())('several applications on $name', (database) => {
  const hosts = useHosts(database);

  it('live in one host under names of their own', async () => {
    const db = await hosts.dataSource();
    const host = await hosts.start({
      imports: [
        ModelsModule.forRoot({ name: 'shop', ...items('shop', db) }),
        ModelsModule.forRootAsync({ name: 'library', useFactory: () => items('library', db) }),
        ModelsModule.forFeature(['Item'], { application: 'shop' }),
        ModelsModule.forFeature(['Item'], { application: 'library' }),
      ],
      controllers: [LibraryController],
      providers: [Both],
    });
    await ask(host).post('/shop/Items').send({ name: 'tea' }).expect(200, { id: 1, name: 'tea' });
    await ask(host).get('/library/Items').expect(200, []);
    await ask(host).get('/library/Items/kind').expect(200, 'library');
    await ask(host).get('/shop/Items/kind').expect(404);
    const both = host.get(Both);
    expect(both.shop).not.toBe(both.library);
    expect([await both.shop.count(), await both.library.count()]).toEqual([1, 0]);
  });

  it('live in two hosts with models of the same name', async () => {
    const db = await hosts.dataSource();
    const [shop, library] = await Promise.all([
      hosts.start({ imports: [ModelsModule.forRoot(items('shop', db))] }),
      hosts.start({ imports: [ModelsModule.forRoot(items('library', db))] }),
    ]);
    await ask(shop).post('/shop/Items').send({ name: 'tea' }).expect(200);
    await ask(library).get('/library/Items/count').expect(200, { count: 0 });
    await ask(library).get('/shop/Items').expect(404);
  });

  it('live one after the other', async () => {
    const db = await hosts.dataSource();
    const first = await hosts.start({ imports: [ModelsModule.forRoot(items('shop', db))] });
    await ask(first).post('/shop/Items').send({ name: 'tea' }).expect(200);
    await first.close();
    const second = await hosts.start({
      imports: [ModelsModule.forRoot({ ...items('shop', db), config: { restApiRoot: '/again' } })],
    });
    await ask(second)
      .get('/again/Items')
      .expect(200, [{ id: 1, name: 'tea' }]);
  });
});

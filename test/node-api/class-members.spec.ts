import {
  type AnyModel,
  createRegistry,
  type HasMany,
  type ModelClass,
  type ModelInstance,
  type NamedScope,
} from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useDataSource } from './use-data-source.js';

interface Artist {
  id: number;
  name: string;
  born: number;
}

type Plain = Record<string, unknown>;

describe.each(testDatabases())('what scripts add to a class on $name', (database) => {
  const test = useDataSource(database);
  let Artist: ModelClass<Artist>;

  beforeEach(async () => {
    const definition = {
      name: 'Artist',
      properties: { name: 'string', born: 'number' },
      scopes: { old: { where: { born: { lt: 1900 } }, order: 'born' } },
    };
    Artist = test.db.createModel(definition) as unknown as ModelClass<Artist>;
    await test.db.autoupdate();
  });

  describe('setters and getters', () => {
    beforeEach(() => {
      Artist.setter['name'] = function (this: object, value: unknown) {
        (this as Plain)['$name'] = `${String(value)}!`;
      };
    });

    it('are used for what is new, once', async () => {
      const artist = await Artist.create({ name: 'Ada' });
      expect(artist.name).toBe('Ada!');
      expect((await Artist.findById(artist.id))?.name).toBe('Ada!');
      artist.born = 1815;
      expect((await artist.save()).name).toBe('Ada!');
      expect((await artist.replaceAttributes({ name: 'Bo' })).name).toBe('Bo!');
      expect((await artist.patchAttributes({ name: 'Cy' })).name).toBe('Cy!');
      artist.name = 'Di';
      expect(artist.toJSON()['name']).toBe('Di!');
      expect(new Artist(artist).name).toBe('Di!');
      expect((await artist.reload())?.name).toBe('Cy!');
    });

    it('convert the plain value to its type', () => {
      Artist.setter['born'] = function (this: object, value: unknown) {
        (this as Plain)['$born'] = value;
      };
      expect(new Artist({ born: '1815' as unknown as number }).born).toBe(1815);
    });

    it('count for reading, and in JSON', async () => {
      Artist.getter['born'] = function (this: object) {
        return Number((this as Plain)['$born']) + 1;
      };
      const artist = await Artist.create({ name: 'Ada', born: 1815 });
      expect([artist.born, artist.toJSON()['born']]).toEqual([1816, 1816]);
      expect(await Artist.count({ born: 1815 })).toBe(1);
    });

    it('are inherited, and no concern of the base', () => {
      const Painter = Artist.extend('Painter') as unknown as ModelClass<Artist>;
      Painter.setter['born'] = function (this: object) {
        (this as Plain)['$born'] = 1;
      };
      const painter = new Painter({ name: 'Ada', born: 5 });
      expect([painter.name, painter.born, new Artist({ born: 5 }).born]).toEqual(['Ada!', 1, 5]);
    });

    it('are inherited where the base gets them later, too', () => {
      const Painter = Artist.extend('Painter') as unknown as ModelClass<Artist>;
      const Master = Painter.extend('Master') as unknown as ModelClass<Artist>;
      Master.getter['name'] = function (this: object) {
        return `Master ${String((this as Plain)['$name'])}`;
      };
      const master = new Master({ name: 'Ada', born: 5 });
      expect([master.name, master.born]).toEqual(['Master Ada!', 5]);
      Painter.getter['born'] = () => 1;
      Artist.getter['born'] = () => 2;
      expect([master.name, master.born, new Artist({}).born]).toEqual(['Master Ada!', 1, 2]);
    });

    it('leave other models as they are', () => {
      expect(Artist.registry.PersistedModel.core.custom).toBeUndefined();
    });
  });

  describe('named scopes', () => {
    interface Scope {
      (filter?: object): Promise<ModelInstance<Artist>[]>;
      count(where?: object): Promise<number>;
      create(data: object): Promise<ModelInstance<Artist>>;
      destroyAll(): Promise<{ count: number }>;
    }
    const scope = (name: string) => (Artist as unknown as Record<string, Scope>)[name] as Scope;

    beforeEach(() =>
      Artist.create([
        { name: 'Ada', born: 1815 },
        { name: 'Bo', born: 1950 },
        { name: 'Cy', born: 1700 },
      ]),
    );

    it('are functions, those of the definition and those of code', async () => {
      Artist.scope('modern', { where: { born: { gte: 1900 } } });
      expect((await scope('old')()).map(({ name }) => name)).toEqual(['Cy', 'Ada']);
      expect((await scope('old')({ where: { name: 'Ada' } })).map(({ name }) => name)).toEqual(['Ada']);
      expect([await scope('modern').count(), await scope('old').count({ name: 'Cy' })]).toEqual([1, 1]);
      const called = await new Promise((resolve) => {
        (scope('modern') as unknown as (callback: unknown) => void)((...results: unknown[]) => resolve(results));
      });
      expect(called).toMatchObject([null, [{ name: 'Bo' }]]);
      expect(await scope('modern').destroyAll()).toEqual({ count: 1 });
      expect(await Artist.count()).toBe(2);
    });

    it('give what is made in them the values that they ask for', async () => {
      Artist.scope('born1815', { where: { born: 1815 } });
      expect((await scope('born1815').create({ name: 'Di' })).born).toBe(1815);
    });

    it('are chained, with what their names say at the time', async () => {
      const { old } = Artist as unknown as { old: NamedScope<Artist> & Record<string, NamedScope<Artist>> };
      Artist.scope('ada', { where: { name: 'Ada' } });
      expect(await old['ada']?.count()).toBe(1);
      Artist.scope('ada', { where: { name: 'Bo' } });
      expect(await old['ada']?.find()).toEqual([]);
      expect(old['nobody']).toBeUndefined();
    });

    it('narrow the lists of relations', async () => {
      interface Show {
        id: number;
        title: string;
        isOpen: boolean;
        artistId: number;
      }
      const Show = test.db.define<Show>('Show', { title: String, isOpen: Boolean });
      Artist.hasMany(Show, { as: 'shows', foreignKey: 'artistId' });
      Show.scope('open', { where: { isOpen: true } });
      Show.scope('early', { where: { title: { lt: 'n' } } });
      await test.db.autoupdate();
      const [ada, bo] = (await Artist.find({ order: 'name' })) as unknown as { id: number; shows: OpenShows }[];
      type OpenShows = HasMany<Show> & { open: NamedScope<Show> & { early: NamedScope<Show> } };
      await ada?.shows.create([{ title: 'a', isOpen: true }, { title: 'z', isOpen: true }, { title: 'b' }]);
      await bo?.shows.create({ title: 'c', isOpen: true });
      expect((await ada?.shows.open({ order: 'title' }))?.map(({ title }) => title)).toEqual(['a', 'z']);
      expect(await ada?.shows.open.early.count()).toBe(1);
      expect(await ada?.shows.open.create({ title: 'd' })).toMatchObject({ isOpen: true, artistId: ada?.id });
      expect(ada?.shows.open.build({ title: 'e' })).toMatchObject({ isOpen: true, artistId: ada?.id });
      expect(await ada?.shows.open.destroyAll()).toEqual({ count: 3 });
      expect([await ada?.shows.count(), await bo?.shows.count()]).toEqual([1, 1]);
    });

    it('do not take the name of a function', async () => {
      Artist.scope('count', { where: { born: 1 } });
      expect(await Artist.count()).toBe(3);
    });
  });

  it('knows its connector and its path', () => {
    expect(Artist.getConnector()).toBe(test.db.connector);
    expect(Artist.http.path).toBe('/Artists');
  });

  it('refuses the hooks of old, and names the new ones', () => {
    expect(() => {
      (Artist as unknown as Plain)['beforeSave'] = () => undefined;
    }).toThrow("The hook beforeSave is not offered: use observe('before save', …)");
  });
});

describe('configureModel', () => {
  it('lays settings, relations and methods over a model, and attaches it', async () => {
    const registry = createRegistry();
    const db = registry.createDataSource('db', { connector: 'memory' });
    const Shelf = registry.createModel({
      name: 'Shelf',
      properties: { code: 'string' },
      acls: [{ permission: 'DENY' }],
    });
    const Box: AnyModel = registry.createModel('Box');
    registry.configureModel(Box, { dataSource: db, relations: { shelf: { type: 'belongsTo', model: 'Shelf' } } });
    registry.configureModel(Shelf, {
      dataSource: db,
      options: { strict: true },
      acls: [{ permission: 'ALLOW' }],
      methods: { hello: { returns: { arg: 'text', type: 'string' } } },
    });
    expect(Shelf.settings).toMatchObject({
      strict: true,
      acls: [{ permission: 'DENY' }, { permission: 'ALLOW' }],
      methods: { hello: {} },
    });
    expect(Box.relations['shelf']?.modelTo).toBe(Shelf);
    expect([Shelf.config.options, Shelf.config.dataSource]).toEqual([{ strict: true }, db]);
    await db.disconnect();
  });
});

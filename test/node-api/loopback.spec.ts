import { type Application, ConnectorRegistry, GeoPoint, type ModelClass } from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useProjects } from './use-project.js';

const FILES = {
  'server/model-config.json': { _meta: { sources: ['../common/models'] }, Town: { dataSource: 'db' } },
  'common/models/town.json': { name: 'Town', properties: { name: 'string' } },
  'common/models/town.js': `const loopback = require('loopback');
    const { count } = require('../lib/counter');
    module.exports = (Town) => {
      Town.loopback = () => require('loopback');
      Town.counted = () => count();
      Town.isBase = Town.base === loopback.PersistedModel && loopback.PersistedModel.base === loopback.Model;
    };`,
  'common/lib/counter.js': `const loopback = require('loopback');
    let counted = 0;
    exports.count = () => ++counted;
    exports.loopback = loopback;`,
  'server/boot/rivers.js': `const loopback = require('loopback');
    const app = require('../server');
    module.exports = (application) => {
      application.isSame = app === application && loopback() === application && application.loopback === loopback;
      const River = loopback.createModel('River', { name: { type: String, required: true } }, { plural: 'rivers' });
      application.model(River, { dataSource: 'db' });
      const Brook = loopback.createModel({ name: 'Brook', base: 'River', properties: { depth: 'number' } });
      loopback.configureModel(Brook, { dataSource: application.dataSources.db, options: { deep: true } });
      application.model(Brook);
      application.model(loopback.PersistedModel.extend('Pond', { name: 'string' }), { dataSource: 'db' });
    };`,
};

type Scripted = ModelClass & { loopback(): Application['loopback']; counted(): number; isBase: boolean };

describe.each(testDatabases())("require('loopback') on $name", (database) => {
  const projects = useProjects();
  const town = (app: Application) => app.models['Town'] as unknown as Scripted;

  it('gives the models and functions of the application', async () => {
    const app = await projects.start(await projects.write(FILES), database);
    const { loopback } = app;
    expect(town(app).loopback()).toBe(loopback);
    expect(town(app).isBase).toBe(true);
    expect((app as unknown as { isSame: boolean }).isSame).toBe(true);
    expect(loopback.getModel('Town')).toBe(app.models['Town']);
    expect(loopback['Town']).toBe(app.models['Town']);
    expect(loopback.findModel('Nobody')).toBeUndefined();
    expect(() => loopback.getModel('Nobody')).toThrow('Model not found: Nobody');
    expect(loopback.getModelByType('River').modelName).toBe('Brook');
    expect(loopback.ValidationError).toBe(
      (app.models['Town'] as unknown as { ValidationError: unknown }).ValidationError,
    );
    expect(() => (loopback['getCurrentContext'] as () => unknown)()).toThrow('use the options of the operation');
    const here = new loopback.GeoPoint({ lat: 10, lng: 20 });
    expect([here.toString(), loopback.GeoPoint]).toEqual(['10,20', GeoPoint]);
    expect(() => loopback.createModel('X', {}, { base: 'Y' })).toThrow(
      'Model not found: model `X` is extending an unknown model `Y`.',
    );
  });

  it('is given to the entry of a project as well, whose exports scripts get where there is one', async () => {
    const entry = `const loopback = require('loopback');
      const app = module.exports = loopback();
      app.entries = (app.entries || 0) + 1;`;
    const script = `module.exports = (app) => { app.same = require('../server') === app && require('../../server/server') === app; };`;
    const app = await projects.start(
      await projects.write({ ...FILES, 'server/server.js': entry, 'server/boot/same.js': script }),
      database,
    );
    expect(app).toMatchObject({ same: true, entries: 1 });
  });

  it('makes models that work', async () => {
    const app = await projects.start(await projects.write(FILES), database);
    const { River, Brook, Pond } = app.models as unknown as Record<string, ModelClass>;
    expect(Brook?.settings['deep']).toBe(true);
    await expect(River?.create({})).rejects.toThrow("`name` can't be blank");
    expect(await Brook?.create({ name: 'Rill', depth: 1 })).toMatchObject({ name: 'Rill', depth: 1 });
    expect(await Pond?.create({ name: 'Pool' })).toMatchObject({ name: 'Pool' });
    expect(Brook?.base).toBe(River);
  });

  it('is another one for each application of a directory, whenever it is asked for', async () => {
    const root = await projects.write(FILES);
    const [one, other] = [await projects.start(root, database), await projects.start(root, database)];
    expect(one.loopback).not.toBe(other.loopback);
    expect(town(one).loopback()).toBe(one.loopback);
    expect(town(other).loopback()).toBe(other.loopback);
    expect([town(one).counted(), town(one).counted(), town(other).counted()]).toEqual([1, 2, 1]);
    await (one.models['River'] as unknown as ModelClass).create({ name: 'Ilm' });
    expect(await (other.models['River'] as unknown as ModelClass).count()).toBe(0);
  });

  it('sets up relations to models that boot scripts make, and stops the start where they make none', async () => {
    const town = { name: 'Town', relations: { rivers: { type: 'hasMany', model: 'River' } } };
    const files = { ...FILES, 'common/models/town.json': town };
    const app = await projects.start(await projects.write(files), database);
    expect(app.models['Town']?.relations['rivers']?.modelTo).toBe(app.models['River']);
    const missing = { ...town, relations: { lakes: { type: 'hasMany', model: 'Lake' } } };
    const root = await projects.write({ ...FILES, 'common/models/town.json': missing });
    await expect(projects.start(root, database)).rejects.toThrow(/Lake/);
  });

  it('makes data sources whose models belong to the application', async () => {
    const app = await projects.start(await projects.write(FILES), database);
    const memory = app.loopback.createDataSource('scratch', { connector: 'memory' });
    const Note = memory.define('Note', { text: 'string' });
    expect(app.registry.getModel('Note')).toBe(Note);
    expect(app.dataSources['scratch']).toBe(memory);
    expect(app.datasources).toBe(app.dataSources);
    app.model(Note);
    expect([Note.shared, Note.app, app.remoteMethods(Note).length > 0]).toEqual([true, app, true]);
    await (Note as unknown as ModelClass).create({ text: 'a' });
    expect(await (Note as unknown as ModelClass).count()).toBe(1);
  });

  it('knows connectors that scripts add to their application, and no others', async () => {
    const sqlite = new ConnectorRegistry().find('sqlite');
    const files = {
      ...FILES,
      'server/boot/scratch.js': `module.exports = async (app) => {
        app.connector('acme-db', app.get('sqlite'));
        const scratch = app.dataSource('scratch', { connector: 'acme-db', file: ':memory:', autoMigrate: 'lazy' });
        app.dataSource('same', { connector: 'AcmeDb', file: ':memory:' });
        const Note = scratch.define('Note', { text: String });
        await Note.create({ text: 'a' });
        app.set('notes', await Note.count());
      };`,
    };
    const root = await projects.write({ ...files, 'server/boot/scratch.js': '' });
    const other = await projects.start(root, database);
    other.connector('mine', sqlite);
    const app = await projects.start(await projects.write(files), database, (each) => each.set('sqlite', sqlite));
    expect(app.get('notes')).toBe(1);
    expect(() => other.dataSource('x', { connector: 'acme-db' })).toThrow('Unknown connector "acme-db"');
    expect(() => app.connector('old', { initialize: () => undefined } as never)).toThrow(
      'The connector "old" has no function "open"',
    );
  });
});

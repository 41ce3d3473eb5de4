import type { KeyValueModelClass } from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { useProjects } from '../node-api/use-project.js';
import { testDatabases } from '../support/databases.js';

const jar = { name: 'Jar', base: 'KeyValueModel', properties: {}, acls: [], methods: {} };

const _meta = { sources: ['../common/models'] };

describe.each(testDatabases().slice(0, 1))('a KeyValueModel of a project', (database) => {
  const projects = useProjects();

  it('is there for scripts of models and for boot scripts', async () => {
    const root = await projects.write({
      'common/models/jar.json': jar,
      'common/models/jar.js': `module.exports = function(Jar) {
        Jar.fill = function(done) { Jar.set('filled', { by: Jar.modelName }, 60000, done); };
        Jar.remoteMethod('fill', { http: { verb: 'post' } });
      };`,
      'common/models/note.json': { name: 'Note', properties: { text: 'string' } },
      'server/model-config.json': { _meta, Jar: { dataSource: 'shelf' }, Note: { dataSource: 'db' } },
      'server/datasources.json': { shelf: { name: 'shelf', connector: 'kv-memory' } },
      'server/boot/fill.js': `module.exports = function(app, done) {
        app.models.Jar.fill(function(error) {
          if (error) return done(error);
          app.models.Jar.keys({ match: 'f*' }, function(error, keys) { app.set('keys', keys); done(error); });
        });
      };`,
    });
    const app = await projects.start(root, database);
    const Jar = app.models['Jar'] as unknown as KeyValueModelClass;
    expect(app.get('keys')).toEqual(['filled']);
    expect(await Jar.get('filled')).toEqual({ by: 'Jar' });
    expect(await app.dataSources['shelf']?.autoupdate()).toMatchObject({});
    expect(await app.dataSources['shelf']?.isActual()).toBe(true);
    expect(projects.warnings).toEqual([]);
  });

  it('is refused where it is on a database', async () => {
    const root = await projects.write({
      'common/models/jar.json': jar,
      'server/model-config.json': { _meta, Jar: { dataSource: 'db' } },
    });
    await expect(projects.start(root, database)).rejects.toThrow(/Model "Jar" \(common\/models\/jar\.json\) cannot be/);
  });
});

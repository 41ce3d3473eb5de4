import { type Application, createApplication } from '@loopnest/models';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../support/databases.js';

const PROJECT = {
  'common/models/thing.json': JSON.stringify({ name: 'Thing', properties: { name: 'string' } }),
  'common/models/gadget.json': JSON.stringify({ name: 'Gadget', base: 'Thing' }),
  'server/model-config.json': JSON.stringify({
    _meta: { sources: ['../common/models'] },
    Gadget: { dataSource: 'db' },
    Thing: { dataSource: 'db' },
  }),
};

describe.each(testDatabases())('scripts of a project on $name', (database) => {
  let root: string;
  let created: CreatedDatabase;
  const applications: Application[] = [];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'loopnest scripts-'));
    created = await database.create();
    await write(PROJECT);
  });

  afterEach(async () => {
    await Promise.all(applications.splice(0).map((application) => application.close()));
    await created.drop();
    await rm(root, { recursive: true, force: true });
  });

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  }

  async function start(
    files: Readonly<Record<string, string>>,
    directory = root,
    environment?: string,
  ): Promise<Application> {
    await write(files);
    const application = createApplication({
      root: directory,
      ...(environment === undefined ? {} : { environment }),
      logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
      dataSources: { db: { connector: database.name, url: created.url } },
    });
    applications.push(application);
    await application.start();
    return application;
  }

  const log = (application: Application): unknown => application.get('log');
  const note = (text: string) => `app.set('log', [...(app.get('log') || []), ${JSON.stringify(text)}]);`;

  it('run on the class when it is made, bases first; those without a function are only loaded', async () => {
    const application = await start({
      'common/models/thing.js':
        'module.exports = (Thing) => { Thing.made = [Thing.modelName, Thing.app, Thing.dataSource]; };',
      'common/models/gadget.js': 'exports.nothing = 1;',
    });
    const { Gadget, Thing } = application.models as Record<string, any>;
    expect(Thing.made).toEqual(['Thing', undefined, undefined]);
    expect(Gadget.made).toBe(Thing.made);
    expect(await Thing.getApp()).toBe(application);
  });

  it('at boot run one after the other, by name, with the environment last, and may add to models', async () => {
    const application = await start(
      {
        'server/boot/b.js': `module.exports = (app, done) => setTimeout(() => { ${note('b')} done(); }, 20);`,
        'server/boot/A.js': `module.exports = async (app) => { ${note('a')} };`,
        'server/boot/_off.js': 'throw new Error("not to be loaded");',
        'server/boot/index.js': 'throw new Error("not to be loaded");',
        'server/boot/c.mjs': `export default (app) => {
          app.models.Thing.hasMany('Gadget', { as: 'gadgets', foreignKey: 'thingId' });
          ${note('c')}
          app.once('booted', () => { ${note('booted')} });
        };`,
        'server/boot/d.js': `module.exports = async (app) => {
          const thing = await app.models.Thing.create({ name: 'x' });
          await thing.gadgets.create({ name: 'y' });
        };`,
        'server/boot/live/a.js': `module.exports = (app) => { ${note('live')} };`,
        'server/boot/other/a.js': 'throw new Error("not to be loaded");',
      },
      root,
      'live',
    );
    expect(log(application)).toEqual(['a', 'b', 'c', 'live', 'booted']);
    expect(await (application.models as Record<string, any>)['Gadget'].find()).toMatchObject([
      { name: 'y', thingId: 1 },
    ]);
    expect(application.booting).toBe(false);
  });

  it.each([
    ['throws', 'common/models/thing.js', '\n\nmodule.exports = () => {\n  throw new Error("broken");\n};', ':4: broken'],
    ['rejects', 'common/models/thing.js', 'module.exports = async () => {\n  throw new Error("broken");\n};', ':2: broken'],
    ['throws when it is loaded', 'common/models/thing.mjs', '\nthrow new Error("broken");', ':2: broken'],
    ['does not parse', 'common/models/thing.js', 'module.exports = (', ''],
    ['awaits at its top level', 'common/models/thing.mjs', 'await null; export default () => {};', ''],
    ['throws at boot', 'server/boot/a.js', 'module.exports = () => {\n  throw new Error("broken");\n};', ':2: broken'],
    ['calls back an error', 'server/boot/a.js', 'module.exports = (app, done) => done(new Error("broken"));', 'broken'],
    ['rejects with two parameters', 'server/boot/a.js', 'module.exports = async (app, done) => {\n throw new Error("broken");\n};', ':2: broken'],
  ])('that %s stop the start with their file and line', async (_how, path, text, message) => {
    const failed = start({ [path]: text });
    await expect(failed).rejects.toThrow(join(root, path) + (message.startsWith(':') ? message : ''));
    if (message !== '') await expect(failed).rejects.toThrow(message);
  }); // prettier-ignore

  it('are loaded anew for each application, also behind a symbolic link', async () => {
    const files = {
      'common/lib/state.js': 'module.exports = { count: 0 };',
      'common/models/thing.js':
        "const state = require('../lib/state'); module.exports = (Thing) => { Thing.count = ++state.count; };",
      'common/models/gadget.js':
        "const state = require('../lib/state'); module.exports = (Gadget) => { Gadget.count = ++state.count; };",
      'server/boot/a.js': 'module.exports = () => { module.exports.hasRun = true; };',
      'server/boot/b.js': "module.exports = (app) => app.set('isSame', require('./a').hasRun === true);",
    };
    const link = `${root}-link`;
    await symlink(root, link);
    try {
      for (const directory of [root, link, link]) {
        const application = await start(files, directory);
        const { models } = application;
        expect(application.get('isSame')).toBe(true);
        expect([models['Thing'], models['Gadget']].map((model: any) => model.count)).toEqual([1, 2]);
      }
    } finally {
      await rm(link);
    }
  });
});

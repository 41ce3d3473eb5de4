import type { Application, ModelClass } from '@loopnest/models';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { type ProjectFiles, useProjects } from './use-project.js';

const FILES = {
  'package.json': { type: 'module' },
  'server/model-config.json': {
    _meta: { sources: ['../common/models'], mixins: ['../common/mixins'] },
    Town: { dataSource: 'db' },
    River: { dataSource: 'db' },
  },
  'common/models/town.json': { name: 'Town', properties: { name: 'string' }, mixins: { Named: { prefix: 'x' } } },
  'common/models/town.js': `import loopback, { createModel, PersistedModel } from 'loopback';
    import { count } from '../lib/counter.js';
    import old, { counted } from '../lib/old.cjs';
    import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    export const required = require('loopback');
    export default function (Town) {
      Town.loopback = () => loopback;
      Town.isSame = required === loopback && old.loopback === loopback && createModel === loopback.createModel;
      Town.isBase = Town.base === PersistedModel;
      Town.count = () => [count(), counted()];
      Town.later = async () => (await import('loopback')).default;
      Town.countLater = async () => (await import('../lib/counter.js')).count();
      Town.observe('before save', async ({ instance }) => { instance.name = instance.name.trim(); });
    }`,
  'common/models/river.json': { name: 'River', properties: { name: 'string' } },
  'common/models/river.mjs': `import { counted } from '../lib/old.cjs';
    export default (River) => { River.counted = counted; };`,
  'common/lib/counter.js': `import { createModel } from 'loopback';
    let counted = 0;
    export const count = () => ++counted;`,
  'common/lib/old.cjs': `const loopback = require('loopback');
    let counted = 0;
    module.exports = { loopback, counted: () => ++counted, counter: () => require('./counter.js') };`,
  'common/mixins/named.js': `import { GeoPoint } from 'loopback';
    export default (Model, { prefix }) => { Model.mixed = [prefix, GeoPoint]; };`,
  'server/boot/a.js': `import app from '../server.js';
    import { counter } from '../../common/lib/old.cjs';
    export default async function (application) {
      application.set('isSame', app === application);
      application.set('counts', [counter().count(), (await import('../../common/lib/counter.js')).count()]);
      await application.models.Town.create({ name: ' Ulm ' });
    }`,
  'server/boot/b.mjs': `import loopback from 'loopback';
    export default (app, done) => { app.set('isLoopback', loopback() === app); setImmediate(done); };`,
  'server/boot/c.cjs': `module.exports = (app) => { app.set('old', require('loopback') === app.loopback); };`,
};

type Scripted = ModelClass & {
  loopback(): Application['loopback'];
  later(): Promise<Application['loopback']>;
  count(): number[];
  countLater(): Promise<number>;
  isSame: boolean;
  isBase: boolean;
  mixed: unknown[];
};

describe.each(testDatabases())('scripts that are ES modules on $name', (database) => {
  const projects = useProjects();
  const town = (app: Application) => app.models['Town'] as unknown as Scripted;
  const start = async (files: ProjectFiles = FILES) => projects.start(await projects.write(files), database);

  it('run beside models, at boot and as mixins, and import the loopback of their application', async () => {
    const app = await start();
    expect(town(app).loopback()).toBe(app.loopback);
    expect([town(app).isSame, town(app).isBase]).toEqual([true, true]);
    expect(town(app).mixed).toEqual(['x', app.loopback.GeoPoint]);
    expect(['isSame', 'isLoopback', 'old'].map((name) => app.get(name))).toEqual([true, true, true]);
    expect(await town(app).find()).toMatchObject([{ name: 'Ulm' }]);
  });

  it('share what they import, whether it is required, imported, or imported later', async () => {
    const app = await start();
    expect(app.get('counts')).toEqual([1, 2]);
    expect(town(app).count()).toEqual([3, 1]);
    expect(await town(app).countLater()).toBe(4);
    expect((app.models['River'] as unknown as { counted(): number }).counted()).toBe(2);
  });

  it('are loaded anew for each application of a directory, and import its loopback later as well', async () => {
    const root = await projects.write(FILES);
    const [one, other] = [await projects.start(root, database), await projects.start(root, database)];
    expect(town(one).loopback()).toBe(one.loopback);
    expect(town(other).loopback()).toBe(other.loopback);
    expect(await town(other).later()).toBe(other.loopback);
    expect(await town(one).later()).toBe(one.loopback);
    expect([town(one).count(), town(other).count()]).toEqual([[3, 1], [3, 1]]); // prettier-ignore
  });

  it('leave nothing behind: modules of others find no loopback, nor does anybody after the end', async () => {
    const app = await start();
    const outside = await projects.write({ 'x.mjs': `import loopback from 'loopback'; export default loopback;` });
    const importing = import(/* @vite-ignore */ join(outside, 'x.mjs'));
    await expect(importing).rejects.toThrow(/loopback/);
    await app.close();
    await expect(town(app).later()).rejects.toThrow(/loopback/);
  });

  it('leave nothing behind where the start fails', async () => {
    const failing = `globalThis.importLoopback = () => import('loopback'); throw new Error('broken');`;
    const root = await projects.write({ ...FILES, 'common/models/town.js': failing });
    await expect(projects.start(root, database)).rejects.toThrow('broken');
    const { importLoopback } = globalThis as unknown as { importLoopback(): Promise<unknown> };
    Reflect.deleteProperty(globalThis, 'importLoopback');
    await expect(importLoopback()).rejects.toThrow(/loopback/);
  });

  it('may be files of which no package says what they are', async () => {
    const { 'package.json': _type, 'common/lib/counter.js': counter, ...files } = FILES;
    const app = await start({ ...files, 'common/lib/counter.js': counter });
    expect(town(app).count()).toEqual([3, 1]);
  });

  it.each([
    ['throws when it is loaded', 'common/models/town.js', '\n\nthrow new Error("broken");', ':3: broken'],
    ['throws in its function', 'common/models/town.js', 'export default () => {\n  throw new Error("broken");\n};', ':2: broken'],
    ['rejects', 'common/models/town.js', 'export default async () => {\n  throw new Error("broken");\n};', ':2: broken'],
    ['throws in its function at boot', 'server/boot/a.js', 'export default () => {\n  throw new Error("broken");\n};', ':2: broken'],
    ['throws as a mixin', 'common/mixins/named.js', 'export default () => {\n  throw new Error("broken");\n};', ':2: broken'],
    ['imports what is not there', 'server/boot/a.js', 'import x from "./nowhere.js";', ': Cannot find module'],
    ['imports what loopback has not', 'server/boot/a.js', 'import { nothing } from "loopback";', "does not provide an export named 'nothing'"],
    ['does not parse', 'server/boot/a.js', 'export default (', ': Unexpected end of input'],
    ['awaits at its top level', 'server/boot/a.js', 'await null;\nexport default () => {};', ': '],
  ])('that %s stop the start with their file', async (_how, path, text, message) => {
    const root = await projects.write({ ...FILES, [path]: text });
    const failed = projects.start(root, database);
    await expect(failed).rejects.toThrow(message.startsWith(':') ? join(root, path) + message : message);
    await expect(failed).rejects.toThrow(join(root, path));
  }); // prettier-ignore
});

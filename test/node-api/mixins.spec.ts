import type { ModelClass } from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useProjects } from './use-project.js';

const STAMP = `module.exports = function (Model, options) {
  Model.defineProperty(options.as || 'stamp', { type: String });
  Model.observe('before save', async (context) => {
    if (context.instance) context.instance[options.as || 'stamp'] = (options.text || 'stamped') + ' ' + Model.modelName;
  });
  Model.stamps = (Object.hasOwn(Model, 'stamps') ? Model.stamps : []).concat(options.as || 'stamp');
};`;

function project(mixins: unknown, more: Readonly<Record<string, unknown>> = {}) {
  return {
    'server/model-config.json': {
      _meta: { sources: ['../common/models'] },
      Crate: { dataSource: 'db' },
      ...(more['config'] as object | undefined),
    },
    'common/models/crate.json': { name: 'Crate', properties: { label: 'string' }, mixins },
    'common/mixins/time-stamped.js': STAMP,
    'common/mixins/never-asked-for.js': 'throw new Error("loaded, though no model asks for it");',
    ...(more['files'] as object | undefined),
  };
}

interface Crate {
  id: number;
  label: string;
  [property: string]: unknown;
}

describe.each(testDatabases())('mixins on $name', (database) => {
  const projects = useProjects();

  async function start(mixins: unknown, more?: Readonly<Record<string, unknown>>) {
    const app = await projects.start(await projects.write(project(mixins, more)), database);
    return { app, Crate: app.models['Crate'] as unknown as ModelClass<Crate> & { stamps?: string[] } };
  }

  it('are functions of files, by the name of the file in camel case', async () => {
    const { Crate } = await start({ TimeStamped: true });
    expect(await Crate.create({ label: 'a' })).toMatchObject({ label: 'a', stamp: 'stamped Crate' });
    expect((await Crate.findOne({ where: { stamp: 'stamped Crate' } }))?.label).toBe('a');
  });

  it('get options, once for each in a list, and are left out with false', async () => {
    const { Crate } = await start({ TimeStamped: [{ as: 'one', text: 'first' }, { as: 'two' }], Absent: false });
    expect(Crate.stamps).toEqual(['one', 'two']);
    expect(await Crate.create({})).toMatchObject({ one: 'first Crate', two: 'stamped Crate' });
  });

  it('have the name that the JSON beside them gives', async () => {
    const files = { 'common/mixins/time-stamped.json': { name: 'Marked' } };
    const { Crate } = await start({ Marked: {} }, { files });
    expect(Crate.stamps).toEqual(['stamp']);
  });

  it('are applied again for descendants', async () => {
    const more = {
      config: { Box: { dataSource: 'db' } },
      files: { 'common/models/box.json': { name: 'Box', base: 'Crate' } },
    };
    const { app, Crate } = await start({ TimeStamped: true }, more);
    const Box = app.models['Box'] as unknown as typeof Crate;
    expect(Box.stamps).toEqual(['stamp']);
    expect(await Box.create({})).toMatchObject({ stamp: 'stamped Box' });
  });

  it('may be models, whose properties and functions are mixed in', async () => {
    const more = {
      files: {
        'common/models/priced.json': {
          name: 'Priced',
          base: 'Model',
          properties: { price: { type: 'number', default: 5 } },
        },
        'common/models/priced.js':
          'module.exports = (Priced) => { Priced.currency = () => "EUR"; Priced.prototype.text = function () { return this.price + " EUR"; }; };',
      },
      config: { Priced: { dataSource: null, public: false } },
    };
    const { Crate } = await start({ Priced: true }, more);
    const crate = (await Crate.create({})) as unknown as { price: number; text(): string };
    expect([crate.price, crate.text()]).toEqual([5, '5 EUR']);
    expect((Crate as unknown as { currency(): string }).currency()).toBe('EUR');
  });

  it('are found in other directories, which _meta.mixins names', async () => {
    const files = {
      'server/model-config.json': {
        _meta: { sources: ['../common/models'], mixins: ['../lib/mixins'] },
        Crate: { dataSource: 'db' },
      },
      'lib/mixins/soft_delete.js': 'module.exports = (Model) => { Model.soft = true; };',
    };
    const { Crate } = await start({ SoftDelete: true }, { files });
    expect((Crate as unknown as { soft: boolean }).soft).toBe(true);
  });

  it('stop the start where there is none of the name, with the file and the place', async () => {
    await expect(start({ TimeStampd: true })).rejects.toMatchObject({
      problems: [
        expect.objectContaining({
          file: 'common/models/crate.json',
          pointer: '/mixins/TimeStampd',
          message: 'Model "Crate" uses unknown mixin: TimeStampd',
        }),
      ],
    });
  });

  it('stop the start with their own error, and their file', async () => {
    const files = { 'common/mixins/broken.js': 'module.exports = () => { throw new Error("no such luck"); };' };
    await expect(start({ Broken: true }, { files })).rejects.toThrow(/broken\.js:1: no such luck/);
  });

  it('are waited for, and stop the start with an error that comes later', async () => {
    const files = {
      'common/mixins/slow.js': `module.exports = async (Model) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        Model.isReady = true;
      };`,
      'common/mixins/broken.js': 'module.exports = async () => { throw new Error("no such luck"); };',
    };
    const { Crate } = await start({ Slow: true }, { files });
    expect(Crate).toHaveProperty('isReady', true);
    await expect(start({ Broken: true }, { files })).rejects.toThrow(/broken\.js:1: no such luck/);
  });

  it('are defined and applied in code', async () => {
    const { app, Crate } = await start({});
    app.registry.modelBuilder.mixins.define('Loud', ((Model: { prototype: object }, options: { end: string }) => {
      Object.assign(Model.prototype, {
        shout(this: Crate) {
          return this.label.toUpperCase() + options.end;
        },
      });
    }) as never);
    Crate.mixin('Loud', { end: '!' });
    expect((new Crate({ label: 'a' }) as unknown as { shout(): string }).shout()).toBe('A!');
    const Crier = app.registry.createModel({
      name: 'Crier',
      properties: { label: 'string' },
      mixins: { Loud: { end: '?' } },
    });
    app.model(Crier, { dataSource: 'db' });
    expect((new Crier({ label: 'b' }) as unknown as { shout(): string }).shout()).toBe('B?');
    expect(() => Crate.mixin('Absent')).toThrow('Model "Crate" uses unknown mixin: Absent');
  });
});

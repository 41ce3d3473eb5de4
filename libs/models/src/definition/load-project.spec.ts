import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DefinitionsError } from './definitions.error.js';
import { loadProject } from './load-project.js';
import type { ProjectOptions } from './project-options.js';

type Files = Record<string, unknown>;

const APPS = fileURLToPath(new URL('../../../../test/conformance/apps/', import.meta.url));
const BUILT_IN = [
  ...['User', 'AccessToken', 'ACL', 'Role', 'RoleMapping', 'Application', 'Scope'].map((name) => ({ name })),
  ...['Change', 'Checkpoint'].map((name) => ({ name })),
  ...['Email', 'KeyValueModel'].map((name) => ({ name, base: 'Model' })),
];
const DATA_SOURCES = { db: { connector: 'memory' } };

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'loopnest-project-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** A project with one data source and models in common/models. */
function writeModels(models: Files, modelConfig: Files, more: Files = {}): void {
  write({
    'server/datasources.json': DATA_SOURCES,
    'server/model-config.json': { _meta: { sources: ['../common/models'] }, ...modelConfig },
    ...Object.fromEntries(Object.entries(models).map(([name, model]) => [`common/models/${name}.json`, model])),
    ...more,
  });
}

function load(options: ProjectOptions = {}) {
  return loadProject({ root, env: {}, environment: 'development', ...options });
}

function problemsOf(options?: ProjectOptions) {
  try {
    load(options);
  } catch (error) {
    if (error instanceof DefinitionsError) return error.problems;
    throw error;
  }
  return [];
}

function messageOf(options?: ProjectOptions): string {
  return new DefinitionsError(problemsOf(options)).message;
}

describe('the projects of the conformance suite', () => {
  it.each(readdirSync(APPS))('%s loads', (app) => {
    const project = loadProject({ root: join(APPS, app), builtInModels: BUILT_IN, env: { DATABASE_URL: 'x' } });
    expect(project.models.length).toBeGreaterThan(0);
    expect(project.warnings).toEqual([]);
  });

  it('types-kiosk has its local variants, and those of an environment over them', () => {
    const kiosk = { root: join(APPS, 'types-kiosk'), env: {} };
    const local = loadProject({ ...kiosk, environment: 'development' });
    expect(local.config).toMatchObject({ restApiRoot: '/rest/v2', remoting: { json: { limit: '2kb', strict: true } } });
    const staging = loadProject({ ...kiosk, environment: 'staging' });
    expect(staging.config).toMatchObject({
      restApiRoot: '/staging',
      remoting: { json: { limit: '1kb', strict: true } },
    });
    const closed = staging.models.filter((model) => !model.public).map((model) => model.definition.name);
    expect(closed).toEqual(['Voucher', 'Tally']);
  });

  it('types-gazette has bases that are not used themselves', () => {
    const { models, bases } = loadProject({ root: join(APPS, 'types-gazette'), env: {} });
    expect(bases.map((base) => base.definition.name)).toEqual(['Piece']);
    expect(bases[0]).toMatchObject({ dataSource: null, public: false });
    const column = models.find((model) => model.definition.name === 'Column')?.definition;
    expect(column?.properties.map((property) => property.name)).toEqual([
      'slug',
      'section',
      'title',
      'fee',
      'words',
      'draft',
    ]);
  });
});

describe('a project directory', () => {
  it('may be empty', () => {
    expect(load()).toMatchObject({ config: {}, dataSources: {}, models: [], bases: [], warnings: [] });
  });

  it('must exist', () => {
    expect(messageOf({ root: join(root, 'nowhere') })).toContain('there is no such directory');
  });

  it('has models in server/models where no sources are named', () => {
    write({
      'server/model-config.json': { Thing: { dataSource: null } },
      'server/models/thing.json': { base: 'Model' },
    });
    expect(load().models[0]?.definition.name).toBe('Thing');
  });

  it('leaves out directories that do not exist, and those of LoopBack', () => {
    write({
      'node_modules/loopback/common/models/thing.json': { name: 'Thing' },
      'server/model-config.json': { _meta: { sources: ['loopback/common/models', '../nowhere'] } },
    });
    expect(load({ builtInModels: [] }).models).toEqual([]);
  });

  it('knows the models of change tracking where an entry or a base names them', () => {
    write({
      'server/model-config.json': { Change: { dataSource: null }, Note: { dataSource: null } },
      'server/models/note.json': { base: 'Checkpoint' },
    });
    const { models, bases } = load({ builtInModels: [] });
    expect(models.map(({ definition }) => definition.name)).toEqual(['Change', 'Note']);
    expect(bases.map(({ definition }) => definition.name)).toEqual(['Checkpoint']);
    expect(models[1]?.definition.ancestors).toEqual(['Checkpoint', 'PersistedModel', 'Model']);
  });

  it('finds models in installed packages', () => {
    write({
      'node_modules/pack/models/thing.json': { name: 'Thing' },
      'server/model-config.json': { _meta: { sources: ['pack/models'] }, Thing: { dataSource: null } },
    });
    expect(load().models).toHaveLength(1);
  });

  it('finds scripts beside definitions', () => {
    writeModels({ thing: {} }, { Thing: { dataSource: 'db' } }, { 'common/models/thing.js': '' });
    expect(load().models[0]?.script).toBe(join(root, 'common/models/thing.js'));
  });

  it('finds directories of mixins', () => {
    write({
      'server/model-config.json': { _meta: { mixins: ['loopback/common/mixins', '../common/mixins', './mixins'] } },
      'common/mixins/a.js': '',
    });
    expect(load().mixinDirectories).toEqual([join(root, 'common/mixins')]);
  });

  it('lets the later of two definitions count', () => {
    write({
      'server/model-config.json': { _meta: { sources: ['./a', './b'] }, Thing: { dataSource: null } },
      'server/a/thing.json': { name: 'Thing', plural: 'a' },
      'server/b/thing.json': { name: 'Thing', plural: 'b' },
    });
    expect(load().models[0]?.definition.plural).toBe('b');
  });

  it('defines bases first, else in the order of model-config.json', () => {
    const models = { a: { base: 'C' }, b: {}, c: { base: 'D' }, d: {} };
    writeModels(models, { A: { dataSource: 'db' }, B: { dataSource: 'db' }, C: { dataSource: 'db' } });
    expect(load().models.map((model) => model.definition.name)).toEqual(['C', 'A', 'B']);
    expect(load().bases.map((model) => model.definition.name)).toEqual(['D']);
  });

  it('does not pass on to heirs what model-config.json says', () => {
    const entry = { dataSource: 'db', options: { strict: true }, acls: [{ permission: 'DENY' }] };
    writeModels({ base: {}, heir: { base: 'Base' } }, { Base: entry, Heir: { dataSource: 'db' } });
    const [base, heir] = load().models.map((model) => model.definition.settings);
    expect(base).toMatchObject({ strict: true, acls: [{ permission: 'DENY' }] });
    expect(heir).toEqual({ base: 'Base' });
  });

  it('takes an entry out that is null', () => {
    writeModels({ thing: {} }, { Thing: { dataSource: 'db' } }, { 'server/model-config.local.json': { Thing: null } });
    expect(load().models).toEqual([]);
  });

  it('uses built-in models by their entry, and has the others beside', () => {
    writeModels(
      { member: { base: 'User' } },
      { Member: { dataSource: 'db' }, ACL: { dataSource: 'db', public: false } },
    );
    const { models, bases } = load({ builtInModels: [{ name: 'User' }, { name: 'ACL' }, { name: 'Role' }] });
    expect(models.map((model) => [model.definition.name, model.public])).toEqual([
      ['Member', true],
      ['ACL', false],
    ]);
    expect(bases.map((model) => model.definition.name)).toEqual(['User', 'Role']);
  });

  it('warns of an entry without a data source', () => {
    writeModels({ thing: {} }, { Thing: {} });
    const { models, warnings } = load();
    expect(models[0]).toMatchObject({ dataSource: null, public: true });
    expect(warnings[0]).toContain('/Thing: "dataSource" is missing');
  });

  it('warns of keys that are nearly settings, and of types that nothing has', () => {
    const part = { name: 'string', kind: ['strnig'], size: { width: 'nmuber' }, price: 'currency' };
    const properties = { ...part, at: { type: 'Dat' }, maker: 'maker', other: 'Maker', any: {}, list: ['ANY'] };
    const options = { validateUpsrt: true, color: 'red' };
    writeModels(
      { thing: { propertys: {}, properties, options, hiden: [], trackChange: true, owner: 1 }, maker: {} },
      { Thing: { dataSource: null }, Maker: { dataSource: null } },
    );
    const file = 'common/models/thing.json';
    expect(load().warnings).toEqual([
      `${file} › /propertys: "propertys" is no setting; did you mean "properties"?`,
      `${file} › /hiden: "hiden" is no setting; did you mean "hidden"?`,
      `${file} › /trackChange: "trackChange" is no setting; did you mean "trackChanges"?`,
      `${file} › /options/validateUpsrt: "validateUpsrt" is no setting; did you mean "validateUpsert"?`,
      `${file} › /properties/kind/0: no type and no model is named "strnig"; did you mean "string"?`,
      `${file} › /properties/size/width: no type and no model is named "nmuber"; did you mean "number"?`,
      `${file} › /properties/price: no type and no model is named "currency"`,
      `${file} › /properties/at/type: no type and no model is named "Dat"; did you mean "date"?`,
      `${file} › /properties/maker: no type and no model is named "maker"; did you mean "Maker"?`,
    ]);
  });

  it('looks up variables in datasources.json only', () => {
    write({
      'server/datasources.json': { db: { connector: 'postgresql', url: '${URL}', max: '${size}' } },
      'server/config.json': { size: 5, text: '${URL}' },
    });
    const project = load({ env: { URL: 'postgres://x' } });
    expect(project.dataSources['db']).toEqual({ connector: 'postgresql', url: 'postgres://x', max: 5 });
    expect(project.config['text']).toBe('${URL}');
  });
});

describe('options beside the files', () => {
  it('are laid over them', () => {
    write({ 'server/config.json': { a: { b: 1, c: 1 }, list: [1, 2] }, 'server/datasources.json': DATA_SOURCES });
    const { config, dataSources } = load({ config: { a: { b: 2 }, list: [3] }, dataSources: { db: { file: 'x' } } });
    expect(config).toEqual({ a: { b: 2, c: 1 }, list: [3] });
    expect(dataSources).toEqual({ db: { connector: 'memory', file: 'x' } });
  });

  it('keep a live object under orm as it is', () => {
    const orm = { config: { size: '${X}' } };
    const { dataSources } = load({ dataSources: { db: { orm } } });
    expect(dataSources['db']?.['orm']).toBe(orm);
    expect(Object.isFrozen(orm)).toBe(false);
  });

  it('give models, which are public on the only data source', () => {
    const models = [{ name: 'Thing', properties: { name: String, tags: [String], on: { type: Date } } }];
    const project = loadProject({ models, dataSources: DATA_SOURCES, env: {} });
    expect(project.models[0]).toMatchObject({
      dataSource: 'db',
      public: true,
      definition: { source: { file: 'models[0]' } },
    });
  });

  it('give models without a data source where there is none', () => {
    expect(loadProject({ models: [{ name: 'Thing' }], env: {} }).models[0]?.dataSource).toBeNull();
  });

  it('must say which data source, where there are several', () => {
    const dataSources = { db: { connector: 'memory' }, other: { connector: 'memory' } };
    expect(messageOf({ models: [{ name: 'Thing' }], dataSources })).toBe(
      'models[0]: the model "Thing" has no entry in the model configuration, and there are several data sources: db, other; ' +
        'modelConfig: { "Thing": { "dataSource": "db" } }, or "dataSource": null',
    );
    const modelConfig = { Thing: { dataSource: 'other' } };
    expect(load({ models: [{ name: 'Thing' }], dataSources, modelConfig }).models[0]?.dataSource).toBe('other');
  });

  it('give models by pattern, path and directory', () => {
    write({ 'a/one.json': {}, 'a/two.json': {}, 'b/three.json': {}, 'b/_not.json': {}, 'four.json': {} });
    const project = load({ models: ['a/*.json', 'b', 'four.json'] });
    expect(project.models.map((model) => model.definition.name)).toEqual(['One', 'Two', 'Three', 'Four']);
  });

  it('refuse a pattern that matches nothing', () => {
    expect(problemsOf({ models: ['nope/*.json'] })[0]?.message).toBe('no definition is found at "nope/*.json"');
  });

  it('refuse a model without a name', () => {
    expect(problemsOf({ models: [{}] })).toMatchObject([{ file: 'models[0]', pointer: '/name' }]);
  });
});

describe('a project that cannot start', () => {
  it('tells all problems together, one line each', () => {
    writeModels(
      { thing: { hidden: 'a', properties: { 'a.b': 'string' } } },
      { Thing: { dataSource: 'nope' }, Ghost: {} },
    );
    expect(messageOf().split('\n')).toEqual([
      'server/model-config.json › /Thing/dataSource: Thing is referencing a dataSource that does not exist: "nope"; one of db, or null',
      'server/model-config.json › /Ghost: Model not found: Ghost; the name of a definition in _meta.sources, or of a built-in model',
      'common/models/thing.json › /hidden: Expected array or null, got string; a list of property names',
      'common/models/thing.json › /properties/a.b: Property names containing dot(s) are not supported. Model: Thing, property: a.b',
    ]);
  });

  it('names line and column of a syntax error', () => {
    writeModels({}, {}, { 'common/models/thing.json': '{\n  "name" "Thing"\n}' });
    expect(messageOf()).toMatch(/^common\/models\/thing\.json: not valid JSON at line 2, column 10: /);
  });

  it.each([{ properties: {} }, { base: 'Model' }, { plural: 'things' }, { options: { plural: 'things' } }])(
    'has an entry in the format of LoopBack 1: %j',
    (entry) => {
      writeModels({ thing: {} }, { Thing: { dataSource: 'db', ...entry } });
      expect(messageOf()).toContain('The data in model-config.json is in the unsupported 1.x format.');
    },
  );

  it('has variants that do not fit, and names the variant', () => {
    write({ 'server/config.json': { list: [1] }, 'server/config.local.json': { list: [1, 2] } });
    expect(messageOf()).toBe(
      'server/config.local.json › /list: Cannot merge array values of different length for the option `config.local.json.list`.',
    );
  });

  it('has a base that is not there', () => {
    writeModels({ thing: { base: 'Nope' } }, { Thing: { dataSource: 'db' } });
    expect(messageOf()).toBe(
      'common/models/thing.json › /base: Model not found: model `Thing` is extending an unknown model `Nope`.',
    );
  });

  it('has bases in a circle', () => {
    writeModels({ a: { base: 'B' }, b: { base: 'A' } }, { A: { dataSource: 'db' }, B: { dataSource: 'db' } });
    expect(messageOf()).toContain('is its own base');
  });

  it('has a model with the name of a type', () => {
    writeModels({ file: {} }, { File: { dataSource: 'db' } });
    expect(messageOf()).toContain('"File" is the name of a type');
  });

  it('has switches of methods that are not boolean', () => {
    const options = { remoting: { sharedMethods: { find: 'no' } } };
    writeModels({ thing: {} }, { Thing: { dataSource: 'db', options } });
    write({ 'server/config.json': { remoting: { sharedMethods: { '*': 1 } } } });
    expect(problemsOf()).toEqual([
      { file: 'server/config.json', pointer: '/remoting/sharedMethods/*', message: 'Expected boolean, got number' },
      {
        file: 'server/model-config.json',
        pointer: '/Thing/options/remoting/sharedMethods/find',
        message: 'Expected boolean, got string',
      },
    ]);
  });

  it.each(['context', 'cors'])('has remoting.%s', (key) => {
    write({ 'server/config.json': { remoting: { [key]: true } } });
    expect(messageOf()).toContain(`remoting.${key} was removed in LoopBack 3.0`);
  });

  it('may have remoting.context in a LoopBack 2 project, with a warning', () => {
    write({
      'package.json': { dependencies: { loopback: '^2.40.0' } },
      'server/config.json': { remoting: { context: { enableHttpContext: true } } },
    });
    expect(load().warnings[0]).toContain('remoting.context was removed in LoopBack 3.0');
  });

  it('has a model on a database without any id (deviation 17)', () => {
    writeModels({ thing: { excludeBaseProperties: ['id'] } }, { Thing: { dataSource: 'db' } });
    expect(messageOf()).toContain('the model "Thing" has no id: that of its base "PersistedModel" is taken out');
  });

  it('may leave a model without an id unattached', () => {
    writeModels({ thing: { excludeBaseProperties: ['id'] } }, { Thing: { dataSource: null } });
    expect(load().models).toHaveLength(1);
  });
});

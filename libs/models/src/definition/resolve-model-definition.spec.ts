import { describe, expect, it } from 'vitest';
import { PERSISTED_MODEL_DEFINITION, MODEL_DEFINITION } from './built-in-definitions.js';
import type { DefinitionProblem } from './definition-problem.js';
import { forceIdInForce } from './force-id.js';
import { describeMissingId } from './missing-id.js';
import type { ModelDefinition } from './model-definition.js';
import { resolveModelDefinition, type ResolutionContext } from './resolve-model-definition.js';

type Raw = Record<string, unknown>;

interface Resolved {
  readonly definition: ModelDefinition;
  readonly problems: DefinitionProblem[];
  readonly warnings: string[];
}

function resolveAll(raw: Raw, base = PERSISTED_MODEL_DEFINITION, context: Partial<ResolutionContext> = {}): Resolved {
  const problems: DefinitionProblem[] = [];
  const warnings: string[] = [];
  const definition = resolveModelDefinition(raw, base, {
    report: (problem) => problems.push(problem),
    warn: (text) => warnings.push(text),
    ...context,
  });
  return { definition, problems, warnings };
}

function resolve(raw: Raw, base?: ModelDefinition, context?: Partial<ResolutionContext>): ModelDefinition {
  return resolveAll(raw, base, context).definition;
}

function names(definition: ModelDefinition): string[] {
  return definition.properties.map((property) => property.name);
}

describe('a definition', () => {
  it('has settings from the top level and from options, which count where both say it', () => {
    const { settings } = resolve({ name: 'A', strict: true, custom: 1, options: { strict: 'filter', other: 2 } });
    expect(settings).toEqual({ strict: 'filter', custom: 1, other: 2, base: 'PersistedModel' });
  });

  it('knows all of its bases', () => {
    const piece = resolve({ name: 'Piece' });
    expect(resolve({ name: 'Article' }, piece).ancestors).toEqual(['Piece', 'PersistedModel', 'Model']);
  });

  it('takes other names of settings', () => {
    const { settings } = resolve({
      name: 'A',
      hidden: ['a'],
      hiddenProperties: ['b', 'a'],
      protectedProperties: ['c'],
      relationships: { r: { type: 'hasMany' } },
    });
    expect(settings).toMatchObject({ hidden: ['a', 'b'], protected: ['c'], relations: { r: { type: 'hasMany' } } });
    expect(settings).not.toHaveProperty('hiddenProperties');
  });

  it('is frozen at every depth, and a copy', () => {
    const scope = { where: { a: 1 } };
    const definition = resolve({ name: 'A', scope, properties: { a: 'number' } });
    expect(Object.isFrozen(definition.settings['scope'])).toBe(true);
    expect(Object.isFrozen(definition.properties[0]?.raw)).toBe(true);
    expect(Object.isFrozen(scope)).toBe(false);
  });

  it('keeps functions and classes as they are', () => {
    const scope = (): object => ({});
    expect(resolve({ name: 'A', scope }).settings['scope']).toBe(scope);
  });

  it('refuses property names with a dot', () => {
    const { problems } = resolveAll({ name: 'M', properties: { 'a.b': 'string' } }, undefined, {
      source: { file: 'm.json' },
    });
    expect(problems).toEqual([
      {
        file: 'm.json',
        pointer: '/properties/a.b',
        message: 'Property names containing dot(s) are not supported. Model: M, property: a.b',
      },
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('refuses a property named %s', (name) => {
    const { problems, definition } = resolveAll({ name: 'M', properties: JSON.parse(`{"${name}": "string"}`) });
    expect(problems.map((problem) => problem.pointer)).toEqual([`/properties/${name}`]);
    expect(names(definition)).toEqual(['id']);
  });

  it('warns of injectOptionsFromRemoteContext', () => {
    expect(resolveAll({ name: 'M', injectOptionsFromRemoteContext: true }).warnings[0]).toContain('has no effect');
  });
});

describe('ids', () => {
  it('are inherited from PersistedModel as the last property', () => {
    const definition = resolve({ name: 'A', properties: { a: 'string' } });
    expect(names(definition)).toEqual(['a', 'id']);
    expect(definition.properties[1]).toMatchObject({ type: { name: 'number' }, id: 1, generated: true });
    expect(definition.idNames).toEqual(['id']);
  });

  it('are inherited from PersistedModel whatever idInjection says', () => {
    expect(resolve({ name: 'Tally', options: { idInjection: false } }).idNames).toEqual(['id']);
  });

  it('are added to a model without one', () => {
    expect(names(resolve({ name: 'A', properties: { a: 'string' } }, MODEL_DEFINITION))).toEqual(['a', 'id']);
  });

  it('are not added where idInjection is false', () => {
    expect(resolve({ name: 'A', idInjection: false }, MODEL_DEFINITION).idNames).toEqual([]);
  });

  it('of its own replace that of the base', () => {
    const definition = resolve({ name: 'A', properties: { slug: { type: 'string', id: true }, a: 'string' } });
    expect(names(definition)).toEqual(['slug', 'a']);
    expect(definition.idNames).toEqual(['slug']);
  });

  it('of several properties are in the order of their numbers', () => {
    const properties = { b: { type: 'number', id: 2 }, a: { type: 'string', id: 1 } };
    expect(resolve({ name: 'A', properties }).idNames).toEqual(['a', 'b']);
  });

  it('take the place of an own property "id" that does not say that it is one', () => {
    const { definition, warnings } = resolveAll({ name: 'A', properties: { id: 'string', a: 'string' } });
    expect(names(definition)).toEqual(['id', 'a']);
    expect(definition.properties[0]).toMatchObject({ id: 1, generated: true });
    expect(warnings[0]).toContain('"id" does not say "id": true');
  });

  it('may not be missing on a database, where the base has one (deviation 17)', () => {
    const definition = resolve({ name: 'A', excludeBaseProperties: ['id'], properties: { a: 'string' } });
    expect(definition.idNames).toEqual([]);
    expect(describeMissingId(definition, 'postgresql')).toContain('the model "A" has no id');
    expect(describeMissingId(definition, 'transient')).toBeUndefined();
    expect(describeMissingId(resolve({ name: 'B', properties: { id: false } }), 'memory')).toContain('"B"');
  });
});

describe('forceId', () => {
  function inForce(raw: Raw, context?: Partial<ResolutionContext>): boolean {
    const { settings, properties } = resolve(raw, undefined, context);
    return forceIdInForce(settings, properties);
  }

  it('is in force for generated ids unless it is false', () => {
    expect(inForce({ name: 'A' })).toBe(true);
    expect(inForce({ name: 'A', forceId: 'auto' })).toBe(true);
    expect(inForce({ name: 'A', forceId: false })).toBe(false);
  });

  it('is not in force for other ids, with a warning where it was asked for', () => {
    const raw = { name: 'A', forceId: true, properties: { code: { type: 'string', id: true } } };
    expect(inForce(raw)).toBe(false);
    expect(resolveAll(raw).warnings[0]).toContain('"forceId": true is not in force');
  });

  it('may be set by model-config.json (deviation 12)', () => {
    expect(inForce({ name: 'A', forceId: true }, { configOptions: { forceId: false } })).toBe(false);
  });
});

describe('options of model-config.json', () => {
  it('are laid over the settings, key by key', () => {
    const context = { configOptions: { strict: true, scope: { where: { live: true } } } };
    const { settings } = resolve({ name: 'A', strict: false, scope: { order: 'a' }, custom: 1 }, undefined, context);
    expect(settings).toMatchObject({ strict: true, scope: { where: { live: true } }, custom: 1 });
    expect(settings['scope']).not.toHaveProperty('order');
  });

  it('add method switches to what the definition says about remoting', () => {
    const context = { configOptions: { remoting: { sharedMethods: { find: false } } } };
    const { settings } = resolve({ name: 'A', remoting: { normalizeHttpPath: true } }, undefined, context);
    expect(settings['remoting']).toEqual({ normalizeHttpPath: true, sharedMethods: { find: false } });
  });

  it.each(['base', 'relations', 'acls', 'dataSource'])('cannot set %s', (key) => {
    const { definition, warnings } = resolveAll({ name: 'A' }, undefined, { configOptions: { [key]: 'x' } });
    expect(definition.settings).toEqual({ base: 'PersistedModel' });
    expect(warnings[0]).toContain(`"${key}" cannot be set`);
  });

  it('come with relations: new ones, and settings of those that exist', () => {
    const raw = { name: 'A', relations: { files: { type: 'hasMany', model: 'File1' } } };
    const configuration = { relations: { files: { foreignKey: 'k' }, lines: { type: 'hasMany', model: 'Line' } } };
    expect(resolve(raw, undefined, { configuration }).settings['relations']).toEqual({
      files: { type: 'hasMany', model: 'File1', foreignKey: 'k' },
      lines: { type: 'hasMany', model: 'Line' },
    });
  });

  it('come with acls: one about the same replaces, others are added', () => {
    const deny = { principalType: 'ROLE', principalId: '$everyone', permission: 'DENY' };
    const allow = { ...deny, permission: 'ALLOW' };
    const find = { ...allow, property: 'find' };
    const context = { configuration: { acls: [allow, find] } };
    expect(resolve({ name: 'A', acls: [deny] }, undefined, context).settings['acls']).toEqual([allow, find]);
  });

  it('come with methods, which are added', () => {
    const context = { configuration: { methods: { b: { shared: true } } } };
    expect(resolve({ name: 'A', methods: { a: {} } }, undefined, context).settings['methods']).toEqual({
      a: {},
      b: { shared: true },
    });
  });
});

describe('inheritance', () => {
  const piece = resolve({
    name: 'Piece',
    plural: 'pieces',
    http: { path: 'print/pieces' },
    description: ['a'],
    strict: true,
    hidden: ['draft'],
    custom: { deep: { a: 1, b: 1 }, list: [1, 2] },
    postgresql: { schema: 's', table: 't' },
    scopes: { long: { where: { words: 5 } } },
    acls: [{ permission: 'DENY' }],
    mixins: { Slug: true },
    methods: { shout: { shared: true } },
    relations: { author: { type: 'belongsTo', model: 'Person', foreignKey: 'authorId' } },
    properties: {
      title: { type: 'string', required: true },
      draft: 'string',
      words: { type: 'number', default: 100 },
      old: 'string',
    },
  });

  it('puts own properties first, then inherited ones, the id last', () => {
    const properties = { section: 'string', words: { type: 'number', default: 300 } };
    expect(names(resolve({ name: 'Article', properties }, piece))).toEqual([
      'section',
      'words',
      'title',
      'draft',
      'old',
      'id',
    ]);
  });

  it('replaces a redefined property as a whole', () => {
    const [title] = resolve({ name: 'A', properties: { title: 'string' } }, piece).properties;
    expect(title).toMatchObject({ name: 'title', required: false });
  });

  it.each([
    ['null', { properties: { old: null } }],
    ['false', { properties: { old: false } }],
    ['excludeBaseProperties', { excludeBaseProperties: ['old'] }],
  ])('leaves a property out by %s', (_way, raw) => {
    expect(names(resolve({ name: 'A', ...raw }, piece))).toEqual(['title', 'draft', 'words', 'id']);
  });

  it('does not pass on that a property was left out', () => {
    const first = resolve({ name: 'A', excludeBaseProperties: ['old'], properties: { old: 'number' } }, piece);
    expect(names(resolve({ name: 'B' }, first))).toContain('old');
  });

  it('joins hidden properties', () => {
    expect(resolve({ name: 'A', hidden: ['fee', 'draft'] }, piece).settings['hidden']).toEqual(['fee', 'draft']);
  });

  it('replaces scalars, merges objects deeply, joins arrays without doubles', () => {
    const { settings } = resolve({ name: 'A', strict: false, custom: { deep: { b: 2 }, list: [2, 3] } }, piece);
    expect(settings).toMatchObject({ strict: false, custom: { deep: { a: 1, b: 2 }, list: [2, 3, 1] } });
  });

  it('takes relations by name, its own first and as a whole', () => {
    const relations = { editor: { type: 'hasOne' }, author: { type: 'belongsTo', model: 'Writer' } };
    const settings = resolve({ name: 'A', relations }, piece).settings['relations'];
    expect(settings).toEqual({ editor: { type: 'hasOne' }, author: { type: 'belongsTo', model: 'Writer' } });
    expect(resolve({ name: 'A', relations: { author: null } }, piece).settings['relations']).toEqual({});
  });

  it('takes acls, its own first', () => {
    const acls = [{ permission: 'ALLOW' }];
    expect(resolve({ name: 'A', acls }, piece).settings['acls']).toEqual([
      { permission: 'ALLOW' },
      { permission: 'DENY' },
    ]);
  });

  it('takes methods, mixins and scopes by name', () => {
    const raw = { name: 'A', methods: { m: {} }, mixins: { Slug: false }, scopes: { long: { limit: 1 } } };
    expect(resolve(raw, piece).settings).toMatchObject({
      methods: { m: {}, shout: { shared: true } },
      mixins: { Slug: false },
      scopes: { long: { limit: 1 } },
    });
    expect(resolve(raw, piece).settings['scopes']).toEqual({ long: { limit: 1 } });
  });

  it('does not take the plural and the path (deviation 11)', () => {
    expect(resolve({ name: 'Article' }, piece)).toMatchObject({ plural: 'Articles', httpPath: '/Articles' });
  });

  it('takes the schema of the base, but a table of its own', () => {
    expect(resolve({ name: 'A' }, piece).settings['postgresql']).toEqual({ schema: 's' });
  });

  it('replaces a description', () => {
    expect(resolve({ name: 'A', description: ['b'] }, piece).settings['description']).toEqual(['b']);
  });
});

describe('configureModelMerge', () => {
  const base = resolve({
    name: 'Base',
    hidden: ['a'],
    scope: { where: { x: 1 } },
    scopes: { one: { limit: 1 } },
    indexes: { i: { a: 1 } },
    custom: { a: 1 },
    strict: true,
  });

  it('replaces what it does not name', () => {
    const raw = { name: 'A', configureModelMerge: true, custom: { b: 1 }, scope: { order: 'x' } };
    expect(resolve(raw, base).settings).toMatchObject({ custom: { b: 1 }, scope: { order: 'x' } });
    expect(resolve(raw, base).settings['custom']).toEqual({ b: 1 });
  });

  it('merges scopes and indexes by key, and joins hidden', () => {
    const raw = { name: 'A', configureModelMerge: true, hidden: ['b'], scopes: { two: {} }, indexes: { j: { b: 1 } } };
    expect(resolve(raw, base).settings).toMatchObject({
      hidden: ['b', 'a'],
      scopes: { one: { limit: 1 }, two: {} },
      indexes: { i: { a: 1 }, j: { b: 1 } },
    });
  });

  it('removes a setting that is null', () => {
    const { settings } = resolve({ name: 'A', configureModelMerge: true, strict: null, scope: null }, base);
    expect(settings).not.toHaveProperty('strict');
    expect(settings).not.toHaveProperty('scope');
  });

  it('says it per setting', () => {
    const configureModelMerge = { hidden: { replace: true }, custom: { patch: true } };
    const { settings } = resolve({ name: 'A', configureModelMerge, hidden: ['b'], custom: { b: 1 } }, base);
    expect(settings).toMatchObject({ hidden: ['b'], custom: { a: 1, b: 1 } });
  });

  it('is not inherited', () => {
    const heir = resolve({ name: 'A', configureModelMerge: true }, base);
    expect(resolve({ name: 'B', custom: { b: 1 } }, heir).settings['custom']).toEqual({ a: 1, b: 1 });
  });
});

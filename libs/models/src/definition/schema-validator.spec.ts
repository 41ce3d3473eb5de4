import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSchemaValidator } from './schema-validator.js';

const validate = createSchemaValidator();

describe('the schema of definitions', () => {
  it.each([
    [{ unknown: { anything: 1 } }],
    [{ properties: { a: 'string', b: ['number'], c: { type: { x: 'date' } }, d: null, e: false, f: { x: 'string' } } }],
    [{ properties: { a: String, b: { type: [Number] } } }],
    [{ properties: { a: { type: 'string', required: 'yes' }, b: { type: 'string', required: { message: 'm' } } } }],
    [{ methods: [], acls: [], validations: [], relations: {} }],
    [{ relations: { a: { type: 'HASMANY', model: 'B' }, b: null } }],
    [{ $schema: 'x', description: ['a', 'b'], strict: 'filter', defaultIdSort: 'numericIdOnly' }],
    [{ scope: () => ({}) }],
  ])('accepts %j', (definition) => {
    expect(validate('model-definition', definition)).toEqual([]);
  });

  it.each([
    [{ properties: [] }, '/properties', 'Expected object or null, got array'],
    [{ properties: { a: 5 } }, '/properties/a', 'Expected string or array or object or null or boolean, got number'],
    [{ properties: { a: { type: 5 } } }, '/properties/a/type', 'Expected string or array or object, got number'],
    [{ hidden: [1] }, '/hidden/0', 'Expected string, got number'],
    [{ options: { hidden: 'a' } }, '/options/hidden', 'Expected array or null, got string'],
    [{ strict: 'yes' }, '/strict', '"yes" is not allowed here'],
    [{ relations: { r: { type: 'hasSome' } } }, '/relations/r/type', '"hasSome" is not allowed here'],
    [{ acls: [{ property: 1 }] }, '/acls/0/property', 'Expected string or array, got number'],
    [{ http: '/x' }, '/http', 'Expected object or null, got string'],
  ])('refuses %j', (definition, pointer, message) => {
    expect(validate('model-definition', definition)).toMatchObject([{ pointer, message }]);
  });

  it('leaves the words of rules to access control', () => {
    expect(validate('model-definition', { acls: [{ permission: 'allow', accessType: 'reading' }] })).toEqual([]);
    expect(validate('model-config', { Order: { acls: [{ permission: 'allow' }] } })).toEqual([]);
  });

  it('leaves constraints to those who know classes', () => {
    class Customer {}
    const foreignKeys = { a: { entity: Customer, foreignKey: 'b' }, c: 1, d: { entity: '' } };
    expect(validate('model-definition', { foreignKeys })).toEqual([]);
  });

  describe('tells editors of constraints', () => {
    const url = new URL('../../schemas/model-definition.schema.json', import.meta.url);
    const judge = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(readFileSync(url, 'utf8')) as object);
    const pointers = (constraint: unknown): readonly unknown[] => {
      judge({ foreignKeys: { a: constraint } });
      return (judge.errors ?? []).map(({ instancePath }) => instancePath.replace('/foreignKeys/a', ''));
    };
    const right = { entity: 'Customer', foreignKey: 'customerId' };

    it.each([
      [right],
      [null],
      [false],
      [{ ...right, entity: { name: 'Customer' } }],
      [{ ...right, name: 'n', entityKey: 'id', onDelete: 'Set null', onUpdate: 'NO ACTION' }],
    ])('that %j is right', (constraint) => {
      expect(pointers(constraint)).toEqual([]);
    });

    it.each([
      ['customerId', ''],
      [{ entity: 'Customer' }, ''],
      [{ foreignKey: 'customerId' }, ''],
      [{ ...right, entity: 5 }, '/entity'],
      [{ ...right, entity: {} }, '/entity'],
      [{ ...right, foreignKey: ['customerId'] }, '/foreignKey'],
      [{ ...right, entityKey: '' }, '/entityKey'],
      [{ ...right, name: 7 }, '/name'],
    ])('that %j is wrong', (constraint, pointer) => {
      expect(pointers(constraint)).toEqual([pointer]);
    });
  });

  it('says what would be right', () => {
    expect(validate('model-definition', { relations: { r: { type: 'x' } } })[0]?.expected).toContain('belongsTo');
    expect(validate('model-definition', { strict: 'x' })[0]?.expected).toBe(
      'one of true, false, "validate", "throw", "filter", null',
    );
  });
});

describe('the schemas of the configuration', () => {
  it('want an API root that begins with a slash', () => {
    expect(validate('config', { restApiRoot: 'api' })).toEqual([
      { pointer: '/restApiRoot', message: '"api" is not allowed here', expected: 'a path that begins with /' },
    ]);
  });

  it.each([
    [{ host: 1 }, '/host'],
    [{ port: true }, '/port'],
    [{ remoting: { json: { strict: 'yes' } } }, '/remoting/json/strict'],
  ])('refuse %j', (config, pointer) => {
    expect(validate('config', config)).toMatchObject([{ pointer }]);
  });

  it('want entries of models and of data sources to be objects', () => {
    expect(validate('model-config', { A: 'db' })).toMatchObject([{ pointer: '/A' }]);
    expect(validate('model-config', { A: { dataSource: 5 } })).toMatchObject([{ pointer: '/A/dataSource' }]);
    expect(validate('model-config', { _meta: { sources: '../models' } })).toMatchObject([
      { pointer: '/_meta/sources' },
    ]);
    expect(validate('datasources', { db: 'memory' })).toMatchObject([{ pointer: '/db' }]);
    expect(validate('datasources', { db: null, $schema: 'x' })).toEqual([]);
  });
});

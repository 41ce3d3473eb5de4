import { Ajv, type ErrorObject } from 'ajv';
import { readFileSync } from 'node:fs';
import { isList, isPlainObject, toPlainObject, type PlainObject } from './plain-object.js';

/** The published schemas. */
export type SchemaName = 'model-definition' | 'model-config' | 'datasources' | 'config';

/** What a schema finds wrong, and where. */
export interface SchemaProblem {
  readonly pointer: string;
  readonly message: string;
  readonly expected?: string;
}

/** Checks data against a published schema. */
export interface SchemaValidator {
  (schema: SchemaName, data: unknown): SchemaProblem[];
  /** The keys of model definitions that mean something. */
  readonly settings: readonly string[];
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? `an ${kindOf(value)}` : JSON.stringify(value);
}

function describeError(error: ErrorObject): string {
  switch (error.keyword) {
    case 'type':
      return `Expected ${[error.params['type']].flat().join(' or ')}, got ${kindOf(error.data)}`;
    case 'required':
      return `"${String(error.params['missingProperty'])}" is missing`;
    default:
      return `${textOf(error.data)} is not allowed here`;
  }
}

function describeExpected({ keyword, params, parentSchema }: ErrorObject): string | undefined {
  const allowed: unknown = params['allowedValues'];
  if (keyword === 'enum' && isList(allowed))
    return `one of ${allowed.map((value) => JSON.stringify(value)).join(', ')}`;
  const expected: unknown = parentSchema?.['x-expected'];
  return typeof expected === 'string' ? expected : undefined;
}

function toProblem(error: ErrorObject): SchemaProblem {
  const expected = describeExpected(error);
  return {
    pointer: error.instancePath,
    message: describeError(error),
    ...(expected === undefined ? {} : { expected }),
  };
}

/**
 * What a schema can judge. Types given as functions (`String`, a model class) are right wherever a type is, and a value
 * that is `undefined` is none: both are left out.
 */
function toJsonData(value: unknown): unknown {
  if (isList(value)) return value.map(toJsonData).filter((item) => item !== undefined);
  if (!isPlainObject(value)) return typeof value === 'function' ? undefined : value;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, toJsonData(item)]);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

/**
 * What editors check by the schema, and others do here: constraints, since entities may be classes, which no schema knows, and
 * texts say more; words of rules, which stop nothing (deviation 4 of the chapter on auth).
 */
const CHECKED_ELSEWHERE =
  /^\/foreignKeys\/|^(?:\/[^/]+)?\/options\/foreignKeys\/|\/acls\/\d+\/(?:permission|accessType)$/;

const SCHEMAS: readonly SchemaName[] = ['model-definition', 'model-config', 'datasources', 'config'];

/** A validator that compiles each schema when it is first asked for. */
export function createSchemaValidator(): SchemaValidator {
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
  const settings: string[] = [];
  for (const name of SCHEMAS) {
    const file = `${name}.schema.json`;
    const url = new URL(`../../schemas/${file}`, import.meta.url);
    const definition: unknown = JSON.parse(readFileSync(url, 'utf8'));
    if (!isPlainObject(definition)) continue;
    ajv.addSchema(definition, file);
    if (name === 'model-definition') settings.push(...settingsOf(definition));
  }
  const validator = (schema: SchemaName, data: unknown): SchemaProblem[] => {
    const validate = ajv.getSchema(`${schema}.schema.json`);
    if (validate === undefined || validate(toJsonData(data))) return [];
    // `if` only says that its `then` failed, which says so itself.
    return (validate.errors ?? [])
      .filter(({ keyword, instancePath }) => keyword !== 'if' && !CHECKED_ELSEWHERE.test(instancePath))
      .map(toProblem);
  };
  return Object.assign(validator, { settings });
}

function settingsOf({ properties, definitions }: PlainObject): readonly string[] {
  const { settings } = toPlainObject(definitions);
  return [
    ...Object.keys(toPlainObject(properties)),
    ...Object.keys(toPlainObject(toPlainObject(settings)['properties'])),
  ];
}

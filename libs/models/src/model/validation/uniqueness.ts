import { instanceState } from '../instance-state.js';
import type { ModelCore } from '../model-core.js';
import { idText } from '../operations/id-clause.js';
import { OperationHooks } from '../operations/hooks.js';
import type { OperationOptions } from '../operations/operation-options.js';
import { prepareQuery } from '../operations/prepare-query.js';
import { select } from '../operations/read.js';
import { storedValue } from '../embedded-models.js';
import type { CheckSubject } from './check.js';
import type { UniquenessOptions } from './check-options.js';
import { isBlank } from './missing.js';
import { readValue } from './read-value.js';
import { typeFailure } from './type-failure.js';
import type { RunCheck } from './value-checks.js';

type Where = Record<string, unknown>;

/** Fails where another stored instance has the value: a query before the write, not a constraint of the database. */
export function uniqueness(property: string, { scopedTo, ignoreCase }: UniquenessOptions): RunCheck {
  const scope = [scopedTo ?? []].flat();
  return async (value, fail, subject) => {
    if (isBlank(value)) return;
    const where = { ...scopeWhere(scope, subject), ...valueWhere(property, value, subject, ignoreCase === true) };
    if (!Object.keys(where).every((name) => isOfItsType(name, subject))) return;
    const found = await findSome(subject.core, where, subject.options);
    if (found.length > 1 || found.some((row) => !isSame(row, subject))) fail();
  };
}

function valueWhere(property: string, value: unknown, { core }: CheckSubject, ignoreCase: boolean): Where {
  const stored = core.queries.query.properties.get(property);
  if (stored === undefined) {
    throw new Error(`validatesUniquenessOf: the model "${core.schema.name}" does not store a property "${property}"`);
  }
  if (ignoreCase && typeof value === 'string' && stored.column.storage === 'text')
    return { [property]: { ilike: value.replaceAll(/[\\%_]/g, String.raw`\$&`) } };
  // As an operand, since an object may read like operators.
  return { [property]: { eq: storedValue(value, stored.definition.type) } };
}

// A property that is missing is left out, so that more instances are compared.
function scopeWhere(scope: readonly string[], { instance, core }: CheckSubject): Where {
  const where: Where = {};
  for (const name of scope) {
    const value = readValue(instance, name);
    const type = core.schema.properties.get(name)?.type;
    if (type === undefined || value === undefined) continue;
    where[name] = value === null ? null : { eq: storedValue(value, type) };
  }
  return where;
}

// What is not of its type fails for that, and cannot be asked for.
function isOfItsType(name: string, { instance, core }: CheckSubject): boolean {
  const type = core.schema.properties.get(name)?.type;
  return type === undefined || typeFailure(readValue(instance, name), type) === undefined;
}

// Two are enough to know.
async function findSome(core: ModelCore, where: Where, options: OperationOptions): Promise<readonly Where[]> {
  const trusted = { ...options, trustsQuery: true, queryLimits: undefined };
  const query = await prepareQuery(core, { where }, trusted, new OperationHooks(core, trusted));
  const { idNames } = core.schema;
  // The default scope chooses among instances, not how many of them are looked at.
  const both = { ...query, limit: 2, skip: 0 };
  return select(core, both, trusted, core.queries.selection(idNames.length > 0 ? idNames : undefined, true));
}

function isSame(row: Where, { instance, core }: CheckSubject): boolean {
  const { data } = instanceState(instance);
  const { idNames } = core.schema;
  return idNames.length > 0 && idNames.every((name) => idText(row[name] ?? null) === idText(data[name] ?? null));
}

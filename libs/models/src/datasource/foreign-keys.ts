import type { DefinitionProblem } from '../definition/definition-problem.js';
import type { ForeignKeyDefinition } from '../definition/foreign-key-definition.js';
import { matchName } from '../definition/match-name.js';
import type { ModelDefinition } from '../definition/model-definition.js';
import type { Column, Table } from './column.js';
import { explicitType } from './data-type.js';
import type { Dialect } from './dialect.js';
import type { ForeignKey } from './foreign-key.js';

/** A model of a data source, and its table without constraints. */
export interface AttachedModel {
  readonly definition: ModelDefinition;
  readonly table: Table;
}

/** The models that constraints can refer to: those of one data source. */
export interface AttachedModels {
  readonly names: readonly string[];
  find(model: string): AttachedModel | undefined;
}

/** A table with its constraints, and what is to be said of those that it cannot have. */
export interface ConstrainedTable {
  readonly table: Table;
  readonly problems: readonly DefinitionProblem[];
  /** Those that refer to a model that is not on the same data source. */
  readonly outside: readonly ForeignKeyDefinition[];
}

type Resolved =
  | { readonly foreignKey: ForeignKey; readonly target: AttachedModel; readonly targetColumn: Column }
  | { readonly problem: DefinitionProblem }
  | { readonly outside: ForeignKeyDefinition };

/** The table of a model with the constraints that its definition asks for. */
export function constrainedTable(model: AttachedModel, models: AttachedModels, dialect: Dialect): ConstrainedTable {
  const resolved = model.definition.foreignKeys.map((each) => resolve(each, model, models, dialect));
  const problems = resolved.flatMap((each) => ('problem' in each ? [each.problem] : []));
  const named = new Map<string, ForeignKey>();
  resolved.forEach((each, place) => {
    if (!('foreignKey' in each)) return;
    const { foreignKey } = each;
    const written = model.definition.foreignKeys[place];
    if (named.has(foreignKey.name) && written !== undefined) {
      const message = `there is another constraint named "${foreignKey.name}"`;
      problems.push({ ...written.place, message, expected: 'a "name" of its own' });
    } else named.set(foreignKey.name, foreignKey);
  });
  const columns = model.table.columns.map((column) => keyColumn(model, column, models, dialect, new Set()));
  return {
    table: { ...model.table, columns, foreignKeys: [...named.values()] },
    problems,
    outside: resolved.flatMap((each) => ('outside' in each ? [each.outside] : [])),
  };
}

function resolve(
  written: ForeignKeyDefinition,
  model: AttachedModel,
  models: AttachedModels,
  dialect: Dialect,
): Resolved {
  const { place, entity } = written;
  const name = matchName(models.names, entity);
  const target = name === undefined ? undefined : models.find(name);
  if (name === undefined || target === undefined) return { outside: written };
  const column = findColumn(model.table, written.foreignKey);
  if (column === undefined) return { problem: unknownColumn(model, written.foreignKey, written, 'foreignKey') };
  const key = written.entityKey ?? target.definition.idNames[0] ?? 'id';
  const targetColumn = findColumn(target.table, key);
  if (targetColumn === undefined) return { problem: unknownColumn(target, key, written, 'entityKey') };
  if (!isUnique(target.table, targetColumn)) {
    const message = `"${targetColumn.property}" of ${name} is not unique, so that no constraint can refer to it`;
    const expected = `the id of ${name}, or a property with "index": { "unique": true }`;
    return { problem: { file: place.file, pointer: pointerOf(written, 'entityKey'), message, expected } };
  }
  const { table } = target;
  return {
    target,
    targetColumn,
    foreignKey: {
      name: dialect.storedName(written.name),
      property: column.property,
      column: column.name,
      target: {
        model: name,
        table: table.name,
        schema: table.schema,
        sql: table.sql,
        property: targetColumn.property,
        column: targetColumn.name,
        primaryKey: table.columns.filter(({ primary }) => primary > 0).map((each) => each.name),
      },
      onDelete: written.onDelete,
      onUpdate: written.onUpdate,
    },
  };
}

/** The column of a property or column, as it is written or else in any case of letters. */
function findColumn({ columns }: Table, written: string): Column | undefined {
  const property = matchName(
    columns.map((column) => column.property),
    written,
  );
  const isExact = property === written;
  const byName = columns.find((column) => column.name === written);
  if (byName !== undefined && !isExact) return byName;
  if (property !== undefined) return columns.find((column) => column.property === property);
  const name = matchName(
    columns.map((column) => column.name),
    written,
  );
  return columns.find((column) => column.name === name);
}

function unknownColumn(
  { definition }: AttachedModel,
  written: string,
  foreignKey: ForeignKeyDefinition,
  setting: 'entityKey' | 'foreignKey',
): DefinitionProblem {
  return {
    file: foreignKey.place.file,
    pointer: pointerOf(foreignKey, setting),
    message: `${definition.name} has no property or column "${written}"`,
    expected: `one of ${definition.properties.map(({ name }) => name).join(', ')}`,
  };
}

function pointerOf(foreignKey: ForeignKeyDefinition, setting: 'entityKey' | 'foreignKey'): string {
  const { pointer } = foreignKey.place;
  return foreignKey[setting] === undefined ? pointer : `${pointer}/${setting}`;
}

function isUnique(table: Table, column: Column): boolean {
  const key = table.columns.filter(({ primary }) => primary > 0);
  if (key.length === 1 && key[0]?.name === column.name) return true;
  return table.indexes.some(
    ({ unique, columns }) => unique && columns.length === 1 && columns[0]?.name === column.name,
  );
}

/**
 * A column with the type of the one that it refers to, unless its definition says which it has: PostgreSQL compares integers
 * with integers only, and numbers that are no ids are not integers there.
 */
function keyColumn(
  model: AttachedModel,
  column: Column,
  models: AttachedModels,
  dialect: Dialect,
  seen: Set<Column>,
): Column {
  if (column.generated !== false || seen.has(column)) return column;
  seen.add(column);
  for (const written of model.definition.foreignKeys) {
    if (findColumn(model.table, written.foreignKey) !== column) continue;
    const resolved = resolve(written, model, models, dialect);
    if (!('foreignKey' in resolved)) continue;
    const property = model.definition.properties.find(({ name }) => name === column.property);
    if (property === undefined || explicitType(property, dialect.sections) !== undefined) return column;
    const target = keyColumn(resolved.target, resolved.targetColumn, models, dialect, seen);
    return canHold(column, target) ? { ...column, sqlType: plainType(target), storage: target.storage } : column;
  }
  return column;
}

// Ids that the database makes are integers or UUIDs, whatever their type says.
function canHold(column: Column, target: Column): boolean {
  const isNumber = ['integer', 'bigint', 'numeric'].includes(target.storage);
  if (column.storage === 'text') return target.storage === 'uuid' || (isNumber && target.generated !== false);
  return isNumber && ['integer', 'bigint', 'numeric', 'real'].includes(column.storage);
}

function plainType({ sqlType }: Column): string {
  if (sqlType === 'SERIAL') return 'INTEGER';
  return sqlType === 'BIGSERIAL' ? 'BIGINT' : sqlType;
}

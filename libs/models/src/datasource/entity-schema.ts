import { EntitySchema } from '@mikro-orm/core';
import type { ModelDefinition } from '../definition/model-definition.js';
import type { PropertyType } from '../definition/property-definition.js';
import { coerceValue } from '../model/coerce-value.js';
import { defaultValue } from '../model/default-values.js';
import type { Column, Table } from './column.js';
import { ColumnType } from './column-type.js';
import type { Dialect } from './dialect.js';
import type { EntityAdditions, EntityProperty } from './entity-additions.js';
import { keyHooks } from './entity-key.js';
import { showLoadedRelations } from './loaded-relations.js';

/**
 * The MikroORM entity of a model, on the same table: its name is the model's, its properties are the model's, hidden ones are
 * hidden from what it serializes, and its relations are those that MikroORM can have.
 */
export function entitySchemaOf(
  definition: ModelDefinition,
  table: Table,
  dialect: Dialect,
  additions: EntityAdditions,
): EntitySchema {
  const hidden = hiddenProperties(definition);
  const properties = table.columns.map((column): [string, EntityProperty] => [
    column.property,
    {
      ...columnProperty(column, dialect),
      ...(hidden.has(column.property) ? { hidden: true } : {}),
      // A key follows what its relation is set to.
      ...(additions.keys.some(({ name }) => name === column.property)
        ? { accessor: true }
        : modelDefault(definition, column)),
      ...(additions.referenced.has(column.property) ? { unique: true } : {}),
    },
  ]);
  const schema = new EntitySchema({
    name: definition.name,
    tableName: table.name,
    ...(table.schema === undefined ? {} : { schema: table.schema }),
    properties: Object.fromEntries([...properties, ...additions.properties]) as never,
    hooks: keyHooks(additions.keys),
  });
  const prototype = schema.meta.class.prototype as object;
  for (const key of additions.keys) key.define(prototype);
  if (additions.properties.size > 0) showLoadedRelations(prototype, [...additions.properties.keys()]);
  return schema;
}

/** A column as a property of an entity. */
export function columnProperty(column: Column, dialect: Dialect): EntityProperty {
  return {
    ...typeOf(column, dialect),
    fieldName: column.name,
    nullable: column.nullable,
    ...(column.primary > 0 ? { primary: true, autoincrement: column.generated === 'serial' } : {}),
    ...(column.defaultSql === undefined ? {} : { defaultRaw: column.defaultSql }),
  };
}

// The database has no literal of functions, the current time, lists and objects; where several rows are inserted at once, that
// of SQLite has no default for those that are not given.
function modelDefault({ properties }: ModelDefinition, { property: name }: Column): object {
  const property = properties.find((each) => each.name === name);
  const isGiven = property?.default !== undefined || property?.defaultFn !== undefined;
  if (property === undefined || !isGiven || !property.applyDefaultOnWrites) return {};
  // What is `null` stays, as in models.
  const onCreate = (entity: Readonly<Record<string, unknown>>) =>
    entity[name] === null ? null : defaultValue(property, coerceTo);
  return { onCreate };
}

// Values of nested models are kept as they are in entities.
function coerceTo(value: unknown, type: PropertyType): unknown {
  return coerceValue(value, type, () => undefined);
}

function typeOf(column: Column, dialect: Dialect): { readonly type: unknown; readonly columnType?: string } {
  const columnType = column.sqlType.replace(
    /^(BIG|SMALL)?SERIAL$/,
    (_, size: string | undefined) => `${size ?? ''}${size === undefined ? 'INTEGER' : 'INT'}`,
  );
  switch (column.storage) {
    case 'text':
      return { type: 'string', columnType };
    case 'integer':
      return { type: 'integer', columnType };
    case 'real':
      return { type: 'double', columnType };
    case 'boolean':
      return { type: 'boolean', columnType };
    case 'timestamp':
      return { type: 'Date', columnType };
    case 'uuid':
      return { type: 'uuid', columnType };
    case 'bigint':
    case 'numeric':
    case 'json':
    case 'jsonb':
    case 'point':
    case 'bytes':
    case 'other':
      return { type: new ColumnType(column, dialect) };
  }
}

/** Names of the properties that no answer shows. */
export function hiddenProperties({ settings }: ModelDefinition): ReadonlySet<unknown> {
  const lists = [settings.hidden, settings.hiddenProperties];
  return new Set(lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : [])));
}

import { EntitySchema } from '@mikro-orm/core';
import type { ModelDefinition } from '../definition/model-definition.js';
import type { Column, Table } from './column.js';
import { ColumnType } from './column-type.js';
import type { Dialect } from './dialect.js';

/**
 * The MikroORM entity of a model, on the same table: its name is the model's, its properties are the model's, and hidden
 * ones are hidden from what it serializes.
 */
export function entitySchemaOf(definition: ModelDefinition, table: Table, dialect: Dialect): EntitySchema {
  const hidden = hiddenProperties(definition);
  const properties = table.columns.map((column) => [
    column.property,
    {
      ...typeOf(column, dialect),
      fieldName: column.name,
      nullable: column.nullable,
      ...(column.primary > 0 ? { primary: true, autoincrement: column.generated === 'serial' } : {}),
      ...(column.defaultSql === undefined ? {} : { defaultRaw: column.defaultSql }),
      ...(hidden.has(column.property) ? { hidden: true } : {}),
    },
  ]);
  return new EntitySchema({
    name: definition.name,
    tableName: table.name,
    ...(table.schema === undefined ? {} : { schema: table.schema }),
    properties: Object.fromEntries(properties) as never,
  });
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

function hiddenProperties({ settings }: ModelDefinition): ReadonlySet<unknown> {
  const lists = [settings.hidden, settings.hiddenProperties];
  return new Set(lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : [])));
}

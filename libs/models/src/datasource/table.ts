import type { ModelDefinition } from '../definition/model-definition.js';
import type { PropertyDefinition } from '../definition/property-definition.js';
import type { Column, Table } from './column.js';
import { defaultLiteral } from './column-default.js';
import { explicitType } from './data-type.js';
import type { Dialect } from './dialect.js';
import { mappingSection, textOf } from './property-mapping.js';
import { tableIndexes } from './table-indexes.js';

/**
 * The table of a model: names, schema, columns and indexes as the definition and its section for the database say
 * (`"postgresql": { "table": "tbl_staff" }`). Constraints need the tables of other models, so that the data source adds them.
 */
export function tableOf(definition: ModelDefinition, dialect: Dialect): Table {
  const section = mappingSection(definition.settings, dialect.sections);
  const name = dialect.storedName(
    textOf(section, 'table', 'tableName', 'collection') ?? dialect.defaultName(definition.name),
  );
  const schema = dialect.defaultSchema === undefined ? undefined : (textOf(section, 'schema') ?? dialect.defaultSchema);
  const columns = definition.properties.map((property) => columnOf(property, dialect));
  return {
    model: definition.name,
    name,
    schema,
    sql: schema === undefined ? dialect.quote(name) : `${dialect.quote(schema)}.${dialect.quote(name)}`,
    columns,
    indexes: tableIndexes(definition, name, columns, dialect),
    foreignKeys: [],
  };
}

function columnOf(property: PropertyDefinition, dialect: Dialect): Column {
  const section = mappingSection(property.raw, dialect.sections);
  const explicit = explicitType(property, dialect.sections);
  const column: Column = {
    property: property.name,
    name: dialect.storedName(textOf(section, 'columnName', 'column') ?? dialect.defaultName(property.name)),
    ...dialect.columnType(property, explicit?.dataType),
    nullable: isNullable(property, section),
    primary: property.id,
    maxLength: explicit?.length,
    defaultSql: undefined,
  };
  return { ...column, defaultSql: defaultLiteral(property, column, dialect) };
}

function isNullable(property: PropertyDefinition, section: Readonly<Record<string, unknown>>): boolean {
  if (property.id > 0 || isAlwaysRequired(property.required)) return false;
  return !deniesNull(section.nullable) && !deniesNull(property.raw.nullable);
}

// A check of presence with a condition lets null through where it is not met.
function isAlwaysRequired(required: PropertyDefinition['required']): boolean {
  return typeof required === 'object' ? !['if', 'unless', 'on'].some((key) => key in required) : required;
}

function deniesNull(value: unknown): boolean {
  if (typeof value === 'string') return ['N', 'NO', 'FALSE', '0'].includes(value.toUpperCase());
  return value === false || value === 0;
}

import { tableOf } from '../datasource/table.js';
import { parseProperty } from '../definition/parse-property.js';
import type { ModelCore } from '../model/model-core.js';
import type { QueryModel, QueryProperty } from '../query/query-model.js';

/**
 * What the query language knows of an embedded model: it need not be attached to a data source, and values of one that is
 * not strict may be asked for by properties that it does not declare.
 */
export function embeddedQueryModel(core: ModelCore, owner: ModelCore): QueryModel {
  const model = core.dataSource === undefined ? unattached(core, owner) : core.queries.query;
  return core.schema.strictness === 'keep' ? { ...model, properties: new OpenProperties(model.properties) } : model;
}

function unattached(core: ModelCore, owner: ModelCore): QueryModel {
  const { definition, hidden } = core.schema;
  const { dialect, nestedProperties, nestedHidden } = owner.queries.query;
  const table = tableOf(definition, dialect);
  const columns = new Map(table.columns.map((column) => [column.property, column]));
  const properties = definition.properties.flatMap((property): [string, QueryProperty][] => {
    const column = columns.get(property.name);
    return column === undefined ? [] : [[property.name, { definition: property, column }]];
  });
  return {
    name: core.schema.name,
    table,
    dialect,
    properties: new Map(properties),
    idNames: definition.idNames,
    hidden,
    nestedProperties,
    nestedHidden,
  };
}

/** Declared properties, and any other name as a property of any type. */
class OpenProperties extends Map<string, QueryProperty> {
  override get(name: string): QueryProperty | undefined {
    return super.get(name) ?? (name.includes('.') ? undefined : undeclared(name));
  }
}

function undeclared(name: string): QueryProperty {
  const column = {
    property: name,
    name,
    sqlType: 'TEXT',
    storage: 'json',
    nullable: true,
    primary: 0,
    generated: false,
    maxLength: undefined,
    defaultSql: undefined,
  } as const;
  return { definition: parseProperty(name, 'any'), column };
}

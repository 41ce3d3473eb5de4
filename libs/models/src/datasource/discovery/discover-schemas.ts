import type {
  DiscoveredColumn,
  DiscoveredForeignKey,
  DiscoveredSchema,
  Discovery,
  DiscoveryOptions,
  TableName,
} from './discovered.js';
import { discoveredNames, type Names } from './discovered-names.js';

interface Search {
  readonly discovery: Discovery;
  /** Key of the sections for this kind of database: `postgresql`. */
  readonly section: string;
  readonly names: Names;
  readonly followsKeys: boolean;
}

/** Definitions of a table, and of those that its foreign keys lead to where options ask for it, by `schema.table`. */
export async function discoverSchemas(
  discovery: Discovery,
  section: string,
  table: string,
  options: DiscoveryOptions,
): Promise<Record<string, DiscoveredSchema>> {
  const search: Search = {
    discovery,
    section,
    names: discoveredNames(options),
    followsKeys: options.relations === true || options.associations === true,
  };
  const found: Record<string, DiscoveredSchema> = {};
  const waiting: TableName[] = [{ owner: options.schema ?? options.owner ?? discovery.defaultOwner, table }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const key = `${next.owner}.${next.table}`;
    if (Object.hasOwn(found, key)) continue;
    const foreignKeys = search.followsKeys ? await discovery.foreignKeys(next) : [];
    found[key] = await schemaOf(search, next, foreignKeys);
    waiting.push(...foreignKeys.map((key) => ({ owner: key.pkOwner, table: key.pkTableName })));
  }
  return found;
}

async function schemaOf(
  { discovery, section, names, followsKeys }: Search,
  { owner, table }: TableName,
  foreignKeys: readonly DiscoveredForeignKey[],
): Promise<DiscoveredSchema> {
  const columns = await discovery.columns({ owner, table });
  if (columns.length === 0) throw new Error(`Table '${table}' does not exist.`);
  const keys = await discovery.primaryKeys({ owner, table });
  const places = new Map(keys.map(({ columnName, keySeq }) => [columnName, keySeq]));
  const properties = columns.map((column) => [
    names('column', column.columnName),
    propertyOf(column, section, places.get(column.columnName)),
  ]);
  const isGenerated = columns.some(({ columnName, generated }) => generated && places.has(columnName));
  return {
    name: names('table', table),
    options: {
      idInjection: false,
      // The id may be given, and may be left out.
      ...(isGenerated ? { forceId: false } : {}),
      [section]: { schema: owner, table },
      ...(followsKeys ? { relations: relationsOf(foreignKeys, names) } : {}),
    },
    properties: Object.fromEntries(properties) as DiscoveredSchema['properties'],
  };
}

function propertyOf(column: DiscoveredColumn, section: string, id: number | undefined): Record<string, unknown> {
  const { columnName, dataType, dataLength, dataPrecision, dataScale, nullable, type, generated } = column;
  return {
    type,
    required: nullable === 'NO',
    length: dataLength,
    precision: dataPrecision,
    scale: dataScale,
    ...(id === undefined ? {} : { id }),
    ...(id !== undefined && generated ? { generated } : {}),
    [section]: { columnName, dataType, dataLength, dataPrecision, dataScale, nullable },
  };
}

// A key of several columns is no relation.
function relationsOf(foreignKeys: readonly DiscoveredForeignKey[], names: Names): Record<string, unknown> {
  const sizes = Map.groupBy(foreignKeys, ({ fkName }) => fkName);
  const relations = foreignKeys
    .filter(({ fkName }) => sizes.get(fkName)?.length === 1)
    .map(({ fkName, fkColumnName, pkTableName }) => [
      names('fk', `${fkName}Rel`),
      { model: names('table', pkTableName), type: 'belongsTo', foreignKey: names('column', fkColumnName) },
    ]);
  return Object.fromEntries(relations) as Record<string, unknown>;
}

import type {
  Ask,
  DiscoveredColumn,
  DiscoveredForeignKey,
  DiscoveredPrimaryKey,
  DiscoveredTable,
  Discovery,
  DiscoveryOptions,
  TableName,
} from './discovered.js';
import { propertyType } from './property-type.js';

type ColumnRow = Omit<DiscoveredColumn, 'type'>;

const TABLES = `SELECT CASE table_type WHEN 'VIEW' THEN 'view' ELSE 'table' END AS "type", table_name AS "name", table_schema AS "owner"
FROM information_schema.tables
WHERE ($1::text IS NULL OR table_schema = $1) AND table_schema NOT IN ('pg_catalog', 'information_schema')
  AND (table_type = 'BASE TABLE' OR ($2 AND table_type = 'VIEW'))
ORDER BY table_schema, table_name`;

const COLUMNS = `SELECT table_schema AS "owner", table_name AS "tableName", column_name AS "columnName", data_type AS "dataType",
  character_maximum_length AS "dataLength", numeric_precision AS "dataPrecision", numeric_scale AS "dataScale",
  is_nullable AS "nullable",
  coalesce(is_identity = 'YES' OR column_default LIKE 'nextval(%' OR column_default LIKE '%uuid%(%', false) AS "generated"
FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2 ORDER BY ordinal_position`;

const PRIMARY_KEYS = `SELECT n.nspname AS "owner", c.relname AS "tableName", a.attname AS "columnName", k.place::int AS "keySeq", p.conname AS "pkName"
FROM pg_constraint p JOIN pg_class c ON c.oid = p.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL unnest(p.conkey) WITH ORDINALITY k(number, place)
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
WHERE p.contype = 'p' AND n.nspname = $1 AND c.relname = $2 ORDER BY k.place`;

const foreignKeys = (schema: string, table: string): string => `SELECT n.nspname AS "fkOwner", f.conname AS "fkName",
  c.relname AS "fkTableName", a.attname AS "fkColumnName", k.place::int AS "keySeq",
  pn.nspname AS "pkOwner", i.relname AS "pkName", pc.relname AS "pkTableName", pa.attname AS "pkColumnName"
FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class pc ON pc.oid = f.confrelid JOIN pg_namespace pn ON pn.oid = pc.relnamespace
  LEFT JOIN pg_class i ON i.oid = f.conindid
  CROSS JOIN LATERAL unnest(f.conkey, f.confkey) WITH ORDINALITY k(number, referred, place)
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
  JOIN pg_attribute pa ON pa.attrelid = pc.oid AND pa.attnum = k.referred
WHERE f.contype = 'f' AND ${schema} = $1 AND ${table} = $2 ORDER BY f.conname, k.place`;

/** Discovery in PostgreSQL. */
export class PostgresqlDiscovery implements Discovery {
  constructor(
    private readonly ask: Ask,
    readonly defaultOwner: string,
  ) {}

  tables(owner: string | undefined, { views = false }: DiscoveryOptions): Promise<readonly DiscoveredTable[]> {
    return this.ask(TABLES, [owner ?? null, views]);
  }

  async columns({ owner, table }: TableName): Promise<readonly DiscoveredColumn[]> {
    const rows = await this.ask<ColumnRow>(COLUMNS, [owner, table]);
    return rows.map((row) => ({ ...row, type: propertyType(row.dataType) }));
  }

  primaryKeys({ owner, table }: TableName): Promise<readonly DiscoveredPrimaryKey[]> {
    return this.ask(PRIMARY_KEYS, [owner, table]);
  }

  foreignKeys({ owner, table }: TableName): Promise<readonly DiscoveredForeignKey[]> {
    return this.ask(foreignKeys('n.nspname', 'c.relname'), [owner, table]);
  }

  exportedForeignKeys({ owner, table }: TableName): Promise<readonly DiscoveredForeignKey[]> {
    return this.ask(foreignKeys('pn.nspname', 'pc.relname'), [owner, table]);
  }
}

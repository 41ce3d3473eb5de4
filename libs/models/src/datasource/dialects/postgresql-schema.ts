import type { Column, Table, TableIndex } from '../column.js';
import type { Statement } from '../executor.js';

/** Statements about tables in PostgreSQL. */

export function quotePostgresql(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

export function createPostgresqlTable(table: Table): string[] {
  const key = table.columns.filter((column) => column.primary > 0).sort((a, b) => a.primary - b.primary);
  const parts = table.columns.map((column) => `${columnSql(column)}${column.nullable ? '' : ' NOT NULL'}`);
  if (key.length > 0) parts.push(`PRIMARY KEY (${key.map(({ name }) => quotePostgresql(name)).join(', ')})`);
  return [
    `CREATE TABLE IF NOT EXISTS ${table.sql} (\n  ${parts.join(',\n  ')}\n)`,
    ...table.indexes.map((index) => createPostgresqlIndex(table, index)),
  ];
}

/** A column that is added to rows can be empty in them, unless it has a default. */
export function addPostgresqlColumn(table: Table, column: Column): string {
  const notNull = !column.nullable && (column.defaultSql !== undefined || column.generated !== false);
  return `ALTER TABLE ${table.sql} ADD COLUMN IF NOT EXISTS ${columnSql(column)}${notNull ? ' NOT NULL' : ''}`;
}

export function createPostgresqlIndex(table: Table, index: TableIndex): string {
  const columns = index.columns.map(({ name, descending }) => `${quotePostgresql(name)}${descending ? ' DESC' : ''}`);
  const unique = index.unique ? 'UNIQUE ' : '';
  return `CREATE ${unique}INDEX IF NOT EXISTS ${quotePostgresql(index.name)} ON ${table.sql} (${columns.join(', ')})`;
}

function columnSql(column: Column): string {
  const base = `${quotePostgresql(column.name)} ${column.sqlType}`;
  if (column.generated === 'uuid') return `${base} DEFAULT gen_random_uuid()`;
  return column.defaultSql === undefined ? base : `${base} DEFAULT ${column.defaultSql}`;
}

/**
 * All tables, views and indexes of the schemas in one answer.
 *
 * @param more SQL of one more column, about a table `c`.
 */
export function postgresqlCatalogue(schemas: readonly string[], more?: string): Statement {
  return { sql: catalogue(more === undefined ? '' : `,\n  ${more}`), parameters: [schemas] };
}

const catalogue = (more: string): string => `SELECT n.nspname AS "schema", c.relname AS "table",
  (SELECT json_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS "columns",
  (SELECT json_agg(json_build_object('name', i.relname, 'unique', x.indisunique, 'columns',
      (SELECT json_agg(a.attname ORDER BY k.place) FROM unnest(x.indkey) WITH ORDINALITY k(number, place)
        LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.number AND k.number > 0
        WHERE k.place <= x.indnkeyatts)))
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    WHERE x.indrelid = c.oid AND x.indpred IS NULL AND x.indisvalid)::text AS "indexes"${more}
FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
WHERE n.nspname = ANY($1::text[])`;

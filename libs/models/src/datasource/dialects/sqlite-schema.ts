import type { Column, Table, TableIndex } from '../column.js';
import type { Statement } from '../executor.js';

/** Statements about tables in SQLite. */

export function quoteSqlite(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

const UUID = `(lower(hex(randomblob(4))) || '-' || lower(hex(randomblob(2))) || '-4' || substr(lower(hex(randomblob(2))), 2) || '-' || substr('89ab', 1 + (abs(random()) % 4), 1) || substr(lower(hex(randomblob(2))), 2) || '-' || lower(hex(randomblob(6))))`;

/** @param constraints SQL of constraints, which cannot be added later. */
export function createSqliteTable(table: Table, constraints: readonly string[]): string[] {
  const key = table.columns.filter((column) => column.primary > 0).sort((a, b) => a.primary - b.primary);
  const serial = key.length === 1 && key[0]?.generated === 'serial' ? key[0] : undefined;
  const parts = table.columns.map((column) =>
    column === serial
      ? `${quoteSqlite(column.name)} INTEGER PRIMARY KEY AUTOINCREMENT`
      : `${columnSql(column)}${column.nullable ? '' : ' NOT NULL'}`,
  );
  if (key.length > 0 && serial === undefined) {
    parts.push(`PRIMARY KEY (${key.map(({ name }) => quoteSqlite(name)).join(', ')})`);
  }
  parts.push(...constraints);
  return [
    `CREATE TABLE IF NOT EXISTS ${table.sql} (\n  ${parts.join(',\n  ')}\n)`,
    ...table.indexes.map((index) => createSqliteIndex(table, index)),
  ];
}

/** A column that is added to rows can be empty in them, unless it has a default. */
export function addSqliteColumn(table: Table, column: Column): string {
  // A default that is an expression (of a UUID) cannot be added to a table with rows.
  const plain: Column = column.generated === false ? column : { ...column, generated: false };
  const notNull = !plain.nullable && plain.defaultSql !== undefined;
  return `ALTER TABLE ${table.sql} ADD COLUMN ${columnSql(plain)}${notNull ? ' NOT NULL' : ''}`;
}

export function createSqliteIndex(table: Table, index: TableIndex): string {
  const columns = index.columns.map(({ name, descending }) => `${quoteSqlite(name)}${descending ? ' DESC' : ''}`);
  const unique = index.unique ? 'UNIQUE ' : '';
  return `CREATE ${unique}INDEX IF NOT EXISTS ${quoteSqlite(index.name)} ON ${table.sql} (${columns.join(', ')})`;
}

function columnSql(column: Column): string {
  const base = `${quoteSqlite(column.name)} ${column.sqlType}`;
  if (column.generated === 'uuid') return `${base} DEFAULT ${UUID}`;
  return column.defaultSql === undefined ? base : `${base} DEFAULT ${column.defaultSql}`;
}

/** All tables, views and indexes in one answer; the constraints of a table are told by its text only. */
export function sqliteCatalogue(options: { readonly foreignKeys: boolean }): Statement {
  return {
    sql: catalogue(options.foreignKeys ? `,\n  iif(m.type = 'table', m.sql, NULL) AS "foreignKeys"` : ''),
    parameters: [],
  };
}

const catalogue = (more: string): string => `SELECT NULL AS "schema", m.name AS "table",
  (SELECT json_group_array(name) FROM pragma_table_xinfo(m.name)) AS "columns",
  (SELECT json_group_array(json_object('name', l.name, 'unique', json(iif(l."unique", 'true', 'false')),
      'columns', json((SELECT json_group_array(x.name) FROM pragma_index_info(l.name) x))))
    FROM pragma_index_list(m.name) l WHERE l.partial = 0) AS "indexes"${more}
FROM sqlite_schema m WHERE m.type IN ('table', 'view') AND m.name NOT GLOB 'sqlite_*'`;

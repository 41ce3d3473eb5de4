import type { Table } from '../column.js';
import type { CatalogueRow } from '../dialect.js';
import type { Statement } from '../executor.js';
import type { ForeignKey, ForeignKeyChange, KnownForeignKey } from '../foreign-key.js';
import { quoteSqlite } from './sqlite-schema.js';
import { SqliteTableText, withoutLastComment } from './sqlite-table-text.js';

/** Constraints of tables in SQLite. */

export function sqliteForeignKey({ name, column, target, onDelete, onUpdate }: ForeignKey): string {
  const actions = `${onDelete === 'NO ACTION' ? '' : ` ON DELETE ${onDelete}`}${onUpdate === 'NO ACTION' ? '' : ` ON UPDATE ${onUpdate}`}`;
  return `CONSTRAINT ${quoteSqlite(name)} FOREIGN KEY (${quoteSqlite(column)}) REFERENCES ${target.sql} (${quoteSqlite(target.column)})${actions}`;
}

export function sqliteForeignKeys({ foreignKeys }: CatalogueRow): readonly KnownForeignKey[] {
  return foreignKeys === null || foreignKeys === undefined ? [] : new SqliteTableText(foreignKeys).foreignKeys;
}

/** Reads a table with what goes away when it is dropped: its indexes and triggers. */
export function readSqliteTable({ name }: Table): Statement {
  return { sql: TABLE, parameters: [name] };
}

const TABLE = `SELECT m.type AS "type", m.sql AS "sql", CASE m.type WHEN 'table' THEN
    (SELECT json_group_array(x.name) FROM pragma_table_xinfo(m.name) x WHERE x.hidden = 0) END AS "columns",
  CASE m.type WHEN 'table' THEN (SELECT json_group_array(id.name) FROM
    (SELECT 'rowid' AS name UNION ALL SELECT '_rowid_' UNION ALL SELECT 'oid') id
    WHERE NOT (SELECT l.wr FROM pragma_table_list(m.name) l WHERE l.schema = 'main')
      AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo(m.name) x WHERE x.name = id.name COLLATE NOCASE)) END AS "rowIds",
  EXISTS (SELECT 1 FROM sqlite_schema s WHERE s.name = 'sqlite_stat1') AS "isAnalyzed"
FROM sqlite_schema m WHERE m.tbl_name = ? COLLATE NOCASE AND m.sql IS NOT NULL ORDER BY m.type = 'table' DESC, m.rowid`;

/**
 * SQLite cannot change the constraints of a table, so that it is made anew with its rows, their numbers, its indexes and
 * triggers, the number of its next id, and statistics, where there are any. The transaction must be one that rebuilds tables.
 */
export function rebuildSqliteTable(
  table: Table,
  change: ForeignKeyChange,
  read: readonly Readonly<Record<string, unknown>>[],
): string[] {
  const [written, ...others] = read;
  if (written?.['type'] !== 'table') throw new Error(`${table.sql} is no table`);
  const text = new SqliteTableText(String(written['sql']));
  const removed = new Set(change.removed.map((name) => name.toLowerCase()));
  const name = `loopnest_new_${table.name}`;
  const sql = quoteSqlite(name);
  const names = (JSON.parse(String(written['columns'])) as readonly string[]).map(quoteSqlite);
  // Somebody may refer to rows by the numbers that SQLite gives them.
  const [rowId] = JSON.parse(String(written['rowIds'])) as readonly string[];
  const columns = [...(rowId === undefined ? [] : [rowId]), ...names].join(', ');
  return [
    text.changed(sql, (known) => removed.has(known.toLowerCase()), change.added.map(sqliteForeignKey)),
    `INSERT INTO ${sql} (${columns}) SELECT ${columns} FROM ${table.sql}`,
    ...(text.isAutoincrement ? copySequence(table.name, name) : []),
    `DROP TABLE ${table.sql}`,
    `ALTER TABLE ${sql} RENAME TO ${quoteSqlite(table.name)}`,
    ...others.map((other) => withoutLastComment(String(other['sql']))),
    ...(written['isAnalyzed'] === 1 ? [`ANALYZE ${table.sql}`] : []),
  ];
}

// Ids of rows that are gone are not given again.
function copySequence(from: string, to: string): string[] {
  return [
    `DELETE FROM sqlite_sequence WHERE name = ${text(to)}`,
    `INSERT INTO sqlite_sequence (name, seq) SELECT ${text(to)}, seq FROM sqlite_sequence WHERE name = ${text(from)} COLLATE NOCASE`,
  ];
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Rows that refer to nothing, in tables or among those that refer to them. */
export function sqliteViolations(tables: readonly Table[]): Statement {
  return { sql: VIOLATIONS, parameters: [JSON.stringify(tables.map(({ name }) => name))] };
}

const VIOLATIONS = `WITH changed AS MATERIALIZED (SELECT value AS name FROM json_each(?))
SELECT DISTINCT v."table" AS "table", k."from" AS "column", v.parent AS "target"
FROM sqlite_schema m, pragma_foreign_key_check(m.name) v, pragma_foreign_key_list(m.name) k
WHERE k.id = v.fkid AND m.type = 'table' AND (EXISTS (SELECT 1 FROM changed c WHERE c.name = m.name COLLATE NOCASE)
  OR EXISTS (SELECT 1 FROM pragma_foreign_key_list(m.name) f JOIN changed c ON c.name = f."table" COLLATE NOCASE))`;

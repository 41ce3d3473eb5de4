import type { Column, Table } from '../column.js';

/** `INSERT … ON CONFLICT (key) DO UPDATE …`, as PostgreSQL and SQLite have it. */
export function insertOrUpdate(
  table: Table,
  columns: readonly Column[],
  placeholders: readonly string[],
  returning: string,
  quote: (identifier: string) => string,
): string {
  const key = table.columns.filter((column) => column.primary > 0);
  const changed = columns.filter((column) => column.primary === 0);
  // Without a column to change the key is written over itself, so that the row is returned.
  const sets = (changed.length > 0 ? changed : key).map(({ name }) => `${quote(name)} = EXCLUDED.${quote(name)}`);
  return [
    `INSERT INTO ${table.sql} (${names(columns, quote)}) VALUES (${placeholders.join(', ')})`,
    `ON CONFLICT (${names(key, quote)}) DO UPDATE SET ${sets.join(', ')}`,
    ...(returning === '' ? [] : [`RETURNING ${returning}`]),
  ].join(' ');
}

function names(columns: readonly Column[], quote: (identifier: string) => string): string {
  return columns.map((column) => quote(column.name)).join(', ');
}

import type { Column } from '../datasource/column.js';
import type { Dialect } from '../datasource/dialect.js';

/** Turns rows, in place, from what the driver read into what JSON shows. */
export type RowReader = (rows: Record<string, unknown>[]) => Record<string, unknown>[];

/** The reader for a list of columns, made once per list. Columns whose values are right already cost nothing. */
export function rowReader(columns: readonly Column[], dialect: Dialect): RowReader {
  if (columns.length === 0) return (rows) => rows.map(() => ({}));
  const readers = columns.flatMap((column) => {
    const read = dialect.reader(column);
    return read === undefined ? [] : [{ name: column.property, read }];
  });
  if (readers.length === 0) return (rows) => rows;
  return (rows) => {
    for (const row of rows) {
      for (const { name, read } of readers) {
        const value = row[name];
        if (value !== null) row[name] = read(value);
      }
    }
    return rows;
  };
}

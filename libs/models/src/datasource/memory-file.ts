import { readFile } from 'node:fs/promises';
import type { Column, Table } from './column.js';
import type { Dialect } from './dialect.js';
import type { Executor, ExecutorTransaction, Statement } from './executor.js';

/** Rows for tables that are made. */
export interface InitialData {
  /** Where they come from, for the log. */
  readonly source: string;
  /** By name of the model, or of its collection. */
  readonly rows: ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>;
  /** Next ids, by the same names. */
  readonly nextIds: ReadonlyMap<string, number>;
}

/** Reads a data file of LoopBack's memory connector: `{ "ids": {…}, "models": { NAME: { ID: "JSON text" } } }`. */
export async function readMemoryFile(file: string): Promise<InitialData> {
  const text = await readFile(file, 'utf8');
  const content = text.trim() === '' ? {} : parse(text, file);
  const models = record(content.models);
  const rows = Object.entries(models).map(([name, items]) => {
    const list = Object.values(record(items)).map((item) =>
      typeof item === 'string' ? parse(item, file) : record(item),
    );
    return [name, list] as const;
  });
  const ids = Object.entries(record(content.ids)).filter((entry): entry is [string, number] =>
    Number.isInteger(entry[1]),
  );
  return { source: file, rows: new Map(rows), nextIds: new Map(ids) };
}

/** Inserts the rows of a model into its new table; returns how many there were. */
export async function insertInitialData(
  data: InitialData,
  table: Table,
  dialect: Dialect,
  executor: Executor,
  transaction: ExecutorTransaction,
): Promise<number> {
  const rows = data.rows.get(table.model) ?? data.rows.get(table.name) ?? [];
  for (const row of rows) {
    const columns = table.columns.filter((column) => row[column.property] !== undefined);
    await executor.execute(insertStatement(table, columns, row, dialect), { transaction });
  }
  const nextId = data.nextIds.get(table.model) ?? data.nextIds.get(table.name);
  if (nextId !== undefined && nextId > 1) await raiseSequence(table, nextId - 1, executor, transaction);
  return rows.length;
}

function insertStatement(
  table: Table,
  columns: readonly Column[],
  row: Readonly<Record<string, unknown>>,
  dialect: Dialect,
): Statement {
  if (columns.length === 0) return { sql: `INSERT INTO ${table.sql} DEFAULT VALUES`, parameters: [] };
  const names = columns.map((column) => dialect.quote(column.name)).join(', ');
  const placeholders = columns.map((_, index) => dialect.placeholder(index + 1)).join(', ');
  return {
    sql: `INSERT INTO ${table.sql} (${names}) VALUES (${placeholders})`,
    parameters: columns.map((column) => dialect.toParameter(row[column.property], column)),
  };
}

/** Ids that LoopBack has given away are not given again, even if their rows are gone. */
async function raiseSequence(
  table: Table,
  last: number,
  executor: Executor,
  transaction: ExecutorTransaction,
): Promise<void> {
  if (!table.columns.some((column) => column.generated === 'serial')) return;
  const raise = 'UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?';
  const raised = await executor.execute({ sql: raise, parameters: [last, table.name] }, { transaction });
  if (raised.affected > 0) return;
  const begin = 'INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)';
  await executor.execute({ sql: begin, parameters: [table.name, last] }, { transaction });
}

function parse(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    return record(JSON.parse(text));
  } catch (error) {
    throw new Error(`The data file ${file} is not readable as JSON.`, { cause: error });
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

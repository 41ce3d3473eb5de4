import type { Table } from '../../datasource/column.js';
import type { DataSource } from '../../datasource/data-source.js';
import type { Statement } from '../../datasource/executor.js';
import type { ForeignKey } from '../../datasource/foreign-key.js';
import { connectionOf } from '../../datasource/transaction/transaction.js';
import { compileCondition } from '../../query/compile-condition.js';
import { Parameters } from '../../query/parameters.js';
import type { Write } from '../../query/statements.js';
import type { ModelCore } from '../model-core.js';
import type { OperationOptions } from './operation-options.js';

/* SQLite does not say which constraint a statement violates. It was undone as a whole, so that all is as before it. */

/** The constraint of a model that a written value violates. */
export async function findDangling(
  core: ModelCore,
  write: Write,
  options: OperationOptions,
): Promise<ForeignKey | undefined> {
  const dataSource = core.requireDataSource();
  for (const foreignKey of dataSource.tableOf(core.schema.name).foreignKeys) {
    const value = writtenTo(foreignKey.column, write);
    if (value === undefined || value === null) continue;
    const { target } = foreignKey;
    if (target.model === core.schema.name && isSame(writtenTo(target.column, write), value)) continue;
    const parameters = new Parameters(dataSource.dialect);
    const key = dataSource.dialect.quote(target.column);
    const statement = parameters.statement(
      `SELECT 1 FROM ${target.sql} WHERE ${key} = ${parameters.add(value)} LIMIT 1`,
    );
    if (!(await hasRow(dataSource, statement, options))) return foreignKey;
  }
  return undefined;
}

function writtenTo(column: string, { values }: Write): unknown {
  return values.find(([{ name }]) => name === column)?.[1];
}

/** Whether a row refers to itself: the columns may have different types (of numbers), and so may the values. */
function isSame(key: unknown, value: unknown): boolean {
  if (key instanceof Uint8Array && value instanceof Uint8Array) return Buffer.compare(key, value) === 0;
  return key !== undefined && key !== null && String(key) === String(value);
}

/** The model whose rows refer to those that a statement deletes, or whose key it changes. */
export function findReferrer(core: ModelCore, write: Write, options: OperationOptions): Promise<string | undefined> {
  const { query } = core.queries;
  const { condition } = write;
  const where = (parameters: Parameters): string =>
    condition === undefined ? '1 = 1' : compileCondition(condition, query.dialect, parameters);
  return new ReferrerSearch(core.requireDataSource(), write, options).among({ table: query.table, where });
}

interface Rows {
  readonly table: Table;
  /** SQL of the condition that they hold. */
  readonly where: (parameters: Parameters) => string;
}

/** Looks for rows that refer to others, also to those that the database would delete with them. */
class ReferrerSearch {
  readonly #seen = new Set<ForeignKey>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly write: Write,
    private readonly options: OperationOptions,
  ) {}

  async among(rows: Rows): Promise<string | undefined> {
    for (const model of this.dataSource.referrersOf(rows.table.model)) {
      const table = this.dataSource.tableOf(model);
      for (const foreignKey of table.foreignKeys) {
        if (foreignKey.target.model !== rows.table.model || this.#seen.has(foreignKey)) continue;
        this.#seen.add(foreignKey);
        const referrer = await this.#through(foreignKey, table, rows);
        if (referrer !== undefined) return referrer;
      }
    }
    return undefined;
  }

  async #through(foreignKey: ForeignKey, table: Table, rows: Rows): Promise<string | undefined> {
    const { dialect } = this.dataSource;
    const { column, target } = foreignKey;
    const where = (parameters: Parameters): string =>
      `${dialect.quote(column)} IN (SELECT ${dialect.quote(target.column)} FROM ${rows.table.sql} WHERE ${rows.where(parameters)})`;
    switch (this.write.kind === 'delete' ? foreignKey.onDelete : foreignKey.onUpdate) {
      case 'CASCADE':
        return this.among({ table, where });
      case 'SET NULL':
        return undefined;
      default: {
        const parameters = new Parameters(dialect);
        const condition = where(parameters);
        // Rows that are deleted themselves keep no others.
        const others = table.model === rows.table.model ? ` AND (${rows.where(parameters)}) IS NOT TRUE` : '';
        const statement = parameters.statement(`SELECT 1 FROM ${table.sql} WHERE ${condition}${others} LIMIT 1`);
        return (await hasRow(this.dataSource, statement, this.options)) ? table.model : undefined;
      }
    }
  }
}

async function hasRow(dataSource: DataSource, statement: Statement, options: OperationOptions): Promise<boolean> {
  const { rows } = await dataSource.executor.execute(statement, { transaction: connectionOf(options.transaction) });
  return rows.length > 0;
}

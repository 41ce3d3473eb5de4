import type { OperationOptions } from '../../model/operations/operation-options.js';
import type { Dialect } from '../dialect.js';
import type { ExecuteResult, Executor } from '../executor.js';
import { connectionOf } from '../transaction/transaction.js';
import { plainParameter } from './plain-parameter.js';
import { positional } from './positional.js';

/** The database that native SQL is run on. */
export interface NativeDatabase {
  readonly dialect: Dialect;
  readonly executor: Executor;
  ready(): Promise<void> | undefined;
}

/** A call of `connector.execute`. */
export interface NativeCall {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly options: OperationOptions;
}

/** Runs native SQL: its rows, or for UPDATE and DELETE how many were changed. */
export async function executeNative(database: NativeDatabase, call: NativeCall): Promise<unknown> {
  await database.ready();
  const { dialect, executor } = database;
  const isNumbered = dialect.placeholder(1) === '$1';
  const { sql, parameters } = isNumbered ? call : positional(call.sql, call.parameters.map(plainParameter));
  const transaction = connectionOf(call.options.transaction);
  const result = await executor.execute({ sql, parameters }, { transaction, native: true });
  return answer(call.sql, result);
}

function answer(sql: string, { rows, affected, command }: ExecuteResult): unknown {
  const verb = command ?? /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*([a-z]+)/i.exec(sql)?.[1];
  return /^(?:UPDATE|DELETE)$/i.test(verb ?? '') ? { affectedRows: affected, count: affected, rows } : rows;
}

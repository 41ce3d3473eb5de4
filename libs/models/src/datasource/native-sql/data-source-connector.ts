import type { NodeCall } from '../../model/node-call.js';
import type { OperationOptions } from '../../model/operations/operation-options.js';
import { settle, splitCallback } from '../../model/callback.js';
import type { Connector } from '../connector.js';
import { executeNative, type NativeDatabase } from './execute-native.js';

/** What a changing statement of native SQL tells. */
export interface NativeChange {
  readonly affectedRows: number;
  readonly count: number;
  readonly rows: readonly Record<string, unknown>[];
}

/** Rows; of an UPDATE or DELETE, how many there were. */
export type NativeResult = Record<string, unknown>[] & NativeChange;

/** The connector of one data source: what all of its kind are, and native SQL on this very database. */
export interface DataSourceConnector extends Connector {
  /**
   * Runs native SQL with `$1`, `$2`, … on every database. Gives the rows; for UPDATE and DELETE
   * `{ affectedRows, count, rows }`. Errors are those of the database. The option `transaction` counts.
   */
  readonly execute: NodeCall<
    [sql: string],
    [parameters: readonly unknown[] | undefined | null, options: OperationOptions | undefined],
    NativeResult
  >;
  readonly dataSource: NativeDatabase;
}

/** Puts `execute` over a connector, which many data sources may share. */
export function dataSourceConnector(kind: Connector, dataSource: NativeDatabase): DataSourceConnector {
  const execute = (...given: unknown[]): unknown => {
    const { values, callback } = splitCallback(given);
    const [sql, parameters, options] = values;
    return settle(
      executeNative(dataSource, {
        sql: String(sql),
        parameters: Array.isArray(parameters) ? parameters : [],
        options: ((Array.isArray(parameters) ? options : (options ?? parameters)) ?? {}) as OperationOptions,
      }),
      callback,
    );
  };
  const own: object = { execute, dataSource };
  return new Proxy(own, {
    get(_own, key) {
      const owner = Object.hasOwn(own, key) ? own : kind;
      const value: unknown = Reflect.get(owner, key, owner);
      // The kind may have private members, which are not those of this object.
      return owner === kind && typeof value === 'function' ? (value.bind(kind) as unknown) : value;
    },
    has: (_own, key) => key in own || key in kind,
  }) as DataSourceConnector;
}

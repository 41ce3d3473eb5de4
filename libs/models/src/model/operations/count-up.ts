import type { Column } from '../../datasource/column.js';
import { countUpStatement } from '../../query/count-up-statement.js';
import type { AnyModel } from '../model.js';
import { runStatement } from './run-statement.js';

/** How a counter is counted. */
export interface CountUpOptions {
  /** How many are added; 1 where nothing is said. A negative number takes back. */
  readonly by?: number;
  /** Milliseconds for which a counter holds that begins now. */
  readonly period: number;
  /** Milliseconds since 1970. */
  readonly now?: number;
}

/** What a counter says. */
export interface Counted {
  readonly count: number;
  /** When it begins anew, in milliseconds since 1970. */
  readonly until: number;
}

/**
 * Counts something up in one statement, which processes that share a database do together. The model keeps a row for each
 * counter: a text as its id, and the numbers `count` and `until`.
 */
export async function countUp(
  model: AnyModel,
  key: string,
  { by = 1, period, now = Date.now() }: CountUpOptions,
): Promise<Counted> {
  const { core } = model;
  const { query } = core.queries;
  const columnOf = (name: string): Column => {
    const column = query.properties.get(name)?.column;
    if (column === undefined) throw new TypeError(`${model.modelName} has no property "${name}" to count in`);
    return column;
  };
  const columns = { key: columnOf(core.schema.idName ?? 'id'), count: columnOf('count'), until: columnOf('until') };
  const statement = countUpStatement(query, columns, { key, by, now, until: now + period });
  const { rows } = await runStatement(core, statement, 'write', {});
  return { count: Number(rows[0]?.['count']), until: Number(rows[0]?.['until']) };
}

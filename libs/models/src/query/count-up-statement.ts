import type { Column } from '../datasource/column.js';
import type { Statement } from '../datasource/executor.js';
import { Parameters } from './parameters.js';
import type { QueryModel } from './query-model.js';

/** The columns of a counter: its key, how often it was counted, and until when that holds. */
export interface CounterColumns {
  readonly key: Column;
  readonly count: Column;
  readonly until: Column;
}

/** What is counted. */
export interface CountUp {
  readonly key: string;
  readonly by: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Until when a counter holds that begins now. */
  readonly until: number;
}

const COUNTER = 'loopnest_counter';

/** Counts a counter up, or begins a new one where there is none that holds still, in one statement: no other can get between. */
export function countUpStatement(
  { dialect, table }: QueryModel,
  { key, count, until }: CounterColumns,
  counted: CountUp,
): Statement {
  const parameters = new Parameters(dialect);
  const names = [key, count, until].map(({ name }) => dialect.quote(name));
  const [keyName = '', countName = '', untilName = ''] = names;
  const values = [counted.key, counted.by, counted.until].map((value) => parameters.add(value));
  const old = dialect.quote(COUNTER);
  const isOver = () => `${old}.${untilName} <= ${dialect.numberPlaceholder(parameters.add(counted.now))}`;
  const sets = [
    `${countName} = CASE WHEN ${isOver()} THEN EXCLUDED.${countName} ELSE ${old}.${countName} + EXCLUDED.${countName} END`,
    `${untilName} = CASE WHEN ${isOver()} THEN EXCLUDED.${untilName} ELSE ${old}.${untilName} END`,
  ];
  return parameters.statement(
    [
      `INSERT INTO ${table.sql} AS ${old} (${names.join(', ')}) VALUES (${values.join(', ')})`,
      `ON CONFLICT (${keyName}) DO UPDATE SET ${sets.join(', ')}`,
      `RETURNING ${countName} AS "count", ${untilName} AS "until"`,
    ].join(' '),
  );
}

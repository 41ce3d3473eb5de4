import type { OrderKey } from './parse-order.js';
import { nearConditions, type Query } from './query.js';
import { compareRowValues, distanceInDegrees, isMissing, operandValue } from './row-values.js';

type Row = Readonly<Record<string, unknown>>;
type Sorter = (a: Row, b: Row) => number;

/** Compares plain values by the order of a query, as a database does; `undefined` where it has none. */
export function rowSorter({ where, order }: Query): Sorter | undefined {
  const sorters: readonly Sorter[] = [
    ...nearConditions(where).map(
      (near): Sorter =>
        (a, b) =>
          compareValues(distanceInDegrees(near, a), distanceInDegrees(near, b)),
    ),
    ...order.map(sorterOf),
  ];
  if (sorters.length === 0) return undefined;
  return (a, b) => {
    for (const sorter of sorters) {
      const result = sorter(a, b);
      if (result !== 0) return result;
    }
    return 0;
  };
}

function sorterOf({ operand, direction }: OrderKey): Sorter {
  const sign = direction === 'ASC' ? 1 : -1;
  return (a, b) => sign * compareValues(operandValue(operand, a), operandValue(operand, b));
}

// Without a value last, so that they are first where the order is turned round.
function compareValues(a: unknown, b: unknown): number {
  if (isMissing(a) || isMissing(b)) return Number(isMissing(a)) - Number(isMissing(b));
  return compareRowValues(a, b) ?? 0;
}

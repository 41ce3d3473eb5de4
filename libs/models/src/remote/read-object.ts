import { LoopnestError } from '../errors/loopnest.error.js';
import { listValue } from '../query/list-value.js';
import { checkDepth } from '../query/query-depth.js';
import { DEFAULT_QUERY_LIMITS, type QueryLimits } from '../query/query-limits.js';
import { cleanValue } from './clean-value.js';

// The limit of the model is looked at later, in LoopBack's order of checks; this one keeps the walk through it short.
const READABLE_DEPTH = 512;

/** A filter or a where: JSON text, an object, or one that was written in brackets. `undefined` for none. */
export function readObject(
  value: unknown,
  kind: 'filter' | 'where' | 'object',
  limits: QueryLimits = DEFAULT_QUERY_LIMITS,
): unknown {
  if (value === undefined || value === null || value === '' || value === 'null') return undefined;
  const object = typeof value === 'string' ? parseText(value, limits) : value;
  if (typeof object !== 'object' || object === null || Array.isArray(object))
    throw new LoopnestError(400, 'Value is not an object.');
  checkDepth(object, READABLE_DEPTH);
  const cleaned = cleanValue(object) as Record<string, unknown>;
  return kind === 'filter' && Object.getPrototypeOf(object) === null ? withBracketFields(cleaned) : cleaned;
}

function parseText(text: string, limits: QueryLimits): unknown {
  if (!text.startsWith('{') || !text.endsWith('}')) throw new LoopnestError(400, 'Value is not an object.');
  if (Buffer.byteLength(text) > limits.maxFilterBytes) {
    throw new LoopnestError(400, `The filter has more than ${String(limits.maxFilterBytes)} bytes`, {
      code: 'QUERY_TOO_LARGE',
    });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new LoopnestError(400, 'Cannot parse JSON-encoded object value.');
  }
}

// In brackets everything is text: `filter[fields][a]=false` leaves a out (deviation 12 of the chapter on querying).
function withBracketFields(filter: Record<string, unknown>): Record<string, unknown> {
  const { fields } = filter;
  if (typeof fields !== 'object' || fields === null || listValue(fields) !== undefined) return filter;
  const meant = Object.entries(fields).map(([name, value]: [string, unknown]) => [
    name,
    value === 'false' || value === '0' ? false : value,
  ]);
  return { ...filter, fields: Object.fromEntries(meant) as Record<string, unknown> };
}

import { LoopnestError } from '../errors/loopnest.error.js';
import { listValue } from '../query/list-value.js';
import { DEFAULT_QUERY_LIMITS, type QueryLimits } from '../query/query-limits.js';
import { cleanValue } from './clean-value.js';

/** A filter or a where: JSON text, an object, or one that was written in brackets. `undefined` for none. */
export function readObject(value: unknown, kind: 'filter' | 'where' | 'object', limits: QueryLimits = DEFAULT_QUERY_LIMITS): unknown {
  if (value === undefined || value === null || value === '' || value === 'null') return undefined;
  if (typeof value === 'string') return cleanValue(parseText(value, limits));
  if (typeof value !== 'object' || Array.isArray(value)) throw new LoopnestError(400, 'Value is not an object.');
  const cleaned = cleanValue(value) as Record<string, unknown>;
  return kind === 'filter' && Object.getPrototypeOf(value) === null ? withBracketFields(cleaned) : cleaned;
}

function parseText(text: string, limits: QueryLimits): unknown {
  if (!text.startsWith('{') || !text.endsWith('}')) throw new LoopnestError(400, 'Value is not an object.');
  if (Buffer.byteLength(text) > limits.maxFilterBytes) {
    throw new LoopnestError(400, `The filter has more than ${String(limits.maxFilterBytes)} bytes`, { code: 'QUERY_TOO_LARGE' });
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
  const meant = Object.entries(fields).map(([name, value]) => [name, value === 'false' || value === '0' ? false : value]);
  return { ...filter, fields: Object.fromEntries(meant) as Record<string, unknown> };
}

import { LoopnestError } from '../errors/loopnest.error.js';

/** Refuses values that are nested deeper than `maximum`; the value itself has depth 0, what it holds 1, and so on. */
export function checkDepth(value: unknown, maximum: number): void {
  if (exceedsDepth(value, maximum)) {
    throw new LoopnestError(400, `The query object exceeds maximum depth ${String(maximum)}`, {
      code: 'QUERY_OBJECT_TOO_DEEP',
    });
  }
}

function exceedsDepth(value: unknown, left: number): boolean {
  if (left < 0) return true;
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value)) return false;
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    if (exceedsDepth(item, left - 1)) return true;
  }
  return false;
}

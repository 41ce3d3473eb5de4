import { Restriction } from '@loopnest/models';
import { hashToken, isTokenHash } from './token-hash.js';

/** Lets a query that names tokens by their secrets find them by what is stored. */
export function hashIdsIn(query: { where?: unknown }): void {
  if (query.where !== undefined) query.where = hashed(query.where);
}

function hashed(where: unknown): unknown {
  if (typeof where !== 'object' || where === null || where instanceof Restriction) return where;
  return Object.fromEntries(
    Object.entries(where as Record<string, unknown>).map(([key, value]) => {
      if (key === 'id') return [key, hashedOperand(value)];
      return [key, Array.isArray(value) && ['and', 'or', 'nor'].includes(key) ? value.map(hashed) : value];
    }),
  );
}

function hashedOperand(operand: unknown): unknown {
  if (typeof operand === 'string') return { inq: forms(operand) };
  const list = (operand as { inq?: unknown } | null)?.inq;
  return Array.isArray(list) ? { inq: list.flatMap((id) => (typeof id === 'string' ? forms(id) : [id])) } : operand;
}

// An older application has stored secrets as they are.
function forms(id: string): readonly string[] {
  return isTokenHash(id) ? [id] : [hashToken(id), id];
}

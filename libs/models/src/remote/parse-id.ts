import type { ModelSchema } from '../model/model-schema.js';

/**
 * An id of a path: the text itself for a string id; for others the number that it says, or else the text, which no row has.
 * `null` is no id. Never JSON, a boolean or an operator (deviation 1 of the chapter on REST).
 */
export function parseId(text: string, schema: ModelSchema): unknown {
  const { type, generated = false } = schema.idProperty ?? {};
  const isText = type?.kind === 'scalar' && (type.name === 'string' || type.name === 'text');
  if (isText && !generated) return text;
  if (text === 'null') return undefined;
  // A generated id is a number in the database even if its type says string, unless it is a UUID, or made by LoopBack.
  if (isText && !/^\d{1,15}$/.test(text)) return text;
  if (!isText && (type?.kind !== 'scalar' || type.name !== 'number')) return text;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(number) ? text : number;
}

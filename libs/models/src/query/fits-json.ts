/** Whether a value can stand in JSON of every database: `jsonb` has neither U+0000 nor halves of surrogate pairs. */
export function fitsJson(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed();
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true;
  if (Array.isArray(value)) return value.every(fitsJson);
  return Object.entries(value).every(([key, item]) => fitsJson(key) && fitsJson(item));
}

/** A parameter of native SQL for a driver that knows no booleans, dates and objects, as columns of models hold them. */
export function plainParameter(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Date) return value.getTime();
  return typeof value === 'object' && !(value instanceof Uint8Array) ? JSON.stringify(value) : value;
}

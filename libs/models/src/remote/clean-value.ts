const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Makes what was parsed from a request safe to pass on, in place: keys that reach into prototypes are dropped, at any depth,
 * and `{ "$type": "date" | "base64", "$data": … }` becomes a date or bytes.
 */
export function cleanValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      if (typeof value[index] === 'object') value[index] = cleanValue(value[index]);
    }
    return value;
  }
  const record = value as Record<string, unknown>;
  if (Object.hasOwn(record, '$type') && Object.hasOwn(record, '$data')) {
    const typed = typedValue(record['$type'], record['$data']);
    if (typed !== undefined) return typed;
  }
  for (const key of Object.keys(record)) {
    if (UNSAFE.has(key)) Reflect.deleteProperty(record, key);
    else if (typeof record[key] === 'object') record[key] = cleanValue(record[key]);
  }
  return record;
}

function typedValue(type: unknown, data: unknown): unknown {
  if (type === 'date') return typeof data === 'string' || typeof data === 'number' ? new Date(data) : undefined;
  return type === 'base64' && typeof data === 'string' ? Buffer.from(data, 'base64') : undefined;
}

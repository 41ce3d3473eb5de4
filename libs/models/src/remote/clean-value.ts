const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

type Container = Record<string | number, unknown>;

/**
 * Makes what was parsed from a request safe to pass on, in place: keys that reach into prototypes are dropped, at any depth,
 * and `{ "$type": "date" | "base64", "$data": … }` becomes a date or bytes. Values of any depth can be walked through.
 */
export function cleanValue(value: unknown): unknown {
  const root: Container = { value };
  const waiting: Container[] = [root];
  for (let container = waiting.pop(); container !== undefined; container = waiting.pop()) {
    for (const key of Array.isArray(container) ? container.keys() : Object.keys(container)) {
      if (typeof key === 'string' && UNSAFE.has(key)) {
        Reflect.deleteProperty(container, key);
        continue;
      }
      const item = container[key];
      if (typeof item !== 'object' || item === null || ArrayBuffer.isView(item)) continue;
      const typed = typedValue(item as Container);
      if (typed === undefined) waiting.push(item as Container);
      else container[key] = typed;
    }
  }
  return root['value'];
}

function typedValue(item: Container): unknown {
  if (!Object.hasOwn(item, '$type') || !Object.hasOwn(item, '$data')) return undefined;
  const { $type: type, $data: data } = item;
  if (type === 'date') return typeof data === 'string' || typeof data === 'number' ? new Date(data) : undefined;
  return type === 'base64' && typeof data === 'string' ? Buffer.from(data, 'base64') : undefined;
}

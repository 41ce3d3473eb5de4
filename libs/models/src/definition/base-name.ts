import { toPlainObject, type PlainObject } from './plain-object.js';

function nameOf(base: unknown): string | undefined {
  if (typeof base === 'string') return base === '' ? undefined : base;
  if (typeof base !== 'function') return undefined;
  const modelName: unknown = Reflect.get(base, 'modelName');
  return typeof modelName === 'string' ? modelName : base.name;
}

/** Name of the base that a raw definition asks for (`base`, LoopBack's older `super`, a name or a class), or the default one. */
export function getBaseName(raw: Readonly<PlainObject>, fallback = 'PersistedModel'): string {
  const options = toPlainObject(raw['options']);
  const written = [options['base'], raw['base'], options['super'], raw['super']];
  return written.map(nameOf).find((name) => name !== undefined) ?? fallback;
}

import type { AnyModel } from '../../model/model.js';

/** The types by which values of arguments are converted; what has no name here is `any`. */
export type ValueType =
  | { readonly kind: 'string' | 'number' | 'integer' | 'boolean' | 'date' | 'object' | 'any' | 'geopoint' }
  | { readonly kind: 'array'; readonly items: ValueType }
  | { readonly kind: 'model'; readonly model: AnyModel };

const SCALARS = new Set(['string', 'number', 'integer', 'boolean', 'date', 'object', 'any', 'geopoint']);

const ANY: ValueType = { kind: 'any' };

/** Resolves the type of an argument or result as it is declared: a name in any case, a constructor, a list of one, a shape. */
export function valueType(type: unknown, models: (name: string) => AnyModel | undefined): ValueType {
  if (Array.isArray(type)) return { kind: 'array', items: type.length === 0 ? ANY : valueType(type[0], models) };
  const name = nameOf(type);
  if (name === undefined) return typeof type === 'object' && type !== null ? { kind: 'object' } : ANY;
  const lower = name.toLowerCase();
  if (lower === 'array') return { kind: 'array', items: ANY };
  if (SCALARS.has(lower)) return { kind: lower } as ValueType;
  const model = models(name);
  return model === undefined ? ANY : { kind: 'model', model };
}

/** The name that a type goes by; `undefined` where it has none. */
function nameOf(type: unknown): string | undefined {
  if (typeof type === 'string') return type;
  if (typeof type !== 'function') return undefined;
  const modelName: unknown = Reflect.get(type, 'modelName');
  return typeof modelName === 'string' ? modelName : type.name;
}

/** Whether a name is one that arguments of remote methods may have, a model's aside. */
export function isKnownTypeName(type: unknown): boolean {
  const name = nameOf(type)?.toLowerCase();
  return name === undefined || name === 'array' || name === 'file' || name === 'readablestream' || SCALARS.has(name);
}

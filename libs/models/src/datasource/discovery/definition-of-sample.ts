/** A nested model that a sample has, which becomes a model of its own. */
export type MakeNested = (name: string, definition: SampleDefinition) => unknown;

/** Properties by name, as a definition has them. */
export type SampleDefinition = Readonly<Record<string, { readonly type: unknown }>>;

/**
 * The properties of a plain object: strings, numbers, booleans and dates are such, `null` is `Any`, a list has the type of its
 * first item, and an object is a nested model.
 */
export function definitionOfSample(sample: object, name: string, makeNested: MakeNested): SampleDefinition {
  const properties = Object.entries(sample)
    .filter(([, value]) => typeof value !== 'function')
    .map(([key, value]) => [key, { type: typeOf(value, `${name}_${key}`, makeNested) }]);
  return Object.fromEntries(properties) as SampleDefinition;
}

function typeOf(value: unknown, name: string, makeNested: MakeNested): unknown {
  if (value === null || value === undefined) return 'Any';
  if (Array.isArray(value)) return value.length === 0 ? 'Array' : [typeOf(value[0], name, makeNested)];
  if (value instanceof Date) return 'Date';
  if (Buffer.isBuffer(value)) return 'Buffer';
  switch (typeof value) {
    case 'string':
      return 'String';
    case 'boolean':
      return 'Boolean';
    case 'number':
    case 'bigint':
      return 'Number';
    case 'object':
      return makeNested(name, definitionOfSample(value, name, makeNested));
    default:
      return 'Any';
  }
}

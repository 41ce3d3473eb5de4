/** A nested model that a sample has, which becomes a model of its own. */
export type MakeNested = (name: string, definition: SampleDefinition) => unknown;

/** Properties by name, as a definition has them. */
export type SampleDefinition = Readonly<Record<string, { readonly type: unknown }>>;

/**
 * The properties of a plain object: strings, numbers, booleans and dates are such, `null` is `Any`, a list has the type of its
 * first item, and an object is a nested model.
 *
 * @throws CyclicSampleError where an object of the sample contains itself
 */
export function definitionOfSample(sample: object, name: string, makeNested: MakeNested): SampleDefinition {
  return new SampleReader(makeNested).read(sample, { name, path: '', within: [] });
}

/** Where in a sample a value is. */
interface Place {
  /** The name that a nested model of it has. */
  readonly name: string;
  readonly path: string;
  /** The objects around it. */
  readonly within: readonly object[];
}

class SampleReader {
  constructor(private readonly makeNested: MakeNested) {}

  read(sample: object, place: Place): SampleDefinition {
    const within = this.enter(sample, place);
    const properties = Object.entries(sample)
      .filter(([, value]) => typeof value !== 'function')
      .map(([key, value]) => {
        const path = place.path === '' ? key : `${place.path}.${key}`;
        return [key, { type: this.typeOf(value, { name: `${place.name}_${key}`, path, within }) }];
      });
    return Object.fromEntries(properties) as SampleDefinition;
  }

  private typeOf(value: unknown, place: Place): unknown {
    if (value === null || value === undefined) return 'Any';
    if (Array.isArray(value)) {
      const within = this.enter(value, place);
      return value.length === 0 ? 'Array' : [this.typeOf(value[0], { ...place, within })];
    }
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
        return this.makeNested(place.name, this.read(value, place));
      default:
        return 'Any';
    }
  }

  private enter(value: object, { path, within }: Place): readonly object[] {
    if (within.includes(value)) throw new CyclicSampleError(path);
    return [...within, value];
  }
}

/** A sample contains itself, so that there is no end of nested models. */
class CyclicSampleError extends Error {
  constructor(path: string) {
    super(`No model can be made of the sample: "${path}" is an object or a list that contains it.`);
  }
}

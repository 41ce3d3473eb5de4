import type { AnyModel } from '../model.js';
import type { CheckOptions } from './check-options.js';
import type { RunCheck } from './value-checks.js';

/** A call that registers checks, as scripts write it: one or more names of properties, and options. */
export interface CheckCall {
  readonly model: AnyModel;
  /** What the checks are called in codes. */
  readonly name: string;
  readonly parameters: readonly unknown[];
  readonly isAsync?: boolean;
}

/**
 * Registers a check of each of the properties.
 *
 * @throws TypeError where no property is named, or the options cannot be understood
 */
export function addChecks<Options extends CheckOptions>(
  { model, name, parameters, isAsync = false }: CheckCall,
  make: (options: Options, property: string) => RunCheck,
): void {
  const { properties, options } = parse(name, parameters);
  for (const property of properties) {
    const run = make(options as Options, property);
    model.core.addCheck({ property, name, options, isAsync, run });
  }
}

function parse(name: string, parameters: readonly unknown[]): { properties: readonly string[]; options: CheckOptions } {
  const last = parameters.at(-1);
  const isOptions = typeof last === 'object' && last !== null && !Array.isArray(last);
  const properties = (isOptions ? parameters.slice(0, -1) : parameters).flat().filter((each) => each !== undefined);
  if (properties.length === 0 || !properties.every(isName)) {
    throw new TypeError(`A check of ${name} needs the names of its properties, and options after them`);
  }
  const options: CheckOptions = isOptions ? last : {};
  for (const occasion of [options.on ?? 'save'].flat()) {
    if (!OCCASIONS.has(occasion))
      throw new TypeError(`A check of ${name} cannot run on "${occasion}". Known: ${[...OCCASIONS].join(', ')}.`);
  }
  return { properties, options };
}

const OCCASIONS: ReadonlySet<string> = new Set(['create', 'update', 'save']);

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

import type { DataSourceSettings } from '../definition/project.js';
import { ModelRegistry } from '../model/model-registry.js';
import type { DataSourceOptions } from './data-source.js';

/** What a data source is made of. */
export interface DataSourceArguments {
  readonly name: string;
  readonly settings: DataSourceSettings;
  readonly options: DataSourceOptions;
}

/** The forms of `new DataSource`: `(name, settings, options)`, `(settings, options)`, and `('memory')`, the name of a connector. */
export function readArguments(parameters: readonly unknown[]): DataSourceArguments {
  const [first, second, third] = parameters;
  if (typeof first !== 'string') {
    const settings = (first ?? {}) as DataSourceSettings;
    return { name: nameOf(settings), settings, options: readOptions(second) };
  }
  const settings = typeof second === 'string' ? { connector: second } : (second ?? { connector: first });
  return { name: first, settings: settings as DataSourceSettings, options: readOptions(third) };
}

function nameOf({ name, connector }: DataSourceSettings): string {
  if (typeof name === 'string' && name !== '') return name;
  return typeof connector === 'string' ? connector : 'db';
}

function readOptions(given: unknown): DataSourceOptions {
  return given instanceof ModelRegistry ? { registry: given } : ((given ?? {}) as DataSourceOptions);
}

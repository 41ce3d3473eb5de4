import type { DataSource } from '../datasource/data-source.js';
import { toPlainObject } from '../definition/plain-object.js';
import type { AnyModel } from './model.js';

/** An entry of `model-config.json` in code. */
export interface ModelClassConfiguration {
  /** `null` or nothing: the model stays as it is. */
  readonly dataSource?: DataSource | null;
  readonly relations?: Readonly<Record<string, unknown>>;
  readonly acls?: readonly unknown[];
  readonly methods?: Readonly<Record<string, unknown>>;
  readonly mixins?: Readonly<Record<string, unknown>>;
  /** Settings of the model. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Lays a configuration over the settings of a model, and attaches it to its data source. */
export function configureModel(model: AnyModel, configuration: ModelClassConfiguration): void {
  const { settings } = model;
  model.core.configuration = configuration;
  const { acls, dataSource, options = {} } = configuration;
  Object.assign(settings, options);
  for (const key of ['relations', 'methods', 'mixins'] as const) {
    const given = configuration[key];
    if (given !== undefined) settings[key] = { ...toPlainObject(settings[key]), ...given };
  }
  if (acls !== undefined) settings['acls'] = [...listOf(settings['acls']), ...acls];
  if (dataSource !== undefined && dataSource !== null) model.attachTo(dataSource);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

import { DataSource } from '../datasource/data-source.js';
import type { DataSourceSettings } from '../definition/project.js';
import type { AnyModel } from '../model/model.js';
import type { ModelRegistry } from '../model/model-registry.js';
import { ValidationErrorOfInstance } from '../model/validation/validation-error-of-instance.js';
import { GeoPoint } from '../query/geo-point.js';
import type { Application } from './application.js';

const REGISTRY_FUNCTIONS = [
  'createModel',
  'configureModel',
  'findModel',
  'getModel',
  'getModelByType',
  'createDataSource',
] as const;

/** What `require('loopback')` gives the scripts of an application: also `app.loopback`. */
export type LoopBack = Pick<ModelRegistry, (typeof REGISTRY_FUNCTIONS)[number]> & {
  (): Application;
  readonly registry: ModelRegistry;
  readonly GeoPoint: typeof GeoPoint;
  readonly ValidationError: typeof ValidationErrorOfInstance;
  readonly DataSource: typeof DataSource;
  /** Model classes by name: `Model`, `PersistedModel`, and the built-in models that are there. */
  readonly [model: string]: unknown;
};

/** Makes the `loopback` of one application: nothing in it is shared with another one. Called, it gives the application. */
export function createLoopback(application: Application): LoopBack {
  const { registry } = application;
  const own: Record<string, unknown> = {
    registry,
    Model: registry.Model,
    PersistedModel: registry.PersistedModel,
    GeoPoint,
    ValidationError: ValidationErrorOfInstance,
    DataSource: registryDataSource(application),
    getCurrentContext: currentContextIsGone,
  };
  for (const name of REGISTRY_FUNCTIONS) own[name] = registry[name].bind(registry);
  const loopback = Object.assign(() => application, own);
  return new Proxy(loopback, {
    get: (target, key): unknown => Reflect.get(target, key) ?? modelOf(registry, key),
    has: (target, key) => key in target || modelOf(registry, key) !== undefined,
  }) as unknown as LoopBack;
}

function currentContextIsGone(): never {
  throw new Error('loopback.getCurrentContext is not offered: use the options of the operation (ctx.options)');
}

function modelOf(registry: ModelRegistry, key: PropertyKey): AnyModel | undefined {
  return typeof key === 'string' ? registry.findModel(key) : undefined;
}

// Data sources that scripts make themselves belong to the registry of the application.
function registryDataSource({ registry, options }: Application): typeof DataSource {
  const { connectors, directory, logger } = options;
  return class extends DataSource {
    constructor(...parameters: unknown[]) {
      const [name, settings] = typeof parameters[0] === 'string' ? parameters : [undefined, parameters[0]];
      const shared = { connectors, directory, logger, registry };
      if (typeof name === 'string') super(name, settings as DataSourceSettings, shared);
      else super(settings as DataSourceSettings, shared);
    }
  } as typeof DataSource;
}

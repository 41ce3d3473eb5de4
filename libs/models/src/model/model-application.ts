import type { DataSource } from '../datasource/data-source.js';
import type { AnyModel } from './model.js';
import type { RemoteHooks } from './remoting/remote-hooks.js';

/** What a model knows of the application that it was added to (`Model.app`). */
export interface ModelApplication {
  /** The models of the application, by all variants of their names. */
  readonly models: Readonly<Record<string, AnyModel>> & (() => AnyModel[]);
  readonly dataSources: Readonly<Record<string, DataSource>>;
  get(name: string): unknown;
  /** Whether a model has endpoints of its own. */
  isServed(model: AnyModel): boolean;
  /** `remoting.sharedMethods` of the settings: methods that are on or off in all models. */
  readonly sharedMethods: Readonly<Record<string, unknown>> | undefined;
  /** Remote hooks for all models, by names that begin with the model's. */
  readonly remoteHooks: RemoteHooks;
  /** Whether a remote method of a model is offered. */
  offers(model: AnyModel, method: string): boolean;
  /** Remote methods of a model have come or gone. */
  remotingChanged(model: AnyModel, event: string, method?: string): void;
}

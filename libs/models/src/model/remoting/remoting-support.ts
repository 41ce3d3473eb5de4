import type { AnyModel } from '../model.js';
import type { RemoteMethodOptions } from './remote-method-options.js';
import type { SharedClassOfModel } from './shared-class-of-model.js';

/** What the layer of remote methods brings to model classes. */
export interface RemotingSupport {
  sharedClass(model: AnyModel): SharedClassOfModel;
  /** @throws Error where a declaration cannot be understood */
  check(name: string, options: RemoteMethodOptions): void;
}

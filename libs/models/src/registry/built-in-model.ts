import type { AnyModel } from '../model/model.js';

/** A model that a plug-in brings. */
export interface BuiltInModel {
  /** As in a JSON file. */
  readonly definition: Readonly<Record<string, unknown>> & { readonly name: string };
  /**
   * Gives the class its behaviour. Called with the class of the model, and with that of each descendant: what is not
   * inherited, such as remote methods and checks, is there for all of them (LoopBack's `Model.setup`).
   */
  readonly setUp?: (model: AnyModel) => void;
}

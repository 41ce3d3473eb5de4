import type { ModelUse } from '../definition/model-definition.js';
import { toPlainObject } from '../definition/plain-object.js';
import type { Mixin, Mixins } from '../model/mixins/mixins.js';
import { callScript } from './call-script.js';
import type { ScriptLoader } from './script-loader.js';

/** Loads the mixins that models ask for, and no others. */
export function loadMixins(
  models: readonly ModelUse[],
  files: ReadonlyMap<string, string>,
  mixins: Mixins,
  loader: ScriptLoader,
): void {
  const used = new Set(models.flatMap(({ definition }) => Object.keys(toPlainObject(definition.settings['mixins']))));
  for (const name of used) {
    const file = files.get(name);
    if (file !== undefined) mixins.define(name, mixinOf(file, loader));
  }
}

// One that exports no function is loaded only.
function mixinOf(file: string, loader: ScriptLoader): Mixin {
  const exported = loader.load(file);
  if (typeof exported !== 'function') return () => undefined;
  return (model, options) => callScript(file, () => (exported as Mixin)(model, options));
}

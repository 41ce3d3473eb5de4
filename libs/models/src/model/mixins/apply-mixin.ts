import type { AnyModel } from '../model.js';
import { mixInModel } from './mix-in-model.js';
import { UnknownMixinError } from './unknown-mixin.error.js';

/** Applies a mixin to a model: of a name, a model, or a function; `true` stands for no options, a list for several times. */
export function applyMixin(model: AnyModel, mixin: unknown, options: unknown): void {
  if (options === false) return;
  if (Array.isArray(options)) {
    for (const each of options) applyMixin(model, mixin, each);
    return;
  }
  const own = options === undefined || options === null || options === true ? {} : options;
  const apply = typeof mixin === 'string' ? model.registry.mixins.get(mixin) : undefined;
  if (apply !== undefined) {
    model.registry.startingWork.add(apply(model as never, own as never));
    return;
  }
  const other = model.registry.findModel(mixin);
  if (other === undefined) throw new UnknownMixinError(model.modelName, String(mixin));
  mixInModel(model, other);
}

/** Applies the mixins of a model's definition, in their order. */
export function applyMixins(model: AnyModel): void {
  const { mixins } = model.settings;
  if (typeof mixins !== 'object' || mixins === null) return;
  for (const [name, options] of Object.entries(mixins)) applyMixin(model, name, options);
}

import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import type { AnyModel } from '../../model/model.js';

const MODEL_MIXIN = 'loopnest:modelMixin';

/** What a class decorated with `@ModelMixin` does. */
export interface MixinProvider {
  /**
   * Adds to a model that asks for the mixin: properties, hooks, functions. The start waits for a promise, and fails with it.
   *
   * @param options - what stands at the mixin's name in the definition; `{}` for `true`
   */
  apply(model: AnyModel, options: never): void | Promise<void>;
}

/** The name of a mixin, and of the application where there are several. */
export interface ModelMixinMetadata {
  readonly name: string;
  readonly application: string | undefined;
}

/**
 * Makes a class a provider that is a mixin: definitions ask for it by its name (`"mixins": { "TimeStamp": true }`). It is applied
 * to each model that does when the application is initialized, before boot scripts; it must not be request-scoped.
 *
 * @example
 * @ModelMixin('TimeStamp')
 * export class TimeStampMixin implements MixinProvider {
 *   apply(model: AnyModel): void {
 *     model.defineProperty('changed', { type: 'date', default: '$now' });
 *   }
 * }
 */
export function ModelMixin(name: string, { application }: { readonly application?: string } = {}): ClassDecorator {
  const metadata: ModelMixinMetadata = { name, application };
  return applyDecorators(Injectable(), SetMetadata(MODEL_MIXIN, metadata));
}

export function modelMixinMetadata(target: object): ModelMixinMetadata | undefined {
  return Reflect.getOwnMetadata(MODEL_MIXIN, target) as ModelMixinMetadata | undefined;
}

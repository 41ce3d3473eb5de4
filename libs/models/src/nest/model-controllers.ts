import type { ModulesContainer } from '@nestjs/core';
import type { AnyModel } from '../model/model.js';
import { modelControllerMetadata } from './model-controller.decorator.js';

/** An overriding controller of the host. */
export interface ModelControllerHost {
  readonly target: NewableFunction;
  /** The instance that Nest made; asked for once it is there. */
  instance(): object;
}

/** Finds the controllers that override generated ones. Throws where the model is unknown, or has two of them. */
export function findModelControllers(
  modules: ModulesContainer,
  application: string | undefined,
  findModel: (name: string) => AnyModel | undefined,
): ReadonlyMap<AnyModel, ModelControllerHost> {
  const found = new Map<AnyModel, ModelControllerHost>();
  for (const module of modules.values()) {
    for (const wrapper of module.controllers.values()) {
      const target = wrapper.metatype;
      const metadata = typeof target === 'function' ? modelControllerMetadata(target) : undefined;
      if (typeof target !== 'function' || metadata === undefined || metadata.application !== application) continue;
      const model = findModel(metadata.model);
      if (model === undefined) throw new UnknownControllerModelError(target.name, metadata.model);
      const other = found.get(model);
      if (other !== undefined) throw new Error(`Both ${other.target.name} and ${target.name} are the controller of "${metadata.model}"`);
      found.set(model, { target, instance: () => wrapper.instance as object });
    }
  }
  return found;
}

/** `@ModelController` names a model that the application does not have. */
export class UnknownControllerModelError extends Error {
  constructor(controller: string, model: string) {
    super(`@ModelController('${model}') of ${controller}: the application has no model "${model}"`);
  }
}

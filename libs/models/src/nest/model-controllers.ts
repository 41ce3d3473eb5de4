import type { ModulesContainer } from '@nestjs/core';
import type { AnyModel } from '../model/model.js';
import type { ControllerWrapper } from './controller-scope.js';
import { modelControllerMetadata } from './model-controller.decorator.js';
import { getApplicationToken } from './tokens.js';

/**
 * Finds the controllers that override generated ones, by their models. Throws where the model or the application is unknown,
 * or a model has two of them.
 */
export function findModelControllers(
  modules: ModulesContainer,
  application: string | undefined,
  findModel: (name: string) => AnyModel | undefined,
): ReadonlyMap<AnyModel, ControllerWrapper> {
  const found = new Map<AnyModel, ControllerWrapper>();
  for (const module of modules.values()) {
    for (const wrapper of module.controllers.values()) {
      const target = wrapper.metatype;
      const metadata = typeof target === 'function' ? modelControllerMetadata(target) : undefined;
      if (typeof target !== 'function' || metadata === undefined) continue;
      if (!hasApplication(modules, metadata.application))
        throw new UnknownControllerApplicationError(target.name, metadata.application);
      if (getApplicationToken(metadata.application) !== getApplicationToken(application)) continue;
      const model = findModel(metadata.model);
      if (model === undefined) throw new UnknownControllerModelError(target.name, metadata.model);
      const other = found.get(model);
      if (other !== undefined)
        throw new Error(`Both ${other.name} and ${target.name} are the controller of "${metadata.model}"`);
      found.set(model, wrapper);
    }
  }
  return found;
}

function hasApplication(modules: ModulesContainer, application: string | undefined): boolean {
  return [...modules.values()].some((module) => module.providers.has(getApplicationToken(application)));
}

/** `@ModelController` names a model that the application does not have. */
export class UnknownControllerModelError extends Error {
  constructor(controller: string, model: string) {
    super(`@ModelController('${model}') of ${controller}: the application has no model "${model}"`);
  }
}

/** `@ModelController` names an application that the host does not have. */
export class UnknownControllerApplicationError extends Error {
  constructor(controller: string, application: string | undefined) {
    const named = application === undefined ? 'without a name' : `"${application}"`;
    super(
      `@ModelController of ${controller}: there is no application ${named}; it needs ModelsModule.forRoot with that name`,
    );
  }
}

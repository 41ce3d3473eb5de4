import type { ExternalContextCreator, ModulesContainer } from '@nestjs/core';

/**
 * Nest's creator of contexts, for controllers: it looks for the module of a handler among providers only, and what stands
 * around a controller lives in the module that declares it.
 */
export function controllerContexts(
  contexts: ExternalContextCreator,
  modules: ModulesContainer,
): ExternalContextCreator {
  const extended = Object.create(contexts) as ExternalContextCreator;
  extended.getContextModuleKey = (target) => {
    const entry = [...modules].find(([, module]) => target !== undefined && module.controllers.has(target));
    return entry?.[0] ?? contexts.getContextModuleKey(target);
  };
  return extended;
}

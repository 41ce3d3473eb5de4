import type { ModulesContainer } from '@nestjs/core';
import type { AnyModel } from '../../model/model.js';
import { modelControllerMetadata } from '../model-controller.decorator.js';
import { getApplicationToken } from '../tokens.js';
import { hookMethodsOf } from './hook-methods.js';
import { modelHooksMetadata } from './model-hooks.decorator.js';
import { type HookHost, registerHooks } from './register-hooks.js';

type HostModule = ModulesContainer extends Map<string, infer M> ? M : never;
type Wrapper = HostModule['providers'] extends Map<unknown, infer W> ? W : never;

/** Finds the providers and controllers with hooks and remote methods of an application's models, and registers those. */
export function registerHookProviders(
  modules: ModulesContainer,
  application: string | undefined,
  findModel: (name: string) => AnyModel | undefined,
): void {
  const done = new Set<object>();
  for (const module of modules.values()) {
    for (const wrapper of module.providers.values())
      registerWrapper(wrapper, modelHooksMetadata, 'provider', application, findModel, done);
    for (const wrapper of module.controllers.values())
      registerWrapper(wrapper, modelControllerMetadata, 'controller', application, findModel, done);
  }
}

function registerWrapper(
  wrapper: Wrapper,
  metadataOf: typeof modelHooksMetadata,
  host: HookHost,
  application: string | undefined,
  findModel: (name: string) => AnyModel | undefined,
  done: Set<object>,
): void {
  const { metatype } = wrapper;
  if (typeof metatype !== 'function') return;
  const metadata = metadataOf(metatype);
  if (metadata === undefined || getApplicationToken(metadata.application) !== getApplicationToken(application)) return;
  const model = findModel(metadata.model);
  if (model === undefined)
    throw new Error(
      `@ModelHooks('${metadata.model}') of ${metatype.name}: the application has no model "${metadata.model}"`,
    );
  const hasHooks = hookMethodsOf(metatype.prototype as object).length > 0;
  if (!hasHooks) return;
  if (!wrapper.isDependencyTreeStatic())
    throw new Error(
      `${metatype.name} has hooks of "${metadata.model}" and is request-scoped: ask the application for its currentContext instead`,
    );
  const instance = wrapper.instance as object;
  // A provider that several modules provide is there once for each of them.
  if (done.has(metatype)) return;
  done.add(metatype);
  registerHooks(instance, model, host);
}

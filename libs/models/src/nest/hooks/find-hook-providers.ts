import type { ModulesContainer } from '@nestjs/core';
import type { AnyModel } from '../../model/model.js';
import { modelControllerMetadata } from '../model-controller.decorator.js';
import { getApplicationToken } from '../tokens.js';
import { hookMethodsOf } from './hook-methods.js';
import { modelHooksMetadata } from './model-hooks.decorator.js';
import { type HookHost, registerHooks, type Undo } from './register-hooks.js';

type HostModule = ModulesContainer extends Map<string, infer M> ? M : never;
type Wrapper = HostModule['providers'] extends Map<unknown, infer W> ? W : never;

/** What an application is asked for while its hooks are registered. */
export interface HookRegistration {
  /** Name of the application, where there are several. */
  readonly application: string | undefined;
  findModel(name: string): AnyModel | undefined;
  /** Is told of decorated methods that nobody will call. */
  warn(text: string): void;
}

/** Finds the providers and controllers with hooks and remote methods of an application's models, and registers those. */
export function registerHookProviders(modules: ModulesContainer, registration: HookRegistration): readonly Undo[] {
  const done = new Set<unknown>();
  const undo: Undo[] = [];
  for (const module of modules.values()) {
    for (const [host, wrappers] of [
      ['provider', module.providers],
      ['controller', module.controllers],
    ] as const) {
      for (const wrapper of wrappers.values() as Iterable<Wrapper>) {
        // A provider that several modules provide is there once for each of them.
        if (typeof wrapper.metatype !== 'function' || done.has(wrapper.metatype)) continue;
        done.add(wrapper.metatype);
        undo.push(...registerWrapper(wrapper, wrapper.metatype, host, modules, registration));
      }
    }
  }
  return undo;
}

function registerWrapper(
  wrapper: Wrapper,
  target: NewableFunction,
  host: HookHost,
  modules: ModulesContainer,
  { application, findModel, warn }: HookRegistration,
): readonly Undo[] {
  const prototype: unknown = target.prototype;
  const uses = typeof prototype === 'object' && prototype !== null ? hookMethodsOf(prototype) : [];
  const metadata = host === 'provider' ? modelHooksMetadata(target) : modelControllerMetadata(target);
  if (metadata === undefined) {
    const missing = host === 'provider' ? '@ModelHooks' : '@ModelController';
    if (uses.length > 0) warn(`${target.name} has hooks or remote methods, but no ${missing}: nobody calls them`);
    return [];
  }
  if (host === 'provider' && !hasApplication(modules, metadata.application))
    throw new Error(`@ModelHooks of ${target.name}: there is no application ${JSON.stringify(metadata.application)}`);
  if (getApplicationToken(metadata.application) !== getApplicationToken(application) || uses.length === 0) return [];
  const model = findModel(metadata.model);
  if (model === undefined)
    throw new Error(
      `@ModelHooks('${metadata.model}') of ${target.name}: the application has no model "${metadata.model}"`,
    );
  const isStatic = wrapper.isDependencyTreeStatic();
  // A controller of each request may have remote methods, which are called in one.
  if (!isStatic && (host === 'provider' || uses.some(({ use }) => use.kind !== 'remoteMethod')))
    throw new Error(
      `${target.name} has hooks of "${metadata.model}" and is request-scoped: ask the application for its currentContext instead`,
    );
  return registerHooks(prototype as object, () => (isStatic ? instanceOf(wrapper) : refuse(target)), model, host);
}

function hasApplication(modules: ModulesContainer, application: string | undefined): boolean {
  return [...modules.values()].some((module) => module.providers.has(getApplicationToken(application)));
}

function instanceOf(wrapper: Wrapper): object {
  return wrapper.instance as object;
}

function refuse({ name }: NewableFunction): never {
  throw new Error(`${name} is made for each request: its remote methods are there over REST only`);
}

import { ApplicationConfig, ExternalContextCreator, HttpAdapterHost, ModuleRef, ModulesContainer } from '@nestjs/core';
import type { Application } from '../application/application.js';
import type { AnyModel } from '../model/model.js';
import { checkDeclaredMethods } from '../remote/declared/check-declared-methods.js';
import type { RemoteMethod } from '../remote/remote-method.js';
import { RemoteHandler } from '../remote/remote-handler.js';
import { CallContexts } from './call-contexts.js';
import { controllerContexts } from './controller-contexts.js';
import { ControllerScope } from './controller-scope.js';
import { ExceptionFilters } from './exception-filters.js';
import { registerHookProviders } from './hooks/find-hook-providers.js';
import { joinPaths } from './join-paths.js';
import type { ProvidedMixins } from './mixins/provided-mixins.js';
import { setControllerPath } from './model-controller.decorator.js';
import { findModelControllers } from './model-controllers.js';
import { findMounts } from './mounts.js';
import { NestHost } from './nest-host.js';
import { findOverride } from './override.js';
import { RemoteRoutes } from './remote-routes.js';

/** What of Nest the generated routes are made with. */
export const NEST_PARTS = [HttpAdapterHost, ExternalContextCreator, ApplicationConfig, ModulesContainer, ModuleRef];

/** Their instances. */
export type NestParts = [HttpAdapterHost, ExternalContextCreator, ApplicationConfig, ModulesContainer, ModuleRef];

/** Whose routes are made. */
export interface RemoteRoutesOptions {
  readonly application: Application;
  /** Of the application, where there are several. */
  readonly name: string | undefined;
  /** What stands for the generated routes in the host. */
  readonly anchor: NewableFunction;
  readonly mixins: ProvidedMixins;
}

/** Makes the generated routes of an application, within the host that Nest's parts belong to. */
export function createRemoteRoutes(
  { application, name, anchor, mixins }: RemoteRoutesOptions,
  ...[server, contexts, config, modules, moduleRef]: NestParts
): RemoteRoutes {
  const { router, registry, restApiRoot, remoting, options } = application;
  const found = findModelControllers(modules, name, (model) => registry.findModel(model));
  for (const [model, { metatype }] of found)
    setControllerPath(metatype as NewableFunction, joinPaths([restApiRoot, router.pathOf(model)]));
  const overriding = new Map([...found].map(([model, wrapper]) => [model, new ControllerScope(wrapper, moduleRef)]));
  const scope = anchorScope(anchor, modules, moduleRef);
  const withModules = controllerContexts(contexts, modules);
  const calls = new CallContexts(application, withModules, overriding, scope);
  const host = new NestHost(calls, new ExceptionFilters(withModules, config), scope);
  const access = () => application.accessControl;
  const log = (error: unknown, where: string) =>
    options.logger.error(error instanceof Error ? (error.stack ?? error) : `${where}: ${String(error)}`);
  const isOverridden = (model: AnyModel, method: RemoteMethod) => {
    const controller: unknown = found.get(model)?.metatype?.prototype;
    return typeof controller === 'object' && controller !== null && findOverride(controller, method) !== undefined;
  };
  // Providers are made by then; boot scripts come after their hooks.
  const begin = async () => {
    try {
      await mixins.begin();
      const undo = registerHookProviders(modules, {
        application: name,
        findModel: (model) => registry.findModel(model),
        warn: registry.warn,
      });
      application.once('closing', () => {
        for (const each of undo) each();
      });
      await application.start();
      checkDeclaredMethods(application.served, isOverridden);
    } catch (error) {
      await application.close();
      throw error;
    }
  };
  return new RemoteRoutes(
    new RemoteHandler(router, remoting, log, { host, calls: application.calls, access }),
    server,
    {
      findMounts: () => findMounts(config, restApiRoot),
      scriptRoutes: application.routes,
      begin,
    },
  );
}

function anchorScope(anchor: NewableFunction, modules: ModulesContainer, moduleRef: ModuleRef): ControllerScope {
  for (const module of modules.values()) {
    const wrapper = [...module.controllers.values()].find(({ metatype }) => metatype === anchor);
    if (wrapper !== undefined) return new ControllerScope(wrapper, moduleRef);
  }
  throw new Error('The controller of the generated routes is in no module');
}

import { Logger, type Provider } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { Application } from '../application/application.js';
import { createApplication } from '../application/create-application.js';
import { createRemoteRoutes, NEST_PARTS, type NestParts } from './create-remote-routes.js';
import { ProvidedMixins } from './mixins/provided-mixins.js';
import { ModelsLifecycle } from './models-lifecycle.js';
import type { ModelsAsyncOptions, ModelsModuleOptions, ModelsOptionsFactory } from './models.options.js';
import { findProvidedPlugins } from './provided-plugins.js';
import type { RemoteRoutes } from './remote-routes.js';
import { getApplicationToken, getDataSourceToken, getModelToken, getOptionsToken } from './tokens.js';

const PROVIDED_MIXINS = 'loopnest:mixins';

/** Token of the generated routes; each application has its own, which its module does not export. */
export const REMOTE_ROUTES = 'loopnest:routes';

/**
 * The providers of one application: made of its options, started before anybody gets it, closed with the host.
 *
 * @param controller - what stands for the generated routes in the host
 */
export function createApplicationProviders(name: string | undefined, controller: NewableFunction): Provider[] {
  const application = getApplicationToken(name);
  return [
    {
      provide: application,
      inject: [getOptionsToken(name), PROVIDED_MIXINS, ModulesContainer],
      useFactory: (options: ModelsModuleOptions, { mixins }: ProvidedMixins, modules: ModulesContainer) =>
        startApplication({
          ...options,
          mixins: { ...options.mixins, ...mixins },
          plugins: [...(options.plugins ?? []), ...findProvidedPlugins(modules, name)],
        }),
    },
    {
      provide: PROVIDED_MIXINS,
      inject: [ModulesContainer],
      useFactory: (modules: ModulesContainer) => new ProvidedMixins(modules, name),
    },
    {
      provide: REMOTE_ROUTES,
      inject: [application, PROVIDED_MIXINS, ...NEST_PARTS],
      useFactory: (app: Application, mixins: ProvidedMixins, ...parts: NestParts) =>
        orClose(app, () => createRemoteRoutes({ application: app, name, anchor: controller, mixins }, ...parts)),
    },
    {
      provide: ModelsLifecycle,
      inject: [application, REMOTE_ROUTES],
      useFactory: (app: Application, remoteRoutes: RemoteRoutes) => new ModelsLifecycle(app, remoteRoutes),
    },
  ];
}

async function startApplication(options: ModelsModuleOptions): Promise<Application> {
  const logger = new Logger('ModelsModule');
  const application = options.application ?? createApplication({ ...options, logger });
  await orClose(application, () => application.connect());
  return application;
}

// A start that fails must not leave connections behind that keep the process alive.
async function orClose<T>(application: Application, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    await application.close();
    throw error;
  }
}

export function createAsyncOptionsProviders(options: ModelsAsyncOptions): Provider[] {
  const provide = getOptionsToken(options.name);
  if (options.useFactory !== undefined)
    return [{ provide, inject: options.inject ?? [], useFactory: options.useFactory }];
  const factory = options.useClass ?? options.useExisting;
  if (factory === undefined) throw new Error('ModelsModule.forRootAsync needs useFactory, useClass or useExisting');
  const useFactory = (made: ModelsOptionsFactory) => made.createModelsOptions();
  const own: Provider[] = options.useClass === undefined ? [] : [options.useClass];
  return [...own, { provide, inject: [factory], useFactory }];
}

/** Hands models, by their names, to a module. An unknown one stops the start. */
export function createModelProviders(models: readonly string[], application: string | undefined): Provider[] {
  return models.map((model) => ({
    provide: getModelToken(model, application),
    inject: [getApplicationToken(application)],
    useFactory: (app: Application) =>
      orClose(app, () =>
        known(
          'model',
          model,
          app.models,
          app.models().map(({ modelName }) => modelName),
        ),
      ),
  }));
}

export function createDataSourceProviders(dataSources: readonly string[], application: string | undefined): Provider[] {
  return dataSources.map((dataSource) => ({
    provide: getDataSourceToken(dataSource, application),
    inject: [getApplicationToken(application)],
    useFactory: (app: Application) =>
      orClose(app, () => known('data source', dataSource, app.dataSources, dataSourceNames(app))),
  }));
}

// The table has each under several names.
function dataSourceNames({ dataSources }: Application): readonly string[] {
  return [...new Set(Object.values(dataSources))].map(({ name }) => name);
}

function known<T>(what: string, name: string, table: Readonly<Record<string, T>>, names: readonly string[]): T {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found !== undefined) return found;
  throw new Error(`ModelsModule.forFeature: unknown ${what} "${name}". Known: ${names.join(', ') || 'none'}.`);
}

import { Logger, type Provider } from '@nestjs/common';
import { ApplicationConfig, ExternalContextCreator, HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import { Application } from '../application/application.js';
import { createApplication } from '../application/create-application.js';
import { ModelsLifecycle } from './models-lifecycle.js';
import type { ModelsAsyncOptions, ModelsModuleOptions, ModelsOptionsFactory } from './models.options.js';
import { RemoteRoutes } from './remote-routes.js';
import { getApplicationToken, getDataSourceToken, getModelToken, getOptionsToken } from './tokens.js';

/** The providers of one application: made of its options, started before anybody gets it, closed with the host. */
export function createApplicationProviders(name: string | undefined): Provider[] {
  const application = getApplicationToken(name);
  const routes = `${application}:routes`;
  return [
    {
      provide: application,
      inject: [getOptionsToken(name)],
      useFactory: (options: ModelsModuleOptions) => startApplication(options),
    },
    {
      provide: routes,
      inject: [application, HttpAdapterHost, ExternalContextCreator, ApplicationConfig, ModulesContainer],
      useFactory: (
        app: Application,
        host: HttpAdapterHost,
        contexts: ExternalContextCreator,
        config: ApplicationConfig,
        modules: ModulesContainer,
      ) => new RemoteRoutes(app, host, contexts, config, modules, name),
    },
    {
      provide: `${application}:lifecycle`,
      inject: [application, routes],
      useFactory: (app: Application, remoteRoutes: RemoteRoutes) => new ModelsLifecycle(app, remoteRoutes),
    },
  ];
}

async function startApplication(options: ModelsModuleOptions): Promise<Application> {
  const logger = new Logger('ModelsModule');
  const application = options.application ?? createApplication({ ...options, logger });
  try {
    await application.start();
  } catch (error) {
    await application.close();
    throw error;
  }
  return application;
}

export function createAsyncOptionsProviders(options: ModelsAsyncOptions): Provider[] {
  const provide = getOptionsToken(options.name);
  if (options.useFactory !== undefined) return [{ provide, inject: options.inject ?? [], useFactory: options.useFactory }];
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
    useFactory: (app: Application) => known('model', model, app.models),
  }));
}

export function createDataSourceProviders(dataSources: readonly string[], application: string | undefined): Provider[] {
  return dataSources.map((dataSource) => ({
    provide: getDataSourceToken(dataSource, application),
    inject: [getApplicationToken(application)],
    useFactory: (app: Application) => known('data source', dataSource, app.dataSources),
  }));
}

function known<T>(what: string, name: string, table: Readonly<Record<string, T>>): T {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found !== undefined) return found;
  throw new Error(`ModelsModule.forFeature: unknown ${what} "${name}". Known: ${Object.keys(table).join(', ') || 'none'}.`);
}

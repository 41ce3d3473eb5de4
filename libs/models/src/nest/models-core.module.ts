import { Global, Inject, Module, type DynamicModule, type NestModule } from '@nestjs/common';
import { createModelsController } from './models.controller.js';
import type { ModelsAsyncOptions, ModelsRootOptions } from './models.options.js';
import { createApplicationProviders, createAsyncOptionsProviders, REMOTE_ROUTES } from './models.providers.js';
import type { RemoteRoutes } from './remote-routes.js';
import { getApplicationToken, getOptionsToken } from './tokens.js';

/** Holds one application for the whole host, so that features find it wherever they are. */
@Global()
@Module({})
export class ModelsCoreModule implements NestModule {
  constructor(@Inject(REMOTE_ROUTES) private readonly routes: RemoteRoutes) {}

  static forRoot({ name, ...options }: ModelsRootOptions): DynamicModule {
    const controller = createModelsController();
    return {
      module: ModelsCoreModule,
      controllers: [controller],
      providers: [
        { provide: getOptionsToken(name), useValue: options },
        ...createApplicationProviders(name, controller),
      ],
      exports: [getApplicationToken(name)],
    };
  }

  static forRootAsync(options: ModelsAsyncOptions): DynamicModule {
    const controller = createModelsController();
    return {
      module: ModelsCoreModule,
      imports: options.imports ?? [],
      controllers: [controller],
      providers: [...createAsyncOptionsProviders(options), ...createApplicationProviders(options.name, controller)],
      exports: [getApplicationToken(options.name)],
    };
  }

  /** Called by Nest once the host's own layers stand, before its routes. */
  configure(): void {
    this.routes.useRefusals();
  }
}

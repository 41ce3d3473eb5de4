import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { ModelsAsyncOptions, ModelsRootOptions } from './models.options.js';
import { createApplicationProviders, createAsyncOptionsProviders } from './models.providers.js';
import { getApplicationToken, getOptionsToken } from './tokens.js';

/** Holds one application for the whole host, so that features find it wherever they are. */
@Global()
@Module({})
export class ModelsCoreModule {
  static forRoot({ name, ...options }: ModelsRootOptions): DynamicModule {
    return {
      module: ModelsCoreModule,
      providers: [{ provide: getOptionsToken(name), useValue: options }, ...createApplicationProviders(name)],
      exports: [getApplicationToken(name)],
    };
  }

  static forRootAsync(options: ModelsAsyncOptions): DynamicModule {
    return {
      module: ModelsCoreModule,
      imports: options.imports ?? [],
      providers: [...createAsyncOptionsProviders(options), ...createApplicationProviders(options.name)],
      exports: [getApplicationToken(options.name)],
    };
  }
}

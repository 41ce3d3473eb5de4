import { Module, type DynamicModule } from '@nestjs/common';
import { ModelsCoreModule } from './models-core.module.js';
import type { ModelsAsyncOptions, ModelsRootOptions } from './models.options.js';
import { createDataSourceProviders, createModelProviders } from './models.providers.js';

/** What a module is handed beside its models. */
export interface ModelsFeatureOptions {
  /** Name of the application, where there are several. */
  readonly application?: string;
  /** Names of data sources, for `@InjectDataSource`. */
  readonly dataSources?: readonly string[];
}

/**
 * LoopBack models in a Nest application.
 *
 * @example
 * imports: [ModelsModule.forRoot({ root: import.meta.dirname })]
 */
@Module({})
export class ModelsModule {
  /** Reads definitions, connects their data sources, and serves the public models over REST. Once per application. */
  static forRoot(options: ModelsRootOptions = {}): DynamicModule {
    return { module: ModelsModule, imports: [ModelsCoreModule.forRoot(options)] };
  }

  /** The same with options that other providers make. */
  static forRootAsync(options: ModelsAsyncOptions): DynamicModule {
    return { module: ModelsModule, imports: [ModelsCoreModule.forRootAsync(options)] };
  }

  /** Hands models to the module that imports this: for `@InjectModel('Customer')`. */
  static forFeature(models: readonly string[], options: ModelsFeatureOptions = {}): DynamicModule {
    const providers = [
      ...createModelProviders(models, options.application),
      ...createDataSourceProviders(options.dataSources ?? [], options.application),
    ];
    return { module: ModelsModule, providers, exports: providers };
  }
}

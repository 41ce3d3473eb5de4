import * as models from '@loopnest/models';
import { expectTypeOf } from 'vitest';

// What the package gives at runtime: a name that comes or goes is a change of its interface.
expectTypeOf<keyof typeof models>().toEqualTypeOf<
  | 'Access'
  | 'AfterDelete'
  | 'AfterRemote'
  | 'AfterRemoteError'
  | 'AfterSave'
  | 'Application'
  | 'BeforeDelete'
  | 'BeforeRemote'
  | 'BeforeSave'
  | 'ConnectorRegistry'
  | 'createApplication'
  | 'createHandler'
  | 'contextOf'
  | 'countUp'
  | 'createRegistry'
  | 'DataSource'
  | 'DataSourceTransaction'
  | 'DEFAULT_QUERY_LIMITS'
  | 'DefinitionsError'
  | 'GeoPoint'
  | 'getApplicationToken'
  | 'getDataSourceToken'
  | 'getModelToken'
  | 'getPluginToken'
  | 'includedModels'
  | 'InjectApplication'
  | 'InjectDataSource'
  | 'InjectModel'
  | 'isPromise'
  | 'KeyValueModel'
  | 'KeyValueModelController'
  | 'Loaded'
  | 'loadProject'
  | 'LoopnestError'
  | 'Model'
  | 'ModelController'
  | 'modelControllerMetadata'
  | 'ModelHooks'
  | 'ModelMixin'
  | 'ModelRegistry'
  | 'ModelsModule'
  | 'NotificationChannel'
  | 'Observe'
  | 'Persist'
  | 'PersistedModel'
  | 'PersistedModelController'
  | 'PreparedFind'
  | 'readArguments'
  | 'RemoteContext'
  | 'RemoteMethod'
  | 'Restriction'
  | 'subqueryOf'
  | 'remoteMethodsOf'
  | 'settle'
  | 'SharedClass'
  | 'splitCallback'
  | 'Transaction'
  | 'ValidationError'
  | 'withCallback'
>();

// Options are checked by name.
models.ModelsModule.forRoot({
  root: '.',
  models: ['common/models/*.json'],
  dataSources: { db: { connector: 'memory' } },
});
models.ModelsModule.forRootAsync({
  name: 'shop',
  inject: ['SETTINGS'],
  useFactory: (settings: { root: string }) => settings,
});
models.ModelsModule.forFeature(['Customer'], { application: 'shop', dataSources: ['db'] });
// @ts-expect-error no such option
models.ModelsModule.forRoot({ dir: '.' });
// @ts-expect-error names, not one name
models.ModelsModule.forFeature('Customer');

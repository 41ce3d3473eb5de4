export {
  Application,
  type ApplicationLogger,
  type ApplicationOptions,
  type ModelConfiguration,
} from './application/application.js';
export { createHandler, type Handler } from './application/create-handler.js';
export { type Plugin } from './application/plugin.js';
export { createApplication, type CreateApplicationOptions } from './application/create-application.js';
export { type LoopBack } from './application/loopback.js';
export { type Column, type ColumnStorage, type Table, type TableIndex } from './datasource/column.js';
export { type Connector, type ConnectorContext } from './datasource/connector.js';
export { ConnectorRegistry } from './datasource/connectors/connector.registry.js';
export { DataSource } from './datasource/data-source.js';
export { type AnyConnector, type Service, type ServiceConnector } from './datasource/service-connector.js';
export { type DefinedModel } from './datasource/members/model-members.js';
export { type NativeChange, type NativeResult } from './datasource/native-sql/data-source-connector.js';
export {
  type DiscoveredColumn,
  type DiscoveredForeignKey,
  type DiscoveredPrimaryKey,
  type DiscoveredSchema,
  type DiscoveredTable,
  type DiscoveryOptions,
} from './datasource/discovery/discovered.js';
export { type DatabaseFailure, type Dialect, type TextMatch } from './datasource/dialect.js';
export {
  type ExecuteOptions,
  type ExecuteResult,
  type Executor,
  type ExecutorTransaction,
  type NotificationListener,
  type Statement,
} from './datasource/executor.js';
export { NotificationChannel } from './datasource/notifications/notification-channel.js';
export {
  type DataByModel,
  DataSourceTransaction,
  type TransactionModels,
} from './datasource/transaction/data-source-transaction.js';
export { type TransactionTask } from './datasource/transaction/run-in-transaction.js';
export { Transaction, type TransactionContext, type TransactionEvent } from './datasource/transaction/transaction.js';
export { type TransactionOptions } from './datasource/transaction/transaction-options.js';
export { type DefinitionProblem } from './definition/definition-problem.js';
export { DefinitionsError } from './definition/definitions.error.js';
export { loadProject } from './definition/load-project.js';
export { type ModelDefinition, type ModelUse } from './definition/model-definition.js';
export { type ProjectOptions } from './definition/project-options.js';
export { type DataSourceSettings, type Project } from './definition/project.js';
export { type PropertyDefinition, type PropertyType, type ScalarTypeName } from './definition/property-definition.js';
export { LoopnestError, type LoopnestErrorOptions } from './errors/loopnest.error.js';
export { type KeyIterator } from './key-value/key-iterator.js';
export { type KeyValueConnector } from './key-value/key-value-connector.js';
export { KeyValueModel } from './key-value/key-value-model.js';
export {
  type KeyFilter,
  type KeyValueCalls,
  type KeyValueModelClass,
  type KeyValueOptions,
} from './key-value/key-value-model-class.js';
export { type KeyValueStore } from './key-value/key-value-store.js';
export { type Callback, settle, splitCallback } from './model/callback.js';
export { type InstanceMethods, type ModelClass, type ModelData, type ModelInstance } from './model/model-class.js';
export { type InstanceOptions } from './model/instance-state.js';
export { type ModelClassConfiguration } from './model/configure-model.js';
export { type Mixin, type Mixins } from './model/mixins/mixins.js';
export { type RemoteHook, type RemoteHookPhase } from './model/remoting/remote-hooks.js';
export {
  type RemoteArgumentOptions,
  type RemoteArgumentSource,
  type RemoteMethodOptions,
  type RemoteResultOptions,
  type RemoteRouteOptions,
} from './model/remoting/remote-method-options.js';
export { type NestedMethodFilter, type NestRemotingOptions } from './model/remoting/nest-remoting.js';
export { ModelRegistry } from './model/model-registry.js';
export { type AnyModel, Model } from './model/model.js';
export { PreparedFind } from './model/prepared-find.js';
export { subqueryOf } from './model/subquery-of.js';
export { countUp, type Counted, type CountUpOptions } from './model/operations/count-up.js';
export { type HookContext } from './model/operations/hooks.js';
export { type RelatedAccess } from './model/operations/related-access.js';
export { type OperationOptions } from './model/operations/operation-options.js';
export { type Relation, type RelationType } from './model/model-relation.js';
export { PersistedModel } from './model/persisted-model.js';
export {
  type BothCallback,
  type BothSides,
  type ChangeType,
  type Checkpoints,
  type Difference,
  type Replicated,
  type ReplicateOptions,
  type ReplicationConflict,
  type ReplicationTarget,
} from './model/replication-support.js';
export { type ValidityCallback } from './model/validation/ask-validity.js';
export { type Fail } from './model/validation/check.js';
export {
  type CheckOptions,
  type FormatOptions,
  type LengthOptions,
  type ListOptions,
  type NumericalityOptions,
  type UniquenessOptions,
} from './model/validation/check-options.js';
export { type CheckDone } from './model/validation/custom-checks.js';
export { type InstanceErrors } from './model/validation/instance-errors.js';
export { type ValidationCalls } from './model/validation/validation-calls.js';
export {
  ValidationError,
  type ValidationDetails,
  type ValidationFailure,
} from './model/validation/validation.error.js';
export { isPromise } from './model/is-promise.js';
export { withCallback } from './model/with-callback.js';
export { ModelHooks, type ModelHooksOptions } from './nest/hooks/model-hooks.decorator.js';
export {
  Access,
  AfterDelete,
  AfterSave,
  BeforeDelete,
  BeforeSave,
  Loaded,
  Observe,
  Persist,
} from './nest/hooks/observer.decorators.js';
export { AfterRemote, AfterRemoteError, BeforeRemote } from './nest/hooks/remote-hook.decorators.js';
export { RemoteMethod } from './nest/hooks/remote-method.decorator.js';
export { ModelMixin, type MixinProvider } from './nest/mixins/model-mixin.decorator.js';
export { InjectApplication, InjectDataSource, InjectModel } from './nest/inject.decorators.js';
export { KeyValueModelController } from './nest/key-value-model.controller.js';
export {
  ModelController,
  modelControllerMetadata,
  type ModelControllerMetadata,
  type ModelControllerOptions,
} from './nest/model-controller.decorator.js';
export { ModelsModule, type ModelsFeatureOptions } from './nest/models.module.js';
export {
  type ModelsAsyncOptions,
  type ModelsModuleOptions,
  type ModelsOptionsFactory,
  type ModelsRootOptions,
} from './nest/models.options.js';
export { type ModelId, PersistedModelController } from './nest/persisted-model.controller.js';
export { getApplicationToken, getDataSourceToken, getModelToken, getPluginToken } from './nest/tokens.js';
export {
  type Clause,
  type DataKey,
  type Filter,
  type Include,
  type IncludeScope,
  type Operators,
  type Where,
} from './query/filter.js';
export { GeoPoint, type DistanceUnit } from './query/geo-point.js';
export { DEFAULT_QUERY_LIMITS, type QueryLimits } from './query/query-limits.js';
export { type BuiltInModel } from './registry/built-in-model.js';
export { Restriction } from './query/restriction.js';
export { type Subquery } from './query/subquery.js';
export { type IncludedModel, includedModels } from './relation/include/included-models.js';
export {
  type BelongsTo,
  type EmbedsMany,
  type EmbedsOne,
  type HasMany,
  type HasManyThrough,
  type HasOne,
  type NamedScope,
  type ReferencesMany,
} from './relation/relation-types.js';
export { createRegistry, type CreateRegistryOptions } from './registry/create-registry.js';
export { type AccessControl } from './remote/access-control.js';
export { readArguments } from './remote/execute.js';
export { contextOf, RemoteContext } from './remote/hooks/remote-context.js';
export { type SharedMethod } from './remote/hooks/shared-method.js';
export { type RemoteCall, type RemoteRequest } from './remote/remote-call.js';
export { remoteMethodsOf } from './remote/remote-table.js';
export { SharedClass } from './remote/shared-class.js';
export {
  type AccessType,
  type RemoteArgument,
  type RemoteMethod as RemoteMethodRecord,
  type RemoteResult,
  type RemoteRoute,
} from './remote/remote-method.js';

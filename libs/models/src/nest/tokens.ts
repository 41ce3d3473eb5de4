const DEFAULT = 'default';

/** Token of an {@link Application}; without a name, that of the only one. */
export function getApplicationToken(application = DEFAULT): string {
  return `loopnest:application:${application}`;
}

/** Token of a model that `ModelsModule.forFeature` hands to a module. */
export function getModelToken(model: string, application = DEFAULT): string {
  return `loopnest:model:${application}:${model}`;
}

/** Token of a data source that `ModelsModule.forFeature` hands to a module. */
export function getDataSourceToken(dataSource: string, application = DEFAULT): string {
  return `loopnest:dataSource:${application}:${dataSource}`;
}

/** Token under which a module provides a plug-in to an application, as a value: it is needed before anything is made. */
export function getPluginToken(plugin: string, application = DEFAULT): string {
  return `loopnest:plugin:${application}:${plugin}`;
}

/** Token of the options of an application. */
export function getOptionsToken(application = DEFAULT): string {
  return `loopnest:options:${application}`;
}

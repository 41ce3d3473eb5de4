import { builtInSource } from '../definition/find-definitions.js';
import type { AnyModel } from '../model/model.js';
import type { BuiltInModel } from '../registry/built-in-model.js';
import type { Application, ApplicationOptions } from './application.js';
import type { Plugin } from './plugin.js';

/** Gives an application what its plug-ins bring; each once, however often it is named. */
export function installPlugins(
  application: Application,
  { plugins = [], connectors }: Pick<ApplicationOptions, 'plugins' | 'connectors'>,
): void {
  for (const plugin of distinct(plugins)) {
    for (const connector of plugin.connectors ?? []) connectors.register(connector);
    plugin.install?.(application);
  }
}

/** The models that plug-ins bring. */
export function builtInModels(plugins: readonly Plugin[]): readonly BuiltInModel[] {
  return distinct(plugins).flatMap(({ models = [] }) => models);
}

/** Sets a model up that a plug-in brings, unless the project has put one of its own in its place. */
export function setUpBuiltIn(model: AnyModel, plugins: readonly Plugin[]): void {
  const { name, source } = model.core.schema.definition;
  if (source?.file !== builtInSource(name)) return;
  const setUp = builtInModels(plugins).find(({ definition }) => definition.name === name)?.setUp;
  if (setUp !== undefined) model.registry.setBehaviour(model, setUp);
}

function distinct(plugins: readonly Plugin[]): readonly Plugin[] {
  return plugins.filter(({ name }, index) => plugins.findIndex((other) => other.name === name) === index);
}

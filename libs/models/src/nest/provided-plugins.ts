import type { ModulesContainer } from '@nestjs/core';
import type { Plugin } from '../application/plugin.js';
import { getPluginToken } from './tokens.js';

/** The plug-ins that modules of the host bring for an application: values under the tokens of {@link getPluginToken}. */
export function findProvidedPlugins(modules: ModulesContainer, application: string | undefined): readonly Plugin[] {
  const prefix = getPluginToken('', application);
  return [...modules.values()].flatMap((module) =>
    [...module.providers]
      .filter(([token]) => typeof token === 'string' && token.startsWith(prefix))
      .map(([, { instance }]) => instance as unknown as Plugin),
  );
}

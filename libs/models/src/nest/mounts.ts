import { RequestMethod, VERSION_NEUTRAL, VersioningType, type VersioningOptions } from '@nestjs/common';
import type { ApplicationConfig } from '@nestjs/core';
import { joinPaths } from './join-paths.js';

/** A path of the host's that generated routes stand below. */
export interface Mount {
  readonly path: string;
  /** Whether a request belongs here: the host may exclude routes from its prefix. */
  takes(verb: string, below: string): boolean;
}

type Exclusion = NonNullable<ReturnType<ApplicationConfig['getGlobalPrefixOptions']>['exclude']>[number];

/** Where the generated routes are, as the host's global prefix and default versions put its own controllers. */
export function findMounts(config: ApplicationConfig, restApiRoot: string): readonly Mount[] {
  const prefix = config.getGlobalPrefix();
  const exclude = config.getGlobalPrefixOptions().exclude ?? [];
  const versions = versionSegments(config.getVersioning());
  const excluded = (verb: string, below: string) =>
    exclude.some((route) => isExcluded(route, verb, joinPaths([restApiRoot, below])));
  const prefixed = versions.map((version) => ({
    path: joinPaths([prefix, version, restApiRoot]),
    takes: (verb: string, below: string) => !excluded(verb, below),
  }));
  if (exclude.length === 0) return prefixed;
  return [...prefixed, ...versions.map((version) => ({ path: joinPaths([version, restApiRoot]), takes: excluded }))];
}

function isExcluded({ requestMethod, pathRegex }: Exclusion, verb: string, path: string): boolean {
  const isMethod = requestMethod === RequestMethod.ALL || RequestMethod[requestMethod] === verb;
  return isMethod && pathRegex.test(path);
}

function versionSegments(versioning: VersioningOptions | undefined): readonly string[] {
  if (versioning?.type !== VersioningType.URI || versioning.defaultVersion === undefined) return [''];
  const prefix = versioning.prefix === false ? '' : (versioning.prefix ?? 'v');
  return [versioning.defaultVersion]
    .flat()
    .map((version) => (version === VERSION_NEUTRAL ? '' : `${prefix}${String(version)}`));
}

import { VersioningType, type VersioningOptions } from '@nestjs/common';
import type { ApplicationConfig } from '@nestjs/core';

/** Where the generated routes are, as the host's global prefix and default version put its own controllers. */
export function mountPath(config: ApplicationConfig, restApiRoot: string): string {
  const parts = [config.getGlobalPrefix(), versionSegment(config.getVersioning()), restApiRoot];
  return `/${parts.map((part) => part.replace(/^\/+|\/+$/g, '')).filter((part) => part !== '').join('/')}`;
}

function versionSegment(versioning: VersioningOptions | undefined): string {
  if (versioning?.type !== VersioningType.URI || typeof versioning.defaultVersion !== 'string') return '';
  return `${versioning.prefix === false ? '' : (versioning.prefix ?? 'v')}${versioning.defaultVersion}`;
}

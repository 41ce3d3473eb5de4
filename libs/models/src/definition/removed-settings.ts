import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlainObject, toPlainObject, type PlainObject } from './plain-object.js';

/** A setting of config.json that LoopBack 3 no longer had. */
export interface RemovedSetting {
  readonly pointer: string;
  readonly message: string;
  readonly expected: string;
}

const REPLACEMENTS = {
  context: 'only false; use createOptionsFromRemotingContext, or remove it',
  cors: 'only false; use the middleware cors in middleware.json, or remove it',
} as const;

/** Finds `remoting.context` and `remoting.cors` that are not off. */
export function findRemovedSettings(config: Readonly<PlainObject>): RemovedSetting[] {
  const remoting = toPlainObject(config['remoting']);
  return (['context', 'cors'] as const)
    .filter((key) => remoting[key] !== undefined && remoting[key] !== false)
    .map((key) => ({
      pointer: `/remoting/${key}`,
      message: `remoting.${key} was removed in LoopBack 3.0`,
      expected: REPLACEMENTS[key],
    }));
}

/** Whether a project was written for LoopBack 2, in which such settings still had a meaning. */
export function isLoopBack2(root: string): boolean {
  try {
    const json: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const version = isPlainObject(json) ? toPlainObject(json['dependencies'])['loopback'] : undefined;
    return typeof version === 'string' && /^[~^>=v\s]*2(?:\.|$)/.test(version);
  } catch {
    // Without a package.json that can be read nothing says LoopBack 2; the file is not ours to judge.
    return false;
  }
}

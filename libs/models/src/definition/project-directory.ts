import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Whether there is a directory at a path. */
export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The directories in which the modules of a directory are looked up, nearest first. */
function moduleDirectories(directory: string): string[] {
  const parent = dirname(directory);
  return [join(directory, 'node_modules'), ...(parent === directory ? [] : moduleDirectories(parent))];
}

/** LoopBack's own directories stand for the built-in models, wherever LoopBack may be installed. */
function isOfLoopBack(source: string): boolean {
  return /^loopback\/(?:common|server)\/(?:models|mixins)\/?$/.test(source);
}

/** The directories of a project, and how its files are called in messages. */
export class ProjectDirectory {
  readonly root: string;
  readonly server: string;

  constructor(root: string) {
    this.root = resolve(root);
    this.server = join(this.root, 'server');
  }

  /** The name of a file in messages: relative to the project. */
  readonly nameOf = (path: string): string => relative(this.root, path).split(sep).join('/');

  /** Directories that `_meta` of model-config.json names; those that do not exist are left out. */
  findDirectories(sources: readonly string[]): string[] {
    return sources.filter((source) => !isOfLoopBack(source)).flatMap((source) => this.#findDirectory(source));
  }

  #findDirectory(source: string): string[] {
    const path = resolve(this.server, source);
    if (isDirectory(path)) return [path];
    if (/^(?:\.{1,2}(?:\/|$)|\/)/.test(source)) return [];
    const candidates = moduleDirectories(this.server).map((directory) => join(directory, source));
    return candidates.filter((candidate) => existsSync(candidate) && isDirectory(candidate)).slice(0, 1);
  }
}

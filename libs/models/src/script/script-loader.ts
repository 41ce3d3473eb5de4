import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ModuleHooks } from './module-hooks.js';
import { formatOf } from './script-format.js';
import { ScriptError } from './script.error.js';

/** What Node's own loader of CommonJS does, of which its types do not tell. */
interface CompiledModule extends Module {
  _compile(content: string, file: string): unknown;
}

/** What a script is given. */
export interface ScriptModules {
  /** A module by name, before it is looked for (`loopback`); `undefined` for all others. */
  provide(name: string): unknown;
  /** What stands for a file of the project where there is none, by its path in it; `undefined` for all others. */
  standIn(path: string): unknown;
}

/**
 * Loads the scripts of one application, anew, so that each application of a process has its own modules, and they find the
 * application's own `loopback`. What is in `node_modules`, and what the host loads itself, is shared.
 */
export class ScriptLoader {
  private readonly loaded = new Map<string, Module>();
  private readonly root: string;
  /** What the process was started with, which nobody loads a second time. */
  private readonly main = real(process.argv[1] ?? '');
  /** Directories that scripts were loaded from. */
  private readonly directories = new Set<string>();
  private readonly hooks: ModuleHooks;

  constructor(
    directory: string,
    private readonly modules: ScriptModules,
  ) {
    this.root = real(resolve(directory)) + sep;
    this.hooks = new ModuleHooks({
      isOwn: (file) => this.isOwnModule(file),
      provide: (specifier, from) => this.provide(specifier, from),
      exportsOf: (file) => (this.isOwnCommonJs(file) ? { value: this.own(file) } : undefined),
    });
  }

  /**
   * What a script exports: `default` of ES modules and transpiled ones.
   *
   * @throws ScriptError where the script throws, cannot be read, or awaits at its top level
   */
  load(file: string): unknown {
    const exported = this.run(file);
    if (typeof exported !== 'object' || exported === null) return exported;
    const isModule = '__esModule' in exported || (exported as Record<symbol, unknown>)[Symbol.toStringTag] === 'Module';
    return isModule && 'default' in exported ? exported.default : exported;
  }

  /** Lets go of the process; what scripts import from now on is what Node finds. */
  close(): void {
    this.hooks.close();
  }

  private run(file: string): unknown {
    const script = real(file);
    this.directories.add(dirname(script));
    try {
      return formatOf(script) === 'module' ? this.hooks.load(script) : this.own(script);
    } catch (error) {
      throw new ScriptError(file, error);
    }
  }

  private own(file: string): unknown {
    const known = this.loaded.get(file);
    if (known !== undefined) return known.exports;
    const module = new Module(file) as CompiledModule;
    module.filename = file;
    this.loaded.set(file, module);
    const native = createRequire(file);
    module.require = ((id: string) => this.require(id, file, native)) as NodeJS.Require;
    try {
      const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
      if (formatOf(file) === 'json') module.exports = JSON.parse(text) as unknown;
      else module._compile(text, file);
      module.loaded = true;
    } catch (error) {
      this.loaded.delete(file);
      throw error;
    }
    return module.exports;
  }

  private require(id: string, from: string, native: NodeJS.Require): unknown {
    const provided = this.provide(id, from);
    if (provided !== undefined) return provided.value;
    const file = native.resolve(id);
    if (this.isOwnModule(file)) return this.hooks.load(file);
    // What the host itself has loaded is its own, and the same for all.
    return this.isOwn(file) && native.cache[file] === undefined ? this.own(file) : (native(id) as unknown);
  }

  private provide(id: string, from: string): { readonly value: unknown } | undefined {
    const value = this.modules.provide(id) ?? this.standIn(id, from);
    return value === undefined ? undefined : { value };
  }

  private standIn(id: string, from: string): unknown {
    if (!/^\.{0,2}\//.test(id)) return undefined;
    const path = resolve(dirname(from), id);
    const instead = this.modules.standIn(relative(this.root, path));
    return instead === undefined || [path, `${path}.js`].some((file) => existsSync(file)) ? undefined : instead;
  }

  private isOwn(file: string): boolean {
    if (!isBelow(this.root, file)) return false;
    const format = formatOf(file);
    return format === 'json' || format === 'commonjs';
  }

  private isOwnCommonJs(file: string): boolean {
    return this.isOwn(file) && formatOf(file) === 'commonjs' && createRequire(file).cache[file] === undefined;
  }

  // Node does not tell which ES modules the host has loaded: those of the directories that LoopBack has for scripts are none.
  private isOwnModule(file: string): boolean {
    const isEntry = file === this.main || this.modules.standIn(relative(this.root, file)) !== undefined;
    if (isEntry || formatOf(file) !== 'module') return false;
    const isBeside = this.directories.has(dirname(file));
    return isBeside || ['common', 'server'].some((name) => isBelow(join(this.root, name, sep), file));
  }
}

function isBelow(directory: string, file: string): boolean {
  return file.startsWith(directory) && !file.slice(directory.length).split(sep).includes('node_modules');
}

function real(file: string): string {
  return existsSync(file) ? realpathSync(file) : file;
}

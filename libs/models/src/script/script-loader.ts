import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { ScriptError } from './script.error.js';

/** What Node's own loader of CommonJS does, of which its types do not tell. */
interface CompiledModule extends Module {
  _compile(content: string, file: string): unknown;
}

/** What a script is given. */
export interface ScriptModules {
  /** A module by name, before it is looked for (`loopback`); `undefined` for all others. */
  provide(name: string): unknown;
  /** What stands for a file that is not there, by its path; `undefined` for all others. */
  standIn(path: string): unknown;
}

/**
 * Loads the scripts of one application. Its CommonJS files are loaded anew, so that each application of a process has its own
 * modules, and they find the application's own `loopback`. What is in `node_modules`, and ES modules, are shared.
 */
export class ScriptLoader {
  private readonly loaded = new Map<string, Module>();
  private readonly root: string;

  constructor(
    directory: string,
    private readonly modules: ScriptModules,
  ) {
    this.root = (existsSync(directory) ? realpathSync(directory) : resolve(directory)) + sep;
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

  private run(file: string): unknown {
    try {
      return isCommonJs(file) ? this.own(existsSync(file) ? realpathSync(file) : file) : createRequire(file)(file);
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
      if (extname(file) === '.json') module.exports = JSON.parse(text) as unknown;
      else module._compile(text, file);
      module.loaded = true;
    } catch (error) {
      this.loaded.delete(file);
      if (isModuleSyntax(error)) return native(file);
      throw error;
    }
    return module.exports;
  }

  private require(id: string, from: string, native: NodeJS.Require): unknown {
    const provided = this.modules.provide(id);
    if (provided !== undefined) return provided;
    const file = this.resolve(id, from, native);
    if (typeof file !== 'string') return file.instead;
    // What the host itself has loaded is its own, and the same for all.
    return this.isOwn(file) && native.cache[file] === undefined ? this.own(file) : (native(id) as unknown);
  }

  private resolve(id: string, from: string, native: NodeJS.Require): string | { readonly instead: unknown } {
    const path = resolve(dirname(from), id);
    const instead = /^\.{0,2}\//.test(id) && !existsSync(path) ? this.modules.standIn(path) : undefined;
    if (instead === undefined) return native.resolve(id);
    try {
      return native.resolve(id);
    } catch {
      return { instead };
    }
  }

  private isOwn(file: string): boolean {
    if (!file.startsWith(this.root) || file.slice(this.root.length).split(sep).includes('node_modules')) return false;
    return extname(file) === '.json' || isCommonJs(file);
  }
}

function isCommonJs(file: string): boolean {
  const extension = extname(file);
  if (extension !== '.js') return extension === '.cjs';
  return packageType(dirname(file)) !== 'module';
}

/** What the nearest `package.json` says of files that end in `.js`. */
function packageType(directory: string): unknown {
  const description = join(directory, 'package.json');
  if (existsSync(description)) return (JSON.parse(readFileSync(description, 'utf8')) as { type?: unknown }).type;
  const parent = dirname(directory);
  return parent === directory ? undefined : packageType(parent);
}

/** Whether a file that is said to be CommonJS, or of which nothing is said, is an ES module after all. */
function isModuleSyntax(error: unknown): boolean {
  return error instanceof SyntaxError && /import statement|Unexpected token 'export'|import\.meta/.test(error.message);
}

import { randomBytes } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createRequire, type LoadHookSync, registerHooks, type ResolveHookSync } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Which modules an application has for itself. */
export interface OwnModules {
  /** Whether an ES module is loaded anew for the application. */
  isOwn(file: string): boolean;
  /** What stands for a specifier in a module of the application; `undefined` where Node's own rules hold. */
  provide(specifier: string, from: string): { readonly value: unknown } | undefined;
  /** The exports of a file that the application loads in another way; `undefined` for ES modules and for what is not its own. */
  exportsOf(file: string): { readonly value: unknown } | undefined;
}

/**
 * Loads the ES modules of one application: Node keeps each URL once in a process, so theirs have a mark of the application, and
 * so what they import is known by who imports it. What is no ES module gets to them through a module that is written for it,
 * which asks for its value over a channel.
 */
export class ModuleHooks {
  private readonly mark = randomBytes(4).toString('hex');
  private readonly scheme = `loopnest:${this.mark}/`;
  private readonly query = `?loopnest=${this.mark}`;
  private readonly values: unknown[] = [];
  private registered: ReturnType<typeof registerHooks> | undefined;
  private isLoading = false;

  constructor(private readonly modules: OwnModules) {}

  /** What an ES module exports. It must not await at its top level. */
  load(file: string): unknown {
    this.register();
    const wasLoading = this.isLoading;
    this.isLoading = true;
    try {
      return createRequire(file)(this.scheme + pathToFileURL(file).href) as unknown;
    } finally {
      this.isLoading = wasLoading;
    }
  }

  /** From now on what modules import later (`import()`) is what Node finds. */
  close(): void {
    if (this.registered === undefined) return;
    this.registered.deregister();
    this.registered = undefined;
    unsubscribe(this.scheme, this.answer);
  }

  private register(): void {
    if (this.registered !== undefined) return;
    this.registered = registerHooks({ resolve: this.resolve, load: this.read });
    subscribe(this.scheme, this.answer);
  }

  private readonly resolve: ResolveHookSync = (specifier, context, next) => {
    if (specifier.startsWith(this.scheme)) return { url: specifier, format: 'module', shortCircuit: true };
    const from = this.importerOf(context.parentURL);
    if (from === undefined) return next(specifier, context);
    const provided = this.modules.provide(specifier, from);
    if (provided !== undefined) return this.moduleOf(provided.value);
    const resolved = next(specifier, context);
    if (!resolved.url.startsWith('file:') || resolved.url.includes('?')) return resolved;
    const file = fileURLToPath(resolved.url);
    const loaded = this.modules.exportsOf(file);
    if (loaded !== undefined) return this.moduleOf(loaded.value);
    return this.modules.isOwn(file) ? { ...resolved, url: resolved.url + this.query } : resolved;
  };

  /** The file of the application that asks; a `require` that a module has made for itself shows no mark, and counts at the load. */
  private importerOf(url: string | undefined): string | undefined {
    if (url === undefined || !url.startsWith('file:')) return undefined;
    if (url.endsWith(this.query)) return fileURLToPath(url);
    const file = this.isLoading && !url.includes('?') ? fileURLToPath(url) : undefined;
    return file !== undefined && this.modules.isOwn(file) ? file : undefined;
  }

  private moduleOf(value: unknown): { url: string; format: string; shortCircuit: true } {
    const known = this.values.indexOf(value);
    const index = known < 0 ? this.values.push(value) - 1 : known;
    return { url: `${this.scheme}${String(index)}`, format: 'module', shortCircuit: true };
  }

  private readonly read: LoadHookSync = (url, context, next) => {
    if (!url.startsWith(this.scheme)) return next(url, context);
    const name = url.slice(this.scheme.length);
    const source = name.startsWith('file:') ? entrySource(name + this.query) : this.valueSource(Number(name));
    return { format: 'module', source, shortCircuit: true };
  };

  private valueSource(index: number): string {
    const value = this.values[index];
    const names = Object(value) === value ? Object.keys(value as object) : [];
    const named = names.filter((name) => name !== 'default' && name !== 'module.exports' && name.isWellFormed());
    return [
      `import { channel } from 'node:diagnostics_channel';`,
      `const message = { index: ${String(index)} };`,
      `channel(${JSON.stringify(this.scheme)}).publish(message);`,
      `const { value } = message;`,
      `export { value as default, value as 'module.exports' };`,
      ...named.map((name, i) => `const v${i} = value[${JSON.stringify(name)}]; export { v${i} as ${JSON.stringify(name)} };`),
    ].join('\n'); // prettier-ignore
  }

  private readonly answer = (message: unknown): void => {
    const asked = message as { readonly index: number; value?: unknown };
    asked.value = this.values[asked.index];
  };
}

/** What is required is the module itself, not a copy of what it exports. */
function entrySource(url: string): string {
  return `import * as module from ${JSON.stringify(url)}; export { module as 'module.exports' };`;
}

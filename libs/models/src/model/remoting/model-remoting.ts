import type { NestRemotingOptions, NestedMethodFilter } from './nest-remoting.js';
import { RemoteHooks } from './remote-hooks.js';
import type { RemoteMethodOptions } from './remote-method-options.js';

/** What an application's code says of a model's remote methods. It belongs to this very class, not to its descendants. */
export class ModelRemoting {
  readonly hooks: RemoteHooks;
  private readonly methods = new Map<string, RemoteMethodOptions>();
  private readonly off = new Set<string>();
  private readonly nested = new Map<string, NestRemotingOptions[]>();

  constructor(warn: (text: string) => void) {
    this.hooks = new RemoteHooks(warn);
  }

  /** The methods that were declared, by name; `prototype.` before those of instances. */
  get declared(): ReadonlyMap<string, RemoteMethodOptions> {
    return this.methods;
  }

  /** Names of methods that were switched off. */
  get disabled(): ReadonlySet<string> {
    return this.off;
  }

  declare(name: string, options: RemoteMethodOptions): void {
    const isStatic = !name.startsWith('prototype.') && options.isStatic !== false;
    const fullName = isStatic || name.startsWith('prototype.') ? name : `prototype.${name}`;
    this.methods.set(fullName, options);
    this.off.delete(fullName);
  }

  /** Takes a declaration back. */
  forget(name: string): void {
    this.methods.delete(name);
  }

  disable(name: string): void {
    this.off.add(name);
  }

  nest(relation: string, options: NestRemotingOptions | NestedMethodFilter, filter?: NestedMethodFilter): void {
    const given = typeof options === 'function' ? { filterMethod: options } : options;
    const list = this.nested.get(relation) ?? [];
    this.nested.set(relation, [...list, filter === undefined ? given : { ...given, filterMethod: filter }]);
  }

  /** How the methods below a relation were asked for, each time. */
  nestingsOf(relation: string): readonly NestRemotingOptions[] {
    return this.nested.get(relation) ?? [];
  }
}

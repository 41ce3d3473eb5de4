import type { AnyModel } from '../model/model.js';
import type { RemoteMethodOptions } from '../model/remoting/remote-method-options.js';
import type { SharedClassOfModel } from '../model/remoting/shared-class-of-model.js';
import { type SharedMethod, sharedMethod } from './hooks/shared-method.js';
import type { RemoteMethod } from './remote-method.js';
import { offeredMethodsOf, remoteMethodsOf } from './remote-table.js';

/** The remote methods of a model, as scripts know them: `Model.sharedClass` (white lists are made with it). */
export class SharedClass implements SharedClassOfModel {
  readonly name: string;
  readonly http: { readonly path: string };

  constructor(readonly ctor: AnyModel) {
    this.name = ctor.modelName;
    this.http = { path: ctor.core.schema.definition.httpPath };
  }

  /** The methods that are offered; with `includeDisabled` those that are switched off as well. */
  methods({ includeDisabled = false }: { readonly includeDisabled?: boolean } = {}): readonly SharedMethod[] {
    const methods = includeDisabled ? remoteMethodsOf(this.ctor) : offeredMethodsOf(this.ctor);
    return methods.map((method) => sharedMethod(this.ctor, method));
  }

  /** The method of a name, or of another name of it; `prototype.` before those of instances. */
  findMethodByName(name: string): SharedMethod | undefined {
    const found = this.record(name);
    return found === undefined ? undefined : sharedMethod(this.ctor, found);
  }

  /** The older form of {@link findMethodByName}. */
  find(name: string, isStatic = true): SharedMethod | undefined {
    return this.findMethodByName(isStatic ? name : `prototype.${name}`);
  }

  disableMethodByName(name: string): void {
    this.ctor.disableRemoteMethodByName(name);
  }

  disableMethod(name: string, isStatic = true): void {
    this.ctor.disableRemoteMethod(name, isStatic);
  }

  isMethodEnabled({ name, isStatic }: Pick<SharedMethod, 'name' | 'isStatic'>): boolean {
    const full = isStatic ? name : `prototype.${name}`;
    return offeredMethodsOf(this.ctor).some((method) => method.name === full);
  }

  /** Declares a method, and defines it where a function is given. */
  defineMethod(name: string, options: RemoteMethodOptions, fn?: (...parameters: unknown[]) => unknown): void {
    if (fn !== undefined) {
      const isStatic = !name.startsWith('prototype.') && options.isStatic !== false;
      const functions = (isStatic ? this.ctor : this.ctor.prototype) as unknown as Record<string, unknown>;
      functions[name.replace(/^prototype\./, '')] = fn;
    }
    this.ctor.remoteMethod(name, options);
  }

  private record(name: string): RemoteMethod | undefined {
    return remoteMethodsOf(this.ctor).find((method) => method.name === name || method.aliases.includes(name));
  }
}

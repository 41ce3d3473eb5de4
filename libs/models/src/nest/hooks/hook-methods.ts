import type { RemoteHookPhase } from '../../model/remoting/remote-hooks.js';
import type { RemoteMethodOptions } from '../../model/remoting/remote-method-options.js';

const HOOK_METHODS = 'loopnest:hookMethods';

/** What a decorated method is for. */
export type HookUse =
  | { readonly kind: 'observer'; readonly event: string }
  | { readonly kind: 'remoteHook'; readonly phase: RemoteHookPhase; readonly pattern: string }
  | { readonly kind: 'remoteMethod'; readonly name: string | undefined; readonly options: RemoteMethodOptions };

/** A decorator that says one more thing that a method is for. */
export function hookMethod(use: HookUse): MethodDecorator {
  return (target, name, descriptor) => {
    if (typeof target === 'function')
      throw new Error(`${target.name}.${String(name)} is static: hooks and remote methods are methods of instances`);
    const method = descriptor.value as object;
    Reflect.defineMetadata(HOOK_METHODS, [...usesOf(method), use], method);
  };
}

/** The decorated methods of a class, in the order in which they are written, those of its base first. */
export function hookMethodsOf(prototype: object): readonly { readonly name: string; readonly use: HookUse }[] {
  const found = new Map<string, readonly HookUse[]>();
  for (const each of chainOf(prototype)) {
    for (const name of Object.getOwnPropertyNames(each)) {
      const method: unknown = Object.getOwnPropertyDescriptor(each, name)?.value;
      if (typeof method !== 'function' || name === 'constructor') continue;
      const uses = usesOf(method);
      // One that overrides a decorated method is what that one was for.
      if (uses.length > 0) found.set(name, uses);
    }
  }
  return [...found].flatMap(([name, uses]) => uses.map((use) => ({ name, use })));
}

function usesOf(method: object): readonly HookUse[] {
  return (Reflect.getOwnMetadata(HOOK_METHODS, method) as readonly HookUse[] | undefined) ?? [];
}

function chainOf(prototype: object): readonly object[] {
  const base: unknown = Object.getPrototypeOf(prototype);
  const isEnd = typeof base !== 'object' || base === null || base === Object.prototype;
  return isEnd ? [prototype] : [...chainOf(base), prototype];
}

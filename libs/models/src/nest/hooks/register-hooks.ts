import type { AnyModel } from '../../model/model.js';
import { settle, splitCallback } from '../../model/callback.js';
import { hookMethodsOf, type HookUse } from './hook-methods.js';

/** What has decorated methods: a provider, whose methods of instances get the instance, or a controller. */
export type HookHost = 'provider' | 'controller';

type Functions = Record<string, (...parameters: unknown[]) => unknown>;

/** Makes the decorated methods of an instance hooks and remote methods of a model. */
export function registerHooks(instance: object, model: AnyModel, host: HookHost): void {
  for (const { name, use } of hookMethodsOf(Object.getPrototypeOf(instance) as object)) {
    const run = async (...parameters: unknown[]): Promise<unknown> => (instance as Functions)[name]?.(...parameters);
    register(use, name, run, model, host);
  }
}

function register(
  use: HookUse,
  name: string,
  run: (...parameters: unknown[]) => Promise<unknown>,
  model: AnyModel,
  host: HookHost,
): void {
  switch (use.kind) {
    case 'observer':
      return model.observe(use.event, (context: object) => run(context));
    case 'remoteHook': {
      const { phase, pattern } = use;
      return model.core.remoting.hooks.add(phase, pattern, (context: { result: unknown }) =>
        phase === 'after' ? run(context, context.result) : run(context),
      );
    }
    case 'remoteMethod':
      return addRemoteMethod(use.name ?? name, use, run, model, host);
  }
}

function addRemoteMethod(
  name: string,
  { options }: Extract<HookUse, { kind: 'remoteMethod' }>,
  run: (...parameters: unknown[]) => Promise<unknown>,
  model: AnyModel,
  host: HookHost,
): void {
  const isStatic = !name.startsWith('prototype.') && options.isStatic !== false;
  const ownName = name.replace(/^prototype\./, '');
  const functions = (isStatic ? model : model.prototype) as unknown as Functions;
  if (Object.hasOwn(functions, ownName))
    throw new Error(
      `${model.modelName}.${name} is there already: a provider cannot take the place of what a script defines`,
    );
  functions[ownName] = function (this: unknown, ...parameters) {
    const { values, callback } = splitCallback(parameters);
    const own = isStatic ? values : [host === 'provider' ? this : (this as { getId(): unknown }).getId(), ...values];
    return settle(run(...own), callback);
  };
  model.remoteMethod(name, options);
}

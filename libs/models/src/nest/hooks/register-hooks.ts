import type { AnyModel } from '../../model/model.js';
import { splitCallback } from '../../model/callback.js';
import { valuesOf } from '../../remote/declared/call-function.js';
import { hookMethodsOf, type HookUse } from './hook-methods.js';

/** What has decorated methods: a provider, whose methods of instances get the instance, or a controller. */
export type HookHost = 'provider' | 'controller';

/** Ends what was registered. */
export type Undo = () => void;

type Run = (...parameters: unknown[]) => Promise<unknown>;
type Functions = Record<string, unknown>;

/** Makes the decorated methods of a class hooks and remote methods of a model; `find` gives the instance of the class. */
export function registerHooks(prototype: object, find: () => object, model: AnyModel, host: HookHost): readonly Undo[] {
  return hookMethodsOf(prototype).map(({ name, use }) => {
    const run = async (...parameters: unknown[]): Promise<unknown> => {
      const instance = find();
      return (instance as Record<string, (...all: unknown[]) => unknown>)[name]?.(...parameters);
    };
    return register(use, name, run, model, host);
  });
}

function register(use: HookUse, name: string, run: Run, model: AnyModel, host: HookHost): Undo {
  switch (use.kind) {
    case 'observer': {
      const observer = (context: object) => run(context);
      model.observe(use.event, observer);
      return () => void model.removeObserver(use.event, observer);
    }
    case 'remoteHook': {
      const { hooks } = model.core.remoting;
      const hook = (context: { result: unknown }) =>
        use.phase === 'after' ? run(context, context.result) : run(context);
      hooks.add(use.phase, use.pattern, hook);
      return () => hooks.remove(hook);
    }
    case 'remoteMethod':
      return addRemoteMethod(use.name ?? name, use, run, model, host);
  }
}

function addRemoteMethod(
  name: string,
  { options }: Extract<HookUse, { kind: 'remoteMethod' }>,
  run: Run,
  model: AnyModel,
  host: HookHost,
): Undo {
  const isStatic = !name.startsWith('prototype.') && options.isStatic !== false;
  const ownName = name.replace(/^prototype\./, '');
  const functions = (isStatic ? model : model.prototype) as unknown as Functions;
  if (ownName in functions)
    throw new Error(
      `${model.modelName}.${name} is there already, built in or from a script: give the remote method another name`,
    );
  const results = [options.returns ?? []].flat().length;
  functions[ownName] = function (this: unknown, ...parameters: unknown[]) {
    const { values, callback } = splitCallback(parameters);
    const own = isStatic ? values : [host === 'provider' ? this : (this as { getId(): unknown }).getId(), ...values];
    const promise = run(...own);
    if (callback === undefined) return promise;
    promise.then(
      (value) => process.nextTick(callback as (...all: unknown[]) => void, null, ...valuesOf(value, results)),
      (error: unknown) => process.nextTick(callback, error ?? new Error('The promise was rejected')),
    );
    return undefined;
  };
  model.remoteMethod(name, options);
  return () => {
    Reflect.deleteProperty(functions, ownName);
    model.core.remoting.forget(isStatic ? ownName : `prototype.${ownName}`);
    model.core.remotingChanged('remoteMethodDisabled', name);
  };
}

import type { AnyModel } from '../../model/model.js';
import type { RemoteMethodOptions } from '../../model/remoting/remote-method-options.js';
import type { RemoteMethod } from '../remote-method.js';
import { declaredMethod } from './declared-method.js';

/**
 * The methods that an application declares: `methods` of the definition, which descendants have, too, and those that the
 * code of this very model declares. Of two with one name, the code's counts.
 */
export function declaredMethods(model: AnyModel): readonly RemoteMethod[] {
  const declarations = new Map([...writtenMethods(model), ...model.core.remoting.declared]);
  return [...declarations].map(([name, options]) => {
    try {
      return declaredMethod(name, options, model);
    } catch (error) {
      throw new Error(`${model.modelName}: the remote method "${name}": ${messageOf(error)}`, { cause: error });
    }
  });
}

function writtenMethods(model: AnyModel): readonly [string, RemoteMethodOptions][] {
  const { methods } = model.settings;
  if (typeof methods !== 'object' || methods === null) return [];
  return Object.entries(methods as Record<string, RemoteMethodOptions>).map(([name, options]) => {
    const isStatic = name.startsWith('prototype.') || options.isStatic !== false;
    return [isStatic ? name : `prototype.${name}`, options];
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import type { AnyModel, RemoteCall, RemoteMethodRecord } from '@loopnest/models';
import type { AccessMethod } from './access-context.js';
import { askFor, type Asked, ruleName, ruleNames } from './asked.js';

/** A remote method of a model, as access control sees it. */
export interface AskedMethod {
  /** The name of the method, without `prototype.`. */
  readonly property: string;
  readonly asked: Asked;
  readonly method: AccessMethod;
}

/** What calls of methods ask for, found out once for each. */
export class AskedMethods {
  private readonly known = new WeakMap<AnyModel, WeakMap<RemoteMethodRecord, AskedMethod>>();

  of({ model, method }: Pick<RemoteCall, 'model' | 'method'>): AskedMethod {
    let ofModel = this.known.get(model);
    if (ofModel === undefined) this.known.set(model, (ofModel = new WeakMap()));
    let found = ofModel.get(method);
    if (found === undefined) ofModel.set(method, (found = describe(model, method)));
    return found;
  }
}

function describe({ modelName }: AnyModel, method: RemoteMethodRecord): AskedMethod {
  const { name, accessType } = method;
  return {
    property: ruleName(name),
    asked: askFor(modelName, ruleNames(method), accessType),
    method: accessMethod(method),
  };
}

/** What access control wants to know of a method. */
export function accessMethod({ name, aliases, declaration }: RemoteMethodRecord): AccessMethod {
  const accessScopes = declaration?.accessScopes;
  return { name, aliases, ...(accessScopes === undefined ? {} : { accessScopes }) };
}

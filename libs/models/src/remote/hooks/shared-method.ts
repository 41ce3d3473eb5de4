import type { AnyModel } from '../../model/model.js';
import type { RemoteMethod, RemoteRoute } from '../remote-method.js';

/** A remote method as scripts know it: `context.method`. */
export interface SharedMethod {
  /** Without `prototype.`. */
  readonly name: string;
  /** `Model.name`, `Model.prototype.name`. */
  readonly stringName: string;
  readonly isStatic: boolean;
  readonly aliases: readonly string[];
  readonly accepts: readonly unknown[];
  readonly returns: readonly unknown[];
  readonly http: readonly RemoteRoute[];
  readonly accessType: string;
  readonly description: string;
  readonly sharedClass: { readonly name: string; readonly ctor: AnyModel };
  readonly ctor: AnyModel;
}

const PROTOTYPE = 'prototype.';

export function sharedMethod(model: AnyModel, method: RemoteMethod): SharedMethod {
  const { name, isStatic, aliases, routes, accessType, description } = method;
  const own = isStatic ? method.accepts : method.accepts.slice(1);
  return {
    name: isStatic ? name : name.slice(PROTOTYPE.length),
    stringName: `${model.modelName}.${name}`,
    isStatic,
    aliases,
    accepts: own.map((argument) => argument.declaration ?? argument),
    returns: method.returns,
    http: routes,
    accessType,
    description,
    sharedClass: { name: model.modelName, ctor: model },
    ctor: model,
  };
}

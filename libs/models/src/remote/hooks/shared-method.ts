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
  /** Scopes of tokens that it is for; `DEFAULT` where nothing is said. */
  readonly accessScopes: readonly string[];
  readonly description: string;
  readonly sharedClass: { readonly name: string; readonly ctor: AnyModel };
  readonly ctor: AnyModel;
  readonly shared: boolean;
  /** `false`: it is not to be shown in documentation. */
  readonly documented: boolean;
  /** Whether it is the method of this name, by any of its names. */
  isDelegateForName(name: string): boolean;
  /** Its verbs and paths, the path of the model before them. */
  getEndpoints(): readonly { readonly verb: string; readonly fullPath: string }[];
}

const DEFAULT_SCOPES = ['DEFAULT'];

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
    accessScopes: method.declaration?.accessScopes ?? DEFAULT_SCOPES,
    description,
    sharedClass: { name: model.modelName, ctor: model },
    ctor: model,
    shared: method.shared,
    documented: method.declaration?.['documented'] !== false,
    isDelegateForName: (wanted) => wanted === name || aliases.includes(wanted),
    getEndpoints: () => routes.map(({ verb, path }) => ({ verb, fullPath: joined(model, path) })),
  };
}

function joined({ core }: AnyModel, path: string): string {
  return `/${[core.schema.definition.httpPath, path].map((part) => part.replace(/^\/+|\/+$/g, '')).join('/')}`;
}

import type { AnyModel } from '../../model/model.js';
import type { Relation } from '../../model/model-relation.js';
import type { OperationOptions } from '../../model/operations/operation-options.js';
import type { NestRemotingOptions } from '../../model/remoting/nest-remoting.js';
import { toManyAccess, toOneAccess } from '../../relation/access-of.js';
import { EmptyRelationError } from '../../relation/relation-errors.js';
import { sharedMethod } from '../hooks/shared-method.js';
import type { RemoteArgument, RemoteMethod } from '../remote-method.js';
import { instanceOf } from './instance-of.js';
import { relationMethods, type RelationMethod } from './relation-methods.js';
import { instanceCall } from './static-call.js';

/**
 * The relation methods of the target below the relation, where the definition or code asks for them (`nestRemoting`): one
 * level, named `prototype.__get__products__variants` (the chapter on relations, section 8).
 */
export function nestedRelationMethods(relation: Relation): readonly RemoteMethod[] {
  const { modelTo } = relation;
  if (modelTo === undefined || relation.embed) return [];
  const inner = [...modelTo.core.relations.values()].flatMap((each) =>
    relationMethods(each).map((method) => ({ each, method })),
  );
  return nestingsOf(relation).flatMap((nesting) =>
    inner.flatMap(({ each, method }) => nest(modelTo, relation, each, method, nesting) ?? []),
  );
}

function nestingsOf({ name, options, modelFrom }: Relation): readonly NestRemotingOptions[] {
  const inCode = modelFrom.core.remoting.nestingsOf(name);
  if (options['nestRemoting'] !== true) return inCode;
  const { path } = options;
  return [typeof path === 'string' ? { pathName: path } : {}, ...inCode];
}

function nest(
  target: AnyModel,
  outer: Relation,
  inner: Relation,
  method: RelationMethod,
  nesting: NestRemotingOptions,
): RemoteMethod | undefined {
  const name =
    nesting.filterMethod === undefined
      ? `${method.name.slice('prototype.'.length, -inner.name.length)}${outer.name}__${inner.name}`
      : nesting.filterMethod(sharedMethod(target, method), inner);
  if (name === undefined || name === '') return undefined;
  const { pathName = outer.path, paramName = 'nk' } = nesting;
  const key: RemoteArgument = { arg: paramName, type: 'id', source: 'path', required: true, of: target };
  const [id, ...accepts] = method.accepts;
  const below = outer.multiple ? `${pathName}/:${paramName}` : pathName;
  return {
    ...method,
    name: `prototype.${name}`,
    accepts: [...(id === undefined ? [] : [id]), ...(outer.multiple ? [key] : []), ...accepts],
    routes: method.routes.map((route) => ({ ...route, path: route.path.replace('/:id/', `/:id/${below}/`) })),
    invoke: async (model, [ownerId, ...values], options, call) => {
      const owner = await instanceOf(model, ownerId, call);
      const [nk, ...rest] = outer.multiple ? values : [undefined, ...values];
      return method.runOn(await related(outer, owner, nk, nesting, options), rest, options);
    },
    inner: { model: target, method, outer, hooks: nesting.hooks !== false },
  };
}

/** The instance that the inner method is of. */
async function related(
  outer: Relation,
  owner: object,
  key: unknown,
  { getterName }: NestRemotingOptions,
  options: OperationOptions,
): Promise<object> {
  if (outer.multiple) {
    const access = toManyAccess(outer, owner);
    if (access !== undefined) return access.findById(key, options);
  }
  const found =
    getterName === undefined
      ? await toOneAccess(outer, owner)?.get(options)
      : await instanceCall(owner, getterName, [], options);
  if (typeof found === 'object' && found !== null) return found;
  throw new EmptyRelationError(outer);
}

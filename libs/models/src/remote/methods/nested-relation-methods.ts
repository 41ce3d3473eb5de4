import type { Relation } from '../../model/model-relation.js';
import type { OperationOptions } from '../../model/operations/operation-options.js';
import { toManyAccess, toOneAccess } from '../../relation/access-of.js';
import { EmptyRelationError } from '../../relation/relation-errors.js';
import type { RemoteArgument, RemoteMethod } from '../remote-method.js';
import { instanceOf } from './instance-of.js';
import { relationMethods, type RelationMethod } from './relation-methods.js';

/**
 * With `nestRemoting` the relation methods of the target are there below the relation, too: one level, named
 * `prototype.__get__products__variants` (the chapter on relations, section 8).
 */
export function nestedRelationMethods(relation: Relation): readonly RemoteMethod[] {
  const { options, modelTo } = relation;
  if (options['nestRemoting'] !== true || modelTo === undefined || relation.embed) return [];
  const inner = [...modelTo.core.relations.values()];
  return inner.flatMap((each) => relationMethods(each).map((method) => nest(relation, each, method)));
}

function nest(outer: Relation, inner: Relation, method: RelationMethod): RemoteMethod {
  const path = typeof outer.options['path'] === 'string' ? outer.options['path'] : outer.path;
  const key: RemoteArgument = {
    arg: 'nk',
    type: 'id',
    source: 'path',
    required: true,
    ...(outer.modelTo === undefined ? {} : { of: outer.modelTo }),
  };
  const [id, ...accepts] = method.accepts;
  const outerArguments = outer.multiple ? [key] : [];
  return {
    ...method,
    name: `${method.name.slice(0, -inner.name.length)}${outer.name}__${inner.name}`,
    accepts: [...(id === undefined ? [] : [id]), ...outerArguments, ...accepts],
    routes: method.routes.map((route) => ({
      ...route,
      path: route.path.replace('/:id/', outer.multiple ? `/:id/${path}/:nk/` : `/:id/${path}/`),
    })),
    invoke: async (model, [ownerId, ...values], options) => {
      const owner = await instanceOf(model, ownerId, options);
      const [nk, ...rest] = outer.multiple ? values : [undefined, ...values];
      return method.runOn(await related(outer, owner, nk, options), rest, options);
    },
  };
}

/** The instance that the inner method is of. */
async function related(outer: Relation, owner: object, key: unknown, options: OperationOptions): Promise<object> {
  if (outer.multiple) {
    const access = toManyAccess(outer, owner);
    if (access !== undefined) return access.findById(key, options);
  }
  const found = await toOneAccess(outer, owner)?.get(options);
  if (found === null || found === undefined) throw new EmptyRelationError(outer);
  return found;
}

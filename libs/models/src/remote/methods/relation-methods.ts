import type { Relation } from '../../model/model-relation.js';
import { createInTurn } from '../../model/operations/create-many.js';
import type { OperationOptions } from '../../model/operations/operation-options.js';
import { toManyAccess, toOneAccess } from '../../relation/access-of.js';
import type { ToManyAccess, ToOneAccess } from '../../relation/relation-access.js';
import { EmptyRelationError } from '../../relation/relation-errors.js';
import type { RawFilter } from '../../query/query.js';
import type { RemoteArgument, RemoteFunction, RemoteMethod, RemoteResult, Verb } from '../remote-method.js';
import { instanceOf } from './instance-of.js';

type Data = Readonly<Record<string, unknown>>;

const DATA: RemoteArgument = { arg: 'data', type: 'data', source: 'body', nullable: true };
const INSTANCE: readonly RemoteResult[] = [{ arg: 'data', type: 'object', root: true }];

/** The endpoints of a relation, below an instance of its declaring model (the chapter on relations, section 7). */
export function relationMethods(relation: Relation): readonly RemoteMethod[] {
  if (toOneAccess(relation, {}) !== undefined) return toOneMethods(relation);
  return toManyAccess(relation, {}) === undefined ? [] : toManyMethods(relation);
}

function toOneMethods(relation: Relation): readonly RemoteMethod[] {
  const make = methodFactory(relation);
  const access = (owner: object) => toOneAccess(relation, owner) as ToOneAccess;
  const isBelongsTo = relation.type === 'belongsTo';
  const get = make('__get__', 'READ', 'get', '', [], INSTANCE, async (owner, _values, options) => {
    const found = await access(owner).get(options);
    return isBelongsTo && found === undefined ? {} : found;
  });
  if (isBelongsTo) return [get];
  return [
    {
      ...get,
      checkResult: (result) => {
        if (result === null || result === undefined) throw new EmptyRelationError(relation);
      },
    },
    make('__create__', 'WRITE', 'post', '', [DATA], INSTANCE, (owner, [data], options) => access(owner).create(data as Data, options)),
    make('__update__', 'WRITE', 'put', '', [DATA], INSTANCE, (owner, [data], options) => access(owner).update(data as Data, options)),
    make('__destroy__', 'WRITE', 'delete', '', [], [], (owner, _values, options) => access(owner).destroy(options)),
  ];
}

function toManyMethods(relation: Relation): readonly RemoteMethod[] {
  const make = methodFactory(relation);
  const access = (owner: object) => toManyAccess(relation, owner) as ToManyAccess;
  const key: RemoteArgument = { arg: 'fk', type: 'id', source: 'path', required: true, ...(relation.modelTo === undefined ? {} : { of: relation.modelTo }) };
  return [
    make('__findById__', 'READ', 'get', '/:fk', [key], INSTANCE, (owner, [fk], options) => access(owner).findById(fk, options)),
    make('__destroyById__', 'WRITE', 'delete', '/:fk', [key], [], (owner, [fk], options) => access(owner).destroyById(fk, options)),
    make('__updateById__', 'WRITE', 'put', '/:fk', [key, DATA], INSTANCE, (owner, [fk, data], options) =>
      access(owner).updateById(fk, data as Data, options),
    ),
    make('__get__', 'READ', 'get', '', [{ arg: 'filter', type: 'filter' }], INSTANCE, (owner, [filter], options) =>
      access(owner).find(filter as RawFilter | undefined, options),
    ),
    make('__create__', 'WRITE', 'post', '', [{ ...DATA, allowArray: true }], INSTANCE, (owner, [data], options) =>
      createAll(access(owner), data, options),
    ),
    make('__delete__', 'WRITE', 'delete', '', [], [], (owner, _values, options) => access(owner).destroyAll(undefined, options)),
    make('__count__', 'READ', 'get', '/count', [{ arg: 'where', type: 'where' }], [{ arg: 'count', type: 'number' }], (owner, [where], options) =>
      access(owner).count(where, options),
    ),
  ];
}

// Items of a list are created one after the other, in the order given; each stands for itself.
async function createAll(access: ToManyAccess, data: unknown, options: OperationOptions): Promise<unknown> {
  if (!Array.isArray(data)) return access.create(data as Data, options);
  return createInTurn(data, (item) => access.create(item as Data, options));
}

type RelationCall = (owner: object, values: readonly unknown[], options: OperationOptions) => unknown;

function methodFactory(relation: Relation) {
  return (
    prefix: string,
    accessType: 'READ' | 'WRITE',
    verb: Verb,
    path: string,
    accepts: readonly RemoteArgument[],
    returns: readonly RemoteResult[],
    run: RelationCall,
  ): RemoteMethod => {
    const invoke: RemoteFunction = async (model, [id, ...values], options) => run(await instanceOf(model, id, options), values, options);
    return {
      name: `prototype.${prefix}${relation.name}`,
      aliases: [],
      isStatic: false,
      accepts: [{ arg: 'id', type: 'id', source: 'path', required: true }, ...accepts],
      returns,
      routes: [{ verb, path: `/:id/${relation.path}${path}` }],
      accessType,
      shared: true,
      description: `${prefix.replaceAll('_', '')} of the relation ${relation.name}`,
      invoke,
    };
  };
}

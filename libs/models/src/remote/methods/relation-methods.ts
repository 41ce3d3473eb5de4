import type { Relation } from '../../model/model-relation.js';
import { createInTurn } from '../../model/operations/create-many.js';
import type { OperationOptions } from '../../model/operations/operation-options.js';
import { toManyAccess, toOneAccess } from '../../relation/access-of.js';
import type { ToManyAccess, ToOneAccess } from '../../relation/relation-access.js';
import { EmptyRelationError, NotRelatedError } from '../../relation/relation-errors.js';
import type { RawFilter } from '../../query/query.js';
import type { RemoteArgument, RemoteFunction, RemoteMethod, RemoteResult, Verb } from '../remote-method.js';
import { instanceOf } from './instance-of.js';

type Data = Readonly<Record<string, unknown>>;

const DATA: RemoteArgument = { arg: 'data', type: 'data', source: 'body', nullable: true };
const INSTANCE: readonly RemoteResult[] = [{ arg: 'data', type: 'object', root: true }];

/** A method of a relation, which can also be run on an instance that is there already. */
export interface RelationMethod extends RemoteMethod {
  readonly runOn: RelationCall;
}

/** The endpoints of a relation, below an instance of its declaring model (the chapter on relations, section 7). */
export function relationMethods(relation: Relation): readonly RelationMethod[] {
  if (toOneAccess(relation, {}) !== undefined) return toOneMethods(relation);
  return toManyAccess(relation, {}) === undefined ? [] : toManyMethods(relation);
}

function toOneMethods(relation: Relation): readonly RelationMethod[] {
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
    make('__create__', 'WRITE', 'post', '', [DATA], INSTANCE, (owner, [data], options) =>
      access(owner).create(data as Data, options),
    ),
    make('__update__', 'WRITE', 'put', '', [DATA], INSTANCE, (owner, [data], options) =>
      access(owner).update(data as Data, options),
    ),
    make('__destroy__', 'WRITE', 'delete', '', [], [], (owner, _values, options) => access(owner).destroy(options)),
  ];
}

function toManyMethods(relation: Relation): readonly RelationMethod[] {
  const make = methodFactory(relation);
  const access = (owner: object) => toManyAccess(relation, owner) as ToManyAccess;
  const key: RemoteArgument = {
    arg: 'fk',
    type: 'id',
    source: 'path',
    required: true,
    ...(relation.modelTo === undefined ? {} : { of: relation.modelTo }),
  };
  const methods = [
    make('__findById__', 'READ', 'get', '/:fk', [key], INSTANCE, (owner, [fk], options) =>
      access(owner).findById(fk, options),
    ),
    make('__destroyById__', 'WRITE', 'delete', '/:fk', [key], [], (owner, [fk], options) =>
      access(owner).destroyById(fk, options),
    ),
    make('__updateById__', 'WRITE', 'put', '/:fk', [key, DATA], INSTANCE, (owner, [fk, data], options) =>
      access(owner).updateById(fk, data as Data, options),
    ),
    {
      ...make('__get__', 'READ', 'get', '', [{ arg: 'filter', type: 'filter' }], INSTANCE, (owner, [filter], options) =>
        access(owner).find(filter as RawFilter | undefined, options),
      ),
      isPaged: true,
    },
    make('__create__', 'WRITE', 'post', '', [{ ...DATA, allowArray: true }], INSTANCE, (owner, [data], options) =>
      createAll(access(owner), data, options),
    ),
    make('__delete__', 'WRITE', 'delete', '', [], [], (owner, _values, options) =>
      access(owner).destroyAll(undefined, options),
    ),
    make(
      '__count__',
      'READ',
      'get',
      '/count',
      [{ arg: 'where', type: 'where' }],
      [{ arg: 'count', type: 'number' }],
      (owner, [where], options) => access(owner).count(where, options),
    ),
  ];
  const isLinked = relation.through !== undefined || relation.type === 'referencesMany';
  return isLinked ? [...methods, ...linkMethods(relation, make, key)] : methods;
}

/** The endpoints that link and unlink: their middle `rel` is the word itself. */
function linkMethods(
  relation: Relation,
  make: ReturnType<typeof methodFactory>,
  key: RemoteArgument,
): readonly RelationMethod[] {
  const access = (owner: object) => toManyAccess(relation, owner) as ToManyAccess;
  const target = relation.modelTo?.modelName ?? relation.name;
  const exists = make(
    '__exists__',
    'READ',
    'head',
    '/rel/:fk',
    [key],
    [{ arg: 'exists', type: 'boolean', root: true }],
    (owner, [fk], options) => access(owner).exists(fk, options),
  );
  return [
    make('__link__', 'WRITE', 'put', '/rel/:fk', [key, DATA], INSTANCE, async (owner, [fk, data], options) => {
      const linked = await access(owner).link?.(fk, data as Data, options);
      if (linked === null || linked === undefined) throw new NotRelatedError(target, fk);
      return linked;
    }),
    make('__unlink__', 'WRITE', 'delete', '/rel/:fk', [key], [], (owner, [fk], options) =>
      access(owner).unlink?.(fk, options),
    ),
    {
      ...exists,
      checkResult: (result, call) => {
        if (result !== true) throw new NotRelatedError(target, call.params.get('fk'));
      },
    },
  ];
}

// Items of a list are created one after the other, in the order given; each stands for itself.
async function createAll(access: ToManyAccess, data: unknown, options: OperationOptions): Promise<unknown> {
  if (!Array.isArray(data)) return access.create(data as Data, options);
  return createInTurn(data, (item) => access.create(item as Data, options));
}

export type RelationCall = (owner: object, values: readonly unknown[], options: OperationOptions) => unknown;

function methodFactory(relation: Relation) {
  return (
    prefix: string,
    accessType: 'READ' | 'WRITE',
    verb: Verb,
    path: string,
    accepts: readonly RemoteArgument[],
    returns: readonly RemoteResult[],
    run: RelationCall,
  ): RelationMethod => {
    const invoke: RemoteFunction = async (model, [id, ...values], options, call) =>
      run(await instanceOf(model, id, call), values, options);
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
      relation,
      runOn: run,
    };
  };
}

import { settle, splitCallback } from '../model/callback.js';
import { instanceState, isInstance } from '../model/instance-state.js';
import type { Relation } from '../model/model-relation.js';
import type { AnyModel } from '../model/model.js';
import { addScopes, type ScopeSource } from '../model/scope-chain.js';
import { createInTurn } from '../model/operations/create-many.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import type { RawFilter } from '../query/query.js';
import { accessorCall, startCall } from './accessor-call.js';
import { boundMethods } from './custom-methods.js';
import type { ToManyAccess } from './relation-access.js';

type Data = Readonly<Record<string, unknown>>;

/**
 * `customer.orders`: called with a callback it loads the list; without arguments it gives what was loaded before; with a
 * filter and no callback, a promise. Its functions are those of the chapter on relations, section 10.
 */
export function toManyAccessor(relation: Relation, owner: object, access: ToManyAccess): object {
  const { related } = instanceState(owner);
  const load = async (filter: unknown, options: OperationOptions): Promise<object[]> => {
    const found = await access.find(filter as RawFilter | undefined, options);
    if (filter === undefined || filter === null) related.set(relation.name, found);
    return found;
  };
  const list = (...parameters: unknown[]): unknown => {
    const { values, callback } = splitCallback<object[]>(parameters);
    const [first, second] = values;
    const isFresh = first === true || second === true;
    const filter = typeof first === 'boolean' ? undefined : first;
    const options = typeof second === 'boolean' ? values[2] : second;
    const kept = (access.kept?.() ?? related.get(relation.name)) as object[] | undefined;
    if (callback === undefined && filter === undefined) return kept;
    const cached = filter === undefined && !isFresh ? kept : undefined;
    return settle(
      cached === undefined
        ? startCall((_values, own) => load(filter, own), owner, [], options)
        : Promise.resolve(cached),
      callback,
    );
  };
  const id = (value: unknown) => (isInstance(value) ? (value as { getId(): unknown }).getId() : value);
  const functions: Record<string, unknown> = {
    find: accessorCall(owner, 1, ([filter], options) => access.find(filter as RawFilter | undefined, options)),
    getAsync: accessorCall(owner, 1, ([filter], options) => load(filter, options)),
    findOne: accessorCall(owner, 1, async ([filter], options) => {
      const [first] = await access.find({ ...(filter as RawFilter | undefined), limit: 1 }, options);
      return first ?? null;
    }),
    findById: accessorCall(owner, 1, ([key], options) => access.findById(key, options)),
    build: (data: Data = {}) => access.build(data),
    create: accessorCall(owner, 1, ([data = {}], options) =>
      Array.isArray(data)
        ? createInTurn(data, (item) => access.create(item as Data, options))
        : access.create(data as Data, options),
    ),
    updateById: accessorCall(owner, 2, ([key, data], options) => access.updateById(key, data as Data, options)),
    destroy: accessorCall(owner, 1, ([key], options) => access.destroyById(id(key), options)),
    destroyAll: accessorCall(owner, 1, ([where], options) => access.destroyAll(where, options)),
    count: accessorCall(owner, 1, ([where], options) => access.count(where, options)),
    exists: accessorCall(owner, 1, ([key], options) => access.exists(id(key), options)),
    ...access.extras?.(),
  };
  if (access.updateAll !== undefined) {
    functions['updateAll'] = accessorCall(owner, 2, async ([first, second], options) => {
      // A where may be left out.
      const [where, data] = second === undefined ? [undefined, first] : [first, second];
      return access.updateAll?.(where, data as Data, options);
    });
  }
  if (access.link !== undefined) {
    // A list of references has nothing to write beside a key.
    const takesData = relation.type !== 'referencesMany';
    functions['add'] = accessorCall(owner, takesData ? 2 : 1, async ([key, data = {}], options) =>
      access.link?.(id(key), (takesData ? data : {}) as Data, options),
    );
    functions['remove'] = accessorCall(owner, 1, async ([key], options) => access.unlink?.(id(key), options));
  }
  Object.assign(list, functions, boundMethods(relation, owner));
  return relation.modelTo === undefined ? list : addScopes(list, scopeSource(relation.modelTo, owner, access, list));
}

/** The scopes of the related model narrow the list: `customer.orders.open.count()`. */
function scopeSource(model: AnyModel, owner: object, access: ToManyAccess, accessor: object): ScopeSource {
  const functions = accessor as Readonly<Record<string, (...parameters: unknown[]) => unknown>>;
  const { countTargets, unlinkTargets } = access;
  const own: Record<string, (...parameters: unknown[]) => unknown> = {};
  if (countTargets !== undefined)
    own['count'] = accessorCall(owner, 1, ([where], options) => countTargets.call(access, where, options));
  if (unlinkTargets !== undefined)
    own['destroyAll'] = accessorCall(owner, 1, ([where], options) => unlinkTargets.call(access, where, options));
  return {
    model,
    call: (method, parameters) => (own[method] ?? functions[method])?.(...parameters),
    build: (data) => access.build(data as Data),
  };
}

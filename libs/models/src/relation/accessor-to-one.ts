import { settle, splitCallback } from '../model/callback.js';
import { assignValues, instanceState, isInstance } from '../model/instance-state.js';
import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import { ownIdText } from '../model/operations/patch.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { accessorCall, startCall } from './accessor-call.js';
import { boundMethods } from './custom-methods.js';
import { HasOneExistsError } from './relation-errors.js';
import type { ToOneAccess } from './relation-access.js';
import { copiedValues } from './relation-scope.js';

type Data = Readonly<Record<string, unknown>>;

/**
 * `order.customer`: called without arguments it gives what was loaded, set or included; with a callback it loads; with an
 * instance it sets. Its functions are those of the chapter on relations, section 10.
 */
export function toOneAccessor(relation: Relation, owner: object, access: ToOneAccess): object {
  const { related } = instanceState(owner);
  const load = async (options: OperationOptions): Promise<object | null | undefined> => {
    const found = await access.get(options);
    if (found !== undefined) related.set(relation.name, found);
    return found;
  };
  const keep = async (made: Promise<object>): Promise<object> => {
    const instance = await made;
    related.set(relation.name, instance);
    return instance;
  };
  // What was loaded before is the same instance after: it takes the new values.
  const update = async (changed: Promise<object>): Promise<object> => {
    const after = await changed;
    const before = related.get(relation.name);
    if (!isInstance(before) || before === after || !isSame(before, after)) return keep(Promise.resolve(after));
    assignValues(before, (before.constructor as AnyModel).core, instanceState(after).data);
    return before;
  };
  const get = (...parameters: unknown[]): unknown => {
    const { values, callback } = splitCallback<object | null | undefined>(parameters);
    const [first, options] = values;
    if (isInstance(first)) return set(relation, owner, first);
    if (callback === undefined && first !== true) return access.kept?.() ?? related.get(relation.name);
    const kept = first === true ? undefined : (related.get(relation.name) as object | undefined);
    return settle(
      kept === undefined ? startCall((_values, own) => load(own), owner, [], options) : Promise.resolve(kept),
      callback,
    );
  };
  const functions = {
    get: accessorCall(owner, 0, (_values, options) => load(options)),
    getAsync: accessorCall(owner, 0, (_values, options) => load(options)),
    build: (data: Data = {}) => access.build(data),
    create: accessorCall(owner, 1, ([data = {}], options) =>
      keep(access.create(data as Data, options).catch(asRecorded)),
    ),
    update: accessorCall(owner, 1, ([data = {}], options) => update(access.update(data as Data, options))),
    destroy: accessorCall(owner, 0, async (_values, options) => {
      await access.destroy(options);
      related.delete(relation.name);
    }),
    ...access.extras?.(),
  };
  return Object.assign(get, functions, boundMethods(relation, owner));
}

// A belongsTo takes the key (and the type) of the instance that is set, a hasOne gives it its own; nothing is stored yet.
function set(relation: Relation, owner: object, instance: object): object {
  const [from, to] = [owner as Record<string, unknown>, instance as Record<string, unknown>];
  const { keyFrom, keyTo, polymorphic, type } = relation;
  if (type === 'belongsTo') {
    from[keyFrom] = to[keyTo];
    if (polymorphic !== undefined) from[polymorphic.discriminator] = (instance.constructor as AnyModel).modelName;
    if (relation.options['invertProperties'] === true) Object.assign(from, copiedValues(relation, instance, owner));
  } else {
    to[keyTo] = from[keyFrom];
    if (polymorphic !== undefined) to[polymorphic.discriminator] = polymorphic.typeName;
  }
  instanceState(owner).related.set(relation.name, instance);
  return instance;
}

function isSame(a: object, b: object): boolean {
  const { core } = a.constructor as AnyModel;
  return a.constructor === b.constructor && ownIdText(core, a) === ownIdText(core, b);
}

// Kept from LoopBack 3 on purpose (conversation "node-relations"): in code the error of a second one has the message alone.
function asRecorded(error: unknown): never {
  throw error instanceof HasOneExistsError ? new Error(error.message) : error;
}

import type { NodeCall } from '../model/node-call.js';
import type { KeyIterator } from './key-iterator.js';
import type { KeyValueModel } from './key-value-model.js';

/** Which keys are asked for. */
export interface KeyFilter {
  /** `*` stands for any characters but `/`, `?` for one, `[abc]` and `[a-c]` for one of these, everything else for itself. */
  readonly match?: string;
}

/** How a value is kept. */
export interface KeyValueOptions {
  /** Milliseconds after which it is gone. */
  readonly ttl?: number;
}

/** The calls of a model of keys and values, typed by its values. */
export interface KeyValueCalls<V> {
  /** The value of a key, or `null`. */
  get: NodeCall<[key: string], [], V | null>;
  /** A number is a time to live in milliseconds. What was set before is gone, with its time to live. */
  set: NodeCall<[key: string, value: NonNullable<V>], [options: number | KeyValueOptions | undefined], void>;
  /** Rejects where there is no such key. */
  expire: NodeCall<[key: string, ttl: number], [], void>;
  /** The milliseconds that are left, `undefined` for a key that does not end. Rejects where there is no such key. */
  ttl: NodeCall<[key: string], [], number | undefined>;
  keys: NodeCall<[], [filter: KeyFilter | undefined], string[]>;
  iterateKeys(filter?: KeyFilter): KeyIterator;
  delete: NodeCall<[key: string], [], void>;
  deleteAll: NodeCall<[], [], void>;
}

/** What such a class knows of itself, whatever its values. */
type ClassMembers = Pick<
  typeof KeyValueModel,
  | 'modelName'
  | 'pluralModelName'
  | 'settings'
  | 'definition'
  | 'base'
  | 'app'
  | 'registry'
  | 'dataSource'
  | 'getDataSource'
  | 'getConnector'
  | 'attachTo'
  | 'extend'
  | 'on'
  | 'once'
  | 'removeListener'
  | 'emit'
  | 'mixin'
  | 'http'
  | 'shared'
>;

/**
 * A model of keys and values of type `V`: the type of what `@InjectModel` injects where the base is `KeyValueModel`.
 *
 * @example
 * declare const Session: KeyValueModelClass<{ user: string }>;
 * await Session.set('3f9a', { user: 'Ada' }, { ttl: 60_000 });
 * const user = (await Session.get('3f9a'))?.user;
 * for await (const key of Session.iterateKeys({ match: '3f*' })) await Session.delete(key);
 */
export type KeyValueModelClass<V = unknown> = KeyValueCalls<V> & ClassMembers;

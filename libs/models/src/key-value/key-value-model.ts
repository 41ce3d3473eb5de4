import type { DataSource } from '../datasource/data-source.js';
import { LoopnestError } from '../errors/loopnest.error.js';
import { settle, splitCallback } from '../model/callback.js';
import { type AnyModel, Model } from '../model/model.js';
import { type KeyIterator, keyIterator, matchingKeys } from './key-iterator.js';
import { parseKey, parseKeyFilter, parseSetOptions, parseTtl, parseValue } from './key-value-arguments.js';
import type { KeyValueStore } from './key-value-store.js';
import { UnknownKeyError } from './unknown-key.error.js';
import { WrongStoreError } from './wrong-store.error.js';

/**
 * A model without instances: values by keys, in a data source that keeps such (`kv-memory`). Every call takes its arguments,
 * then a callback `(error, result)`; without a callback it returns a promise.
 */
export class KeyValueModel extends Model {
  static override attachTo(dataSource: DataSource): void {
    if (dataSource.connector.base !== 'KeyValueModel')
      throw new WrongStoreError(this, dataSource, 'a KeyValueModel needs one of keys and values, such as "kv-memory"');
    super.attachTo(dataSource);
  }

  /** The value of a key, or `null`. */
  static get(...parameters: unknown[]): Promise<unknown> {
    return call(this, 'get', parameters, async (store, [key]) => {
      const value = await store.get(this.modelName, parseKey(key));
      return value === undefined ? null : value;
    });
  }

  /** Sets the value of a key. Its third argument is a time to live in milliseconds, or `{ ttl }`; without it there is no end. */
  static set(...parameters: unknown[]): Promise<void> {
    return call(this, 'set', parameters, (store, [key, value, options]) =>
      store.set(this.modelName, parseKey(key), parseValue(value), parseSetOptions(options)),
    );
  }

  /** Gives a key that is there another time to live, in milliseconds. */
  static expire(...parameters: unknown[]): Promise<void> {
    return call(this, 'expire', parameters, async (store, [given, ttl]) => {
      const key = parseKey(given);
      const isThere = await store.expire(this.modelName, key, parseTtl(ttl));
      if (!isThere) throw new UnknownKeyError(`Cannot expire unknown key "${key}"`);
    });
  }

  /** The milliseconds that a key still has; `undefined` where it does not end. */
  static ttl(...parameters: unknown[]): Promise<number | undefined> {
    return call(this, 'ttl', parameters, async (store, [given]) => {
      const key = parseKey(given);
      const left = await store.ttl(this.modelName, key);
      if (left === undefined) throw new UnknownKeyError(`Cannot get TTL for unknown key "${key}"`);
      return left === Infinity ? undefined : left;
    });
  }

  /** All keys, or those that match `{ match }`. */
  static keys(...parameters: unknown[]): Promise<string[]> {
    return call(this, 'keys', parameters, async (_store, [filter]) => {
      const keys: string[] = [];
      for await (const key of findKeys(this, filter)) keys.push(key);
      return keys;
    });
  }

  /** The same, one by one. */
  static iterateKeys(filter?: unknown): KeyIterator {
    return keyIterator(findKeys(this, filter));
  }

  static delete(...parameters: unknown[]): Promise<void> {
    return call(this, 'delete', parameters, (store, [key]) => store.delete(this.modelName, parseKey(key)));
  }

  static deleteAll(...parameters: unknown[]): Promise<void> {
    return call(this, 'deleteAll', parameters, (store) => store.deleteAll(this.modelName));
  }
}

type Operation<T> = (store: KeyValueStore, values: readonly unknown[]) => Promise<T>;

function call<T>(model: AnyModel, method: string, parameters: readonly unknown[], run: Operation<T>): Promise<T> {
  const { values, callback } = splitCallback<T>(parameters);
  // What is refused before anything is awaited is a rejection, too.
  const running = async () => run(await storeOf(model, method), values);
  return settle(running(), callback);
}

async function* findKeys(model: AnyModel, filter: unknown): AsyncGenerator<string> {
  const { match, matches } = parseKeyFilter(filter);
  const store = await storeOf(model, 'keys');
  yield* matchingKeys(store.keys(model.modelName, match), matches);
}

async function storeOf({ core, modelName }: AnyModel, method: string): Promise<KeyValueStore> {
  const { dataSource } = core;
  if (dataSource === undefined) {
    const what = `Cannot call ${modelName}.${method}(). The ${method} method has not been setup.`;
    throw new LoopnestError(500, `${what} The KeyValueModel has not been correctly attached to a DataSource!`);
  }
  await dataSource.ready();
  return dataSource.keyValues;
}

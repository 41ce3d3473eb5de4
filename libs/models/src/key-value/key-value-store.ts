/**
 * Where the keys and values of one data source are kept. Models do not share keys: each call names the model. Keys are not
 * empty, and times to live are positive; both may come from outside, so a key is never part of a command's text.
 */
export interface KeyValueStore {
  /** `undefined` where there is no such key, or its time is over. Dates and buffers come back as such. */
  get(model: string, key: string): Promise<unknown>;
  /**
   * Keeps a value, for so many milliseconds or without an end. What was there before is gone with its time to live.
   *
   * @param value - a copy of what the caller has: what JSON can say, dates and buffers, and neither `null` nor `undefined`
   */
  set(model: string, key: string, value: unknown, ttl: number | undefined): Promise<void>;
  /** Gives a key another time to live, in milliseconds. `false` where there is no such key. */
  expire(model: string, key: string, ttl: number): Promise<boolean>;
  /** The milliseconds that are left, `Infinity` for a key that does not end; `undefined` where there is no such key. */
  ttl(model: string, key: string): Promise<number | undefined>;
  /**
   * The keys of a model. All of them are right: those that do not match are left out afterwards.
   *
   * @param match - a pattern, for stores that can look for fewer
   */
  keys(model: string, match: string | undefined): AsyncIterable<string>;
  delete(model: string, key: string): Promise<void>;
  deleteAll(model: string): Promise<void>;
  /** Called once, when the data source disconnects. */
  close?(): Promise<void> | void;
}

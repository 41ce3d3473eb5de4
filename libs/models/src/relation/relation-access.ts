import type { OperationOptions } from '../model/operations/operation-options.js';
import type { RawFilter } from '../query/query.js';

type Data = Readonly<Record<string, unknown>>;

/** The related instances of one instance, where there may be several: what endpoints and accessors are made of. */
export interface ToManyAccess {
  find(filter: RawFilter | null | undefined, options: OperationOptions): Promise<object[]>;
  /** One of them. Rejects with what LoopBack answers where the key is not among them. */
  findById(key: unknown, options: OperationOptions): Promise<object>;
  count(where: unknown, options: OperationOptions): Promise<number>;
  /** A new one, not stored, with the keys set. */
  build(data: Data): object;
  create(data: Data, options: OperationOptions): Promise<object>;
  updateById(key: unknown, data: Data, options: OperationOptions): Promise<object>;
  destroyById(key: unknown, options: OperationOptions): Promise<void>;
  destroyAll(where: unknown, options: OperationOptions): Promise<{ count: number }>;
  /** Whether the key is among them; links are looked at where there are such. */
  exists(key: unknown, options: OperationOptions): Promise<boolean>;
  /** Relations over links and lists of keys: adds one that is there already. */
  link?(key: unknown, data: Data, options: OperationOptions): Promise<object | null>;
  unlink?(key: unknown, options: OperationOptions): Promise<unknown>;
  updateAll?(where: unknown, data: Data, options: OperationOptions): Promise<{ count: number }>;
  /** Relations over links, whose {@link count} and {@link destroyAll} are about the links: the same by a where of the targets. */
  countTargets?(where: unknown, options: OperationOptions): Promise<number>;
  unlinkTargets?(where: unknown, options: OperationOptions): Promise<{ count: number }>;
  /** What `owner.relation()` gives where nothing was loaded: lists that are kept in the instance itself. */
  kept?(): readonly object[] | undefined;
  /** More functions of the accessor in code. */
  extras?(): Readonly<Record<string, unknown>>;
}

/** The related instance of one instance. */
export interface ToOneAccess {
  /** `undefined` without a key, `null` where there is none. */
  get(options: OperationOptions): Promise<object | null | undefined>;
  build(data: Data): object;
  create(data: Data, options: OperationOptions): Promise<object>;
  update(data: Data, options: OperationOptions): Promise<object>;
  destroy(options: OperationOptions): Promise<void>;
  /** What `owner.relation()` gives where nothing was loaded: a value that is kept in the instance itself. */
  kept?(): object | null | undefined;
  /** More functions of the accessor in code. */
  extras?(): Readonly<Record<string, unknown>>;
}

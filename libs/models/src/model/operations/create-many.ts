import type { ModelCore } from '../model-core.js';
import { create } from './create.js';
import type { OperationOptions } from './operation-options.js';

/** `create` of a list: each item by itself. Those that are valid are stored even if others are refused. */
export async function createMany(core: ModelCore, items: readonly unknown[], options: OperationOptions): Promise<object[]> {
  const results = await Promise.allSettled(items.map((item) => create(core, item, options)));
  if (results.every((result) => result.status === 'fulfilled')) return results.map((result) => result.value);
  throw new BatchError(
    results.map((result) => (result.status === 'rejected' ? (result.reason as unknown) : undefined)),
    results.map((result) => (result.status === 'fulfilled' ? result.value : undefined)),
  );
}

/** Failures of a batch, by position; entries of items that were stored are missing. It is an array, as in LoopBack. */
export class BatchError extends Array<unknown> {
  /** What was stored, by position. */
  readonly instances!: readonly (object | undefined)[];

  constructor(errors: readonly unknown[], instances: readonly (object | undefined)[]) {
    super(errors.length);
    errors.forEach((error, index) => {
      if (error !== undefined) this[index] = error;
    });
    Object.defineProperty(this, 'instances', { value: instances });
  }

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

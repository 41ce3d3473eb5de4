import type { ModelCore } from '../model-core.js';
import { create, ownInstance } from './create.js';
import type { OperationOptions } from './operation-options.js';

// All at once would keep every connection of a pool from other requests, for as long as a large batch takes.
const AT_ONCE = 8;

/** `create` of a list: each item by itself. Those that are valid are stored even if others are refused. */
export async function createMany(
  core: ModelCore,
  items: readonly unknown[],
  options: OperationOptions,
): Promise<object[]> {
  const instances = items.map((item) => attempt(() => ownInstance(core, item)));
  const made: Promise<object>[] = [];
  // Checks that ask the database see the items before.
  const atOnce = core.checksLater ? 1 : AT_ONCE;
  for (let start = 0; start < items.length; start += atOnce) {
    const some = instances
      .slice(start, start + atOnce)
      .map((instance, at) => create(core, instance ?? items[start + at], options));
    made.push(...some);
    await Promise.allSettled(some);
  }
  return settleBatch(made, instances);
}

/** The same with the items one after the other. */
export async function createInTurn(
  items: readonly unknown[],
  createOne: (item: unknown) => Promise<object>,
): Promise<object[]> {
  const made: Promise<object>[] = [];
  for (const item of items) {
    const one = createOne(item);
    made.push(one);
    await one.catch(() => undefined);
  }
  return settleBatch(made);
}

async function settleBatch(
  made: readonly Promise<object>[],
  instances: readonly (object | undefined)[] = [],
): Promise<object[]> {
  const results = await Promise.allSettled(made);
  if (results.every((result) => result.status === 'fulfilled')) return results.map((result) => result.value);
  // An array of errors is what LoopBack gives.
  // oxlint-disable-next-line typescript/only-throw-error
  throw new BatchError(
    results.map((result) => (result.status === 'rejected' ? (result.reason as unknown) : undefined)),
    results.map((result, index) => (result.status === 'fulfilled' ? result.value : instances[index])),
  );
}

// What cannot be an instance is told by the operation itself.
function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** Failures of a batch, by position; entries of items that were stored are missing. It is an array, as in LoopBack. */
export class BatchError extends Array<unknown> {
  /** What was stored, and what was refused, by position of the item. */
  declare readonly instances: readonly (object | undefined)[];

  constructor(errors: readonly unknown[], instances: readonly (object | undefined)[]) {
    super();
    errors.forEach((error, index) => {
      if (error !== undefined) this[index] = error;
    });
    Object.defineProperty(this, 'instances', { value: instances });
  }

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

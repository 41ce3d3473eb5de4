import type { Checkpoints, ModelClass, ReplicationConflict } from '@loopnest/models';
import { expectTypeOf } from 'vitest';
import type { Customer as CustomerData } from './customer.js';

declare const Customer: ModelClass<CustomerData>;
declare const Copy: ModelClass<CustomerData>;

const { conflicts, checkpoints } = await Customer.replicate(-1, Copy, { filter: { where: { name: 'Ada' } } });
expectTypeOf(conflicts).toEqualTypeOf<readonly ReplicationConflict[]>();
expectTypeOf(checkpoints).toEqualTypeOf<Checkpoints>();
Customer.replicate(checkpoints, Copy, (error, found, next) => {
  expectTypeOf(error).toBeUnknown();
  expectTypeOf(found).toEqualTypeOf<readonly ReplicationConflict[] | undefined>();
  expectTypeOf(next).toEqualTypeOf<Checkpoints | undefined>();
});
for (const conflict of conflicts) {
  expectTypeOf(await conflict.type()).toEqualTypeOf<'create' | 'update' | 'delete' | 'unknown'>();
  const [source, target] = await conflict.models();
  expectTypeOf(source).toEqualTypeOf<object | null>();
  expectTypeOf(target).toEqualTypeOf<object | null>();
  await conflict.swapParties().resolveManually({ name: 'Ada' });
}
expectTypeOf(await Customer.currentCheckpoint()).toEqualTypeOf<number>();

export function wrong(): unknown[] {
  return [
    // @ts-expect-error no model class
    Customer.replicate(-1, {}),
    // @ts-expect-error data are needed
    conflicts[0]?.resolveManually(),
  ];
}

import type { Filter, ModelClass, Where } from '@loopnest/models';
import { expectTypeOf } from 'vitest';
import type { Customer } from './customer.js';

type CustomerWhere = Where<Customer>;
type CustomerFilter = Filter<Customer>;

// Values, null, patterns, operators and logic.
expectTypeOf<{ name: string }>().toExtend<CustomerWhere>();
expectTypeOf<{ name: null }>().toExtend<CustomerWhere>();
expectTypeOf<{ name: RegExp }>().toExtend<CustomerWhere>();
expectTypeOf<{ id: { gt: number; lte: number } }>().toExtend<CustomerWhere>();
expectTypeOf<{ id: { between: [number, number] } }>().toExtend<CustomerWhere>();
expectTypeOf<{ id: { inq: number[] } }>().toExtend<CustomerWhere>();
expectTypeOf<{ born: { lt: Date } }>().toExtend<CustomerWhere>();
expectTypeOf<{ born: { lt: string } }>().toExtend<CustomerWhere>();
expectTypeOf<{ note: { neq: null } }>().toExtend<CustomerWhere>();
expectTypeOf<{
  and: [{ vip: boolean }, { or: [{ id: number }, { name: { like: string } }] }];
}>().toExtend<CustomerWhere>();
expectTypeOf<{ 'address.city': string }>().toExtend<CustomerWhere>();
expectTypeOf<{ anything: number }>().toExtend<Where>();

export const wheres: CustomerWhere[] = [
  // @ts-expect-error no such property
  { nmae: 'Ada' },
  // @ts-expect-error not the type of the property
  { name: 5 },
  // @ts-expect-error no such operator
  { id: { greater: 5 } },
  // @ts-expect-error not the type of the property
  { id: { gt: 'five' } },
  // @ts-expect-error a range has two ends
  { id: { between: [1] } },
  // @ts-expect-error no such property, however deep
  { and: [{ or: [{ nmae: 'Ada' }] }] },
  // @ts-expect-error a number has no pattern
  { id: /5/ },
];

expectTypeOf<{ order: 'name'; limit: number; skip: number }>().toExtend<CustomerFilter>();
expectTypeOf<{ order: ['name DESC', 'id'] }>().toExtend<CustomerFilter>();
expectTypeOf<{ fields: ['id', 'name'] }>().toExtend<CustomerFilter>();
expectTypeOf<{ fields: { name: true } }>().toExtend<CustomerFilter>();
expectTypeOf<CustomerFilter['where']>().toEqualTypeOf<CustomerWhere | undefined>();

export const filters: CustomerFilter[] = [
  // @ts-expect-error no such property
  { order: 'nmae' },
  // @ts-expect-error no such direction
  { order: 'name UP' },
  // @ts-expect-error no such property
  { fields: ['nmae'] },
  // @ts-expect-error no such property
  { fields: { nmae: true } },
  // @ts-expect-error not a number
  { limit: 'ten' },
  // @ts-expect-error no such key
  { filter: {} },
];

export function calls(Customer: ModelClass<Customer>): unknown[] {
  return [
    Customer.find({ where: { vip: true }, order: 'name', limit: 5 }),
    Customer.count({ born: { gt: '2000-01-01' } }),
    // @ts-expect-error no such property
    Customer.find({ where: { nmae: 'Ada' } }),
    // @ts-expect-error no such property
    Customer.count({ nmae: 'Ada' }),
    // @ts-expect-error no such property
    Customer.destroyAll({ nmae: 'Ada' }),
  ];
}

import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export const Customer = defineEntity({
  name: 'Customer',
  tableName: 'customer',
  properties: {
    id: p.integer().primary(),
    name: p.string(),
    email: p.string().nullable(),
    age: p.double().nullable(),
    vip: p.boolean().nullable(),
    joined: p.datetime().nullable(),
    city: p.string().nullable(),
    country: p.string().nullable(),
    credit: p.double().nullable(),
    notes: p.string().nullable(),
    orders: () => p.oneToMany(Order).mappedBy('customerId').orderBy({ id: 'asc' }),
  },
});

export type Customer = InferEntity<typeof Customer>;

/** In the file of the other one, since each refers to the other. */
export const Order = defineEntity({
  name: 'Order',
  tableName: 'order',
  properties: {
    id: p.integer().primary(),
    description: p.string(),
    total: p.double().nullable(),
    placed: p.datetime().nullable(),
    status: p.string().nullable(),
    customerId: () => p.manyToOne(Customer).mapToPk().nullable().fieldName('customerid'),
  },
});

export type Order = InferEntity<typeof Order>;

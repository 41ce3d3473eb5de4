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
  },
});

export type Customer = InferEntity<typeof Customer>;

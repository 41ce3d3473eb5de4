import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export const Order = defineEntity({
  name: 'Order',
  tableName: 'order',
  properties: {
    id: p.integer().primary(),
    description: p.string(),
    total: p.double().nullable(),
    placed: p.datetime().nullable(),
    status: p.string().nullable(),
    customerId: p.double().nullable().fieldName('customerid'),
  },
});

export type Order = InferEntity<typeof Order>;

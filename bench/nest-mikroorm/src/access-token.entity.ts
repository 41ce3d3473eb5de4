import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export const User = defineEntity({
  name: 'User',
  tableName: 'user',
  properties: {
    id: p.integer().primary(),
    email: p.string(),
    password: p.string().lazy(),
  },
});

export type User = InferEntity<typeof User>;

export const AccessToken = defineEntity({
  name: 'AccessToken',
  tableName: 'accesstoken',
  properties: {
    id: p.string().primary(),
    ttl: p.float(),
    created: p.datetime(),
    user: () => p.manyToOne(User).fieldName('userid'),
  },
});

export type AccessToken = InferEntity<typeof AccessToken>;

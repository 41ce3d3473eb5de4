import type { EntityData, RequiredEntityData } from '@mikro-orm/core';
import type { Customer } from './customer.entity.js';

/** The body of a request that makes a customer. */
export type CustomerValues = RequiredEntityData<Customer>;

/** The body of a request that changes one. */
export type CustomerChanges = EntityData<Customer>;

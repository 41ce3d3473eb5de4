import {
  type BelongsTo,
  DataSource,
  type DefinedModel,
  type EmbedsMany,
  type EmbedsOne,
  type HasMany,
  type HasManyThrough,
  type HasOne,
  type ModelClass,
  type ModelData,
  type ModelInstance,
  type NamedScope,
  type ReferencesMany,
} from '@loopnest/models';
import { expectTypeOf } from 'vitest';

interface Order {
  id: number;
  amount: number;
  customer: BelongsTo<Customer>;
}

interface Link {
  id: number;
  since: Date;
}

interface Address {
  city: string;
}

interface Customer {
  id: number;
  name: string;
  orders: HasMany<Order> & { open: NamedScope<Order> };
  clubs: HasManyThrough<Order, Link>;
  marks: ReferencesMany<Order>;
  profile: HasOne<Address>;
  address: EmbedsOne<Address>;
  phones: EmbedsMany<Address>;
}

declare const customer: ModelInstance<Customer>;
declare const order: ModelInstance<Order>;
declare const Customer: ModelClass<Customer>;

// Lists: what is loaded, and calls with promises and callbacks.
expectTypeOf(customer.orders()).toEqualTypeOf<ModelInstance<Order>[] | undefined>();
expectTypeOf(customer.orders({ where: { amount: 1 } })).resolves.toEqualTypeOf<ModelInstance<Order>[]>();
expectTypeOf(customer.orders.find({ limit: 1 })).resolves.toEqualTypeOf<ModelInstance<Order>[]>();
expectTypeOf(customer.orders.create({ amount: 1 })).resolves.toEqualTypeOf<ModelInstance<Order>>();
expectTypeOf(customer.orders.create([{ amount: 1 }])).resolves.toEqualTypeOf<ModelInstance<Order>[]>();
expectTypeOf(customer.orders.count()).resolves.toEqualTypeOf<number>();
expectTypeOf(customer.orders.open.count({ amount: 2 })).resolves.toEqualTypeOf<number>();
customer.orders((error, orders) => {
  expectTypeOf(error).toBeUnknown();
  expectTypeOf(orders).toEqualTypeOf<ModelInstance<Order>[] | undefined>();
});
customer.orders.findById(1, (_error, found) => {
  expectTypeOf(found).toEqualTypeOf<ModelInstance<Order> | undefined>();
});
expectTypeOf(customer.clubs.add(order, { since: '2020-01-01' })).resolves.toEqualTypeOf<ModelInstance<Link>>();
expectTypeOf(customer.marks.add(1)).resolves.toEqualTypeOf<ModelInstance<Order>>();

// One.
expectTypeOf(order.customer()).toEqualTypeOf<ModelInstance<Customer> | null | undefined>();
expectTypeOf(order.customer(customer)).toEqualTypeOf<ModelInstance<Customer>>();
expectTypeOf(order.customer.get()).resolves.toEqualTypeOf<ModelInstance<Customer> | null | undefined>();
expectTypeOf(customer.profile.update({ city: 'Paris' })).resolves.toEqualTypeOf<ModelInstance<Address>>();
order.customer(true, (_error, found) => {
  expectTypeOf(found).toEqualTypeOf<ModelInstance<Customer> | null | undefined>();
});

// What is embedded is answered at once, too.
expectTypeOf(customer.address.value()).toEqualTypeOf<ModelInstance<Address> | null>();
expectTypeOf(customer.phones()).toEqualTypeOf<ModelInstance<Address>[]>();
expectTypeOf(customer.phones.get(1)).toEqualTypeOf<ModelInstance<Address> | null>();
customer.phones.unset(1, (_error, wasThere) => {
  expectTypeOf(wasThere).toEqualTypeOf<boolean | undefined>();
});

// Relations are none of the data.
expectTypeOf<keyof ModelData<Customer>>().toEqualTypeOf<'id' | 'name'>();
expectTypeOf(Customer.include([customer], { orders: 'customer' })).resolves.toEqualTypeOf<ModelInstance<Customer>[]>();
expectTypeOf(Customer.include(customer, 'orders')).resolves.toEqualTypeOf<ModelInstance<Customer>>();

export function wrong(): unknown[] {
  return [
    // @ts-expect-error no such property
    customer.orders.find({ where: { amuont: 1 } }),
    // @ts-expect-error not the type of the property
    customer.orders.create({ amount: 'much' }),
    // @ts-expect-error a relation is no property
    Customer.find({ where: { orders: 1 } }),
    // @ts-expect-error a relation is no property
    Customer.find({ order: 'orders' }),
    // @ts-expect-error a relation is no property
    Customer.validatesPresenceOf('orders'),
  ];
}

// The classes that registries give have the calls of their data, and take hooks without types being said.
const db = new DataSource('memory');
expectTypeOf(db.registry.createModel<Order>('Order')).toEqualTypeOf<DefinedModel<Order>>();
expectTypeOf(db.registry.getModel<Order>('Order').findById(1)).resolves.toEqualTypeOf<ModelInstance<Order> | null>();
expectTypeOf(Customer.extend<Order>('Special')).toEqualTypeOf<DefinedModel<Order>>();
Customer.observe('before save', async (context) => {
  expectTypeOf(context.instance).toEqualTypeOf<ModelInstance<Customer> | undefined>();
});
Customer.beforeRemote('create', (context, _unused, next) => {
  expectTypeOf(context.methodString).toEqualTypeOf<string>();
  next();
});
Customer.hasMany(db.define('Note'), { as: 'notes' });
Customer.on('attached', () => undefined);
expectTypeOf(new Customer({ name: 'Ada' }, { persisted: true })).toEqualTypeOf<ModelInstance<Customer>>();

// With a callback nothing is given back.
expectTypeOf(db.disconnect(() => undefined)).toEqualTypeOf<void>();
expectTypeOf(db.isActual('Order')).resolves.toEqualTypeOf<boolean>();
expectTypeOf(Customer.getApp(() => undefined)).toEqualTypeOf<void>();

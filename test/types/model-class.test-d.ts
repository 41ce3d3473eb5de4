import type {
  Callback,
  CheckDone,
  Fail,
  ModelClass,
  ModelInstance,
  OperationOptions,
  ValidationError,
} from '@loopnest/models';
import { expectTypeOf } from 'vitest';
import type { Customer as Data } from './customer.js';

declare const Customer: ModelClass<Data>;
declare const options: OperationOptions;
type Instance = ModelInstance<Data>;

// Promises.
expectTypeOf(Customer.find()).resolves.toEqualTypeOf<Instance[]>();
expectTypeOf(Customer.find({ limit: 1 }, options)).resolves.toEqualTypeOf<Instance[]>();
expectTypeOf(Customer.findOne()).resolves.toEqualTypeOf<Instance | null>();
expectTypeOf(Customer.findById(1, undefined, options)).resolves.toEqualTypeOf<Instance | null>();
expectTypeOf(Customer.findByIds([1, 2])).resolves.toEqualTypeOf<Instance[]>();
expectTypeOf(Customer.findOrCreate({ where: { name: 'Ada' } }, { name: 'Ada' })).resolves.toEqualTypeOf<
  [Instance, boolean]
>();
expectTypeOf(Customer.count({}, options)).resolves.toEqualTypeOf<number>();
expectTypeOf(Customer.exists(1)).resolves.toEqualTypeOf<boolean>();
expectTypeOf(Customer.create({ name: 'Ada', born: '1815-12-10' })).resolves.toEqualTypeOf<Instance>();
expectTypeOf(Customer.create()).resolves.toEqualTypeOf<Instance>();
expectTypeOf(Customer.create([{ name: 'Ada' }])).resolves.toEqualTypeOf<Instance[]>();
expectTypeOf(Customer.updateAll({ vip: true }, { note: null })).resolves.toEqualTypeOf<{ count: number }>();
expectTypeOf(Customer.updateAll({ note: null })).resolves.toEqualTypeOf<{ count: number }>();
expectTypeOf(Customer.destroyById(1)).resolves.toEqualTypeOf<{ count: number }>();

// All names of a call are one.
expectTypeOf(Customer.upsert).toEqualTypeOf(Customer.patchOrCreate);
expectTypeOf(Customer.updateOrCreate).toEqualTypeOf(Customer.patchOrCreate);
expectTypeOf(Customer.patchOrCreateWithWhere).toEqualTypeOf(Customer.upsertWithWhere);
expectTypeOf(Customer.update).toEqualTypeOf(Customer.updateAll);
expectTypeOf(Customer.remove).toEqualTypeOf(Customer.destroyAll);
expectTypeOf(Customer.removeById).toEqualTypeOf(Customer.destroyById);

// Callbacks, with what is optional left out or not.
declare const found: Callback<Instance[]>;
expectTypeOf(Customer.find(found)).toEqualTypeOf<void>();
expectTypeOf(Customer.find({ limit: 1 }, found)).toEqualTypeOf<void>();
expectTypeOf(Customer.find({ limit: 1 }, options, found)).toEqualTypeOf<void>();
Customer.findById(1, (error, customer) => {
  expectTypeOf(error).toBeUnknown();
  expectTypeOf(customer).toEqualTypeOf<Instance | null | undefined>();
});
Customer.findOrCreate({}, { name: 'Ada' }, (_error, customer, created) => {
  expectTypeOf(customer).toEqualTypeOf<Instance | undefined>();
  expectTypeOf(created).toEqualTypeOf<boolean | undefined>();
});

// Instances.
const customer = new Customer({ name: 'Ada' });
expectTypeOf(customer).toEqualTypeOf<Instance>();
expectTypeOf(Customer({ name: 'Ada' })).toEqualTypeOf<Instance>();
expectTypeOf(customer.born).toEqualTypeOf<Date>();
expectTypeOf(customer.save()).resolves.toEqualTypeOf<Instance>();
expectTypeOf(customer.updateAttribute('name', 'Bob')).resolves.toEqualTypeOf<Instance>();
expectTypeOf(customer.reload()).resolves.toEqualTypeOf<Instance | null>();
expectTypeOf(customer.save(options, () => undefined)).toEqualTypeOf<void>();
expectTypeOf(customer.toJSON()).toEqualTypeOf<Record<string, unknown>>();

class Special extends Customer {
  greet(): string {
    return this.name;
  }
}
expectTypeOf(new Special().greet()).toEqualTypeOf<string>();

export function wrong(): unknown[] {
  return [
    // @ts-expect-error no such property
    Customer.create({ nmae: 'Ada' }),
    // @ts-expect-error not the type of the property
    Customer.create({ vip: 'yes' }),
    // @ts-expect-error not the type of the property
    customer.patchAttributes({ id: 'one' }),
    // @ts-expect-error no such property
    customer.updateAttribute('nmae', 'Ada'),
    // @ts-expect-error not the type of that property
    customer.updateAttribute('vip', 'yes'),
    // @ts-expect-error no such property
    customer.unsetAttribute('nmae'),
    // @ts-expect-error an id is needed
    Customer.findById(),
    // @ts-expect-error no such property
    customer.nmae,
  ];
}

// What the class knows of itself.
expectTypeOf(Customer.modelName).toEqualTypeOf<string>();
expectTypeOf(Customer.settings).toEqualTypeOf<Record<string, unknown>>();
expectTypeOf(Customer.getIdName()).toEqualTypeOf<string | undefined>();

// Without a type of its data everything may be asked for.
declare const Any: ModelClass;
expectTypeOf(Any.find({ where: { whatever: { gt: 5 } }, order: 'whatever' })).resolves.toEqualTypeOf<ModelInstance[]>();

// Checks.
Customer.validatesPresenceOf('name');
Customer.validatesPresenceOf('name', 'vip', { message: 'is needed', on: 'create' });
Customer.validatesLengthOf('name', { min: 2, message: { min: 'is no name' } });
Customer.validatesUniquenessOf('name', { scopedTo: ['vip'], ignoreCase: true });
Customer.validatesFormatOf('name', {
  with: /^[A-Z]/,
  unless() {
    expectTypeOf(this).toEqualTypeOf<Instance>();
    return this.vip;
  },
  message(kind) {
    expectTypeOf(kind).toEqualTypeOf<string | undefined>();
    return `${this.name} is no name`;
  },
});
Customer.validate('name', function (fail, given) {
  expectTypeOf(this).toEqualTypeOf<Instance>();
  expectTypeOf(given).toEqualTypeOf<OperationOptions>();
  if (this.name === '') fail('empty');
});
Customer.validateAsync('name', function (fail, done) {
  void Customer.count({ name: this.name }).then((count) => (count > 0 ? fail() : undefined), done);
});
Customer.validateAsync('name', async (fail: Fail, given: OperationOptions, done: CheckDone) => {
  if ((await Customer.count({}, given)) > 100) fail('full');
  done();
});
expectTypeOf(customer.isValid()).toEqualTypeOf<boolean | undefined>();
customer.isValid((valid, error) => {
  expectTypeOf(valid).toEqualTypeOf<boolean>();
  expectTypeOf(error).toBeUnknown();
}, { name: 'Ada' }); // prettier-ignore
if (customer.errors !== false) expectTypeOf(customer.errors.codes['name']).toExtend<readonly string[] | undefined>();
expectTypeOf(new Customer.ValidationError(customer)).toEqualTypeOf<ValidationError>();

export function wrongChecks(): unknown[] {
  return [
    // @ts-expect-error no such property
    Customer.validatesPresenceOf('nmae'),
    // @ts-expect-error no property at all
    Customer.validatesPresenceOf({ message: 'is needed' }),
    // @ts-expect-error no such option
    Customer.validatesLengthOf('name', { minimum: 2 }),
    // @ts-expect-error a list is needed
    Customer.validatesInclusionOf('name'),
    // @ts-expect-error not an occasion
    Customer.validatesPresenceOf('name', { on: 'delete' }),
    // @ts-expect-error no such property
    Customer.validate('nmae', (fail) => fail()),
  ];
}

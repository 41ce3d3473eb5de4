import {
  type Filter,
  InjectModel,
  type ModelClass,
  ModelController,
  type ModelData,
  type ModelId,
  type ModelInstance,
  type OperationOptions,
  PersistedModelController,
  type Where,
} from '@loopnest/models';
import { expectTypeOf } from 'vitest';
import type { Customer } from './customer.js';

@ModelController('Customer', { application: 'shop', version: '1' })
export class Overriding extends PersistedModelController<Customer> {
  override async find(filter?: Filter<Customer>, options?: OperationOptions) {
    expectTypeOf(this.model).toEqualTypeOf<ModelClass<Customer>>();
    return (await super.find(filter, options)).slice(0, 100);
  }

  override findById(id: ModelId): Promise<ModelInstance<Customer> | null> {
    return this.model.findById(id);
  }

  override count(where?: Where<Customer>) {
    return this.model.count({ and: [{ vip: true }, where ?? {}] });
  }

  override create(data: ModelData<Customer> | ModelData<Customer>[]) {
    return super.create(data);
  }

  override patchAttributes(id: ModelId, data: ModelData<Customer>, options?: OperationOptions) {
    return super.patchAttributes(id, { ...data, note: null }, options);
  }

  override async deleteById(id: ModelId) {
    await this.model.updateAll({ id: Number(id) }, { vip: false });
    return { count: 1 };
  }
}

export class Wrong extends PersistedModelController<Customer> {
  // @ts-expect-error there is no such remote method
  override fnid() {
    return [];
  }

  // @ts-expect-error answers instances
  override find() {
    return Promise.resolve(5);
  }

  vip() {
    // @ts-expect-error no such property
    return this.model.find({ where: { nmae: 'Ada' } });
  }
}

export class Untyped extends PersistedModelController {
  override find(filter?: Filter) {
    return super.find({ ...filter, limit: 5 });
  }
}

export class Billing {
  constructor(@InjectModel('Customer') readonly Customer: ModelClass<Customer>) {}
}

// @ts-expect-error the path is the model's
ModelController('Customer', { path: 'x' });

import type { Application } from '../application/application.js';
import type { ModelClass, ModelData, ModelInstance } from '../model/model-class.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import type { Filter, Where } from '../query/filter.js';
import { ModelNotFoundError } from '../remote/methods/not-found.error.js';

/** An id, as it comes from a path. */
export type ModelId = string | number;

/**
 * The generated controller of a persisted model: a method for each remote method, with the arguments in their order and the
 * options of the request last. Extend it in a class with `@ModelController` to override some of them; `super` calls the
 * model. `T` is the shape of the model's data.
 */
export class PersistedModelController<T extends object = Record<string, unknown>> {
  /** Injected by Nest: there from the constructor's end on. */
  declare protected readonly application: Application;
  /** The model itself: what `@InjectModel` and `app.models` give. There from the constructor's end on. */
  declare protected readonly model: ModelClass<T>;

  find(filter?: Filter<T>, options?: OperationOptions): Promise<ModelInstance<T>[]> {
    return this.model.find(filter, options);
  }

  findOne(filter?: Filter<T>, options?: OperationOptions): Promise<ModelInstance<T> | null> {
    return this.model.findOne(filter, options);
  }

  findById(id: ModelId, filter?: Filter<T>, options?: OperationOptions): Promise<ModelInstance<T> | null> {
    return this.model.findById(id, filter, options);
  }

  exists(id: ModelId, options?: OperationOptions): Promise<boolean> {
    return this.model.exists(id, options);
  }

  count(where?: Where<T>, options?: OperationOptions): Promise<number> {
    return this.model.count(where, options);
  }

  create(
    data: ModelData<T> | ModelData<T>[],
    options?: OperationOptions,
  ): Promise<ModelInstance<T> | ModelInstance<T>[]> {
    return Array.isArray(data) ? this.model.create(data, options) : this.model.create(data, options);
  }

  patchOrCreate(data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>> {
    return this.model.patchOrCreate(data, options);
  }

  replaceOrCreate(data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>> {
    return this.model.replaceOrCreate(data, options);
  }

  upsertWithWhere(where: Where<T>, data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>> {
    return this.model.upsertWithWhere(where, data, options);
  }

  replaceById(id: ModelId, data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>> {
    return this.model.replaceById(id, data, options);
  }

  async patchAttributes(id: ModelId, data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>> {
    const instance = await this.model.findById(id, undefined, options);
    if (instance === null) throw new ModelNotFoundError(`could not find a model with id ${String(id)}`);
    return instance.patchAttributes(data, options);
  }

  deleteById(id: ModelId, options?: OperationOptions): Promise<{ count: number }> {
    return this.model.destroyById(id, options);
  }

  updateAll(where: Where<T>, data: ModelData<T>, options?: OperationOptions): Promise<{ count: number }> {
    return this.model.updateAll(where, data, options);
  }

  destroyAll(where?: Where<T>, options?: OperationOptions): Promise<{ count: number }> {
    return this.model.destroyAll(where, options);
  }
}

import type { AnyModel } from '../../model/model.js';
import type { OperationOptions } from '../../model/operations/operation-options.js';
import { ModelNotFoundError } from './not-found.error.js';
import { staticCall } from './static-call.js';

/** The instance that a method of instances is called on; 404 where it is not there. */
export async function instanceOf(model: AnyModel, id: unknown, options: OperationOptions): Promise<object> {
  const instance = await staticCall(model, 'findById', [id, undefined], options);
  if (typeof instance === 'object' && instance !== null) return instance;
  throw new ModelNotFoundError(`could not find a model with id ${String(id)}`);
}

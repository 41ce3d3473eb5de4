import type { AnyModel } from '../../model/model.js';
import type { RemoteCall } from '../remote-call.js';
import { ModelNotFoundError } from './not-found.error.js';
import { staticCall } from './static-call.js';

/** The instance that a method of instances is called on; 404 where it is not there. */
export async function instanceOf(model: AnyModel, id: unknown, call: RemoteCall): Promise<object> {
  if (call.instance !== undefined) return call.instance;
  const instance = await staticCall(model, 'findById', [id, undefined], call.options);
  if (typeof instance === 'object' && instance !== null) return (call.instance = instance);
  throw new ModelNotFoundError(`could not find a model with id ${String(id)}`);
}

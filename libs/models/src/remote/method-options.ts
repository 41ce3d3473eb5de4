import { type OperationOptions, withPageSize } from '../model/operations/operation-options.js';
import type { RemoteCall } from './remote-call.js';

/**
 * The options that the method of a call gets. The page is one of its answer only: hooks, and what scripts ask for with the
 * options that they pass on, see all rows.
 */
export function methodOptions({ method, options, pageSize }: RemoteCall): OperationOptions {
  return pageSize === undefined || method.isPaged !== true ? options : withPageSize(options, pageSize);
}

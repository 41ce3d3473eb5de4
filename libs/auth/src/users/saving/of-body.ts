import type { OperationOptions } from '@loopnest/models';

const OF_BODY: unique symbol = Symbol('loopnest.ofBody');

/** The same options for a call whose data a client has sent. */
export function ofBody(options: OperationOptions | undefined): OperationOptions {
  return { ...options, [OF_BODY]: true };
}

/** Whether a client has sent the data of a call: a hash is no password then, for example. */
export function isOfBody(options: OperationOptions): boolean {
  return options[OF_BODY] === true;
}

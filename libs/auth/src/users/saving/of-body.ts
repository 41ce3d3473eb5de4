import type { OperationOptions } from '@loopnest/models';

const OF_BODY: unique symbol = Symbol('loopnest.ofBody');

/** What is known of data that a client has sent: whether what it may not set was taken out already. */
type BodyState = 'cleaned' | 'as sent';

/** The same options for a call whose data a client has sent. */
export function ofBody(options: OperationOptions | undefined, state: BodyState): OperationOptions {
  return { ...options, [OF_BODY]: state };
}

/** Whether a client has sent the data of a call: a hash is no password then, for example. */
export function isOfBody(options: OperationOptions): boolean {
  return options[OF_BODY] !== undefined;
}

/** Whether the data have everything that the client has sent. */
export function isAsSent(options: OperationOptions): boolean {
  return options[OF_BODY] === 'as sent';
}

const CLIENT_DATA: unique symbol = Symbol('loopnest.clientData');

/** A copy of what a client has sent, for a function that may take it for the options of a call. */
export function asClientData<T extends object>(data: T): T {
  return Object.defineProperty({ ...data }, CLIENT_DATA, { value: true });
}

/** Whether a client has sent something: it is no options of a call. */
export function isClientData(value: unknown): boolean {
  return typeof value === 'object' && value !== null && CLIENT_DATA in value;
}

import type { RemoteCall } from '@loopnest/models';

/** An argument of a call whose arguments have been read. */
export function argumentOf({ method, given = [] }: RemoteCall, name: string): unknown {
  return given[method.accepts.findIndex(({ arg }) => arg === name)];
}

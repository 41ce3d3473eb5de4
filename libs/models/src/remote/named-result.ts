import type { RemoteCall } from './remote-call.js';

/** What a result is answered as: the value itself where the method says so, an object by the result's name otherwise. */
export function namedResult({ method, hasNamedResult }: RemoteCall, result: unknown): unknown {
  const [first] = method.returns;
  const isWhole = hasNamedResult || method.answers !== undefined || first === undefined || first.root === true;
  return isWhole ? result : { [first.arg]: result };
}

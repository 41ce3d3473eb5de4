import { isPromise } from '@loopnest/models';

/**
 * Asks a function of an application's a question that is answered with yes or no: it calls back behind its parameters, returns
 * a promise, or takes no callback and says it at once. What it throws is a rejection.
 */
export function askFunction(
  ask: (...parameters: never[]) => unknown,
  self: unknown,
  parameters: readonly unknown[],
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const callback = (error?: unknown, answer?: unknown) => {
      if (error === undefined || error === null) resolve(Boolean(answer));
      else reject(error as Error);
    };
    const returned = ask.apply(self, [...parameters, callback] as never[]);
    if (isPromise(returned)) returned.then((answer) => resolve(Boolean(answer)), reject);
    else if (ask.length <= parameters.length) resolve(Boolean(returned));
  });
}

import type { Relation } from '../../model/model-relation.js';
import type { RemoteMethodOptions } from '../../model/remoting/remote-method-options.js';
import { customMethods } from '../../relation/custom-methods.js';
import type { RemoteMethod } from '../remote-method.js';
import { declaredMethod } from './declared-method.js';

type SharedFunction = ((...parameters: unknown[]) => unknown) & RemoteMethodOptions;

/** The methods that an application gives a relation in code, where they are `shared` (the chapter on relations, section 10). */
export function relationScopeMethods(relation: Relation): readonly RemoteMethod[] {
  return customMethods(relation)
    .filter(([, fn]) => (fn as SharedFunction).shared === true)
    .map(([name, fn]) => {
      const { accepts = [], returns = [], http, description } = fn as SharedFunction;
      const options: RemoteMethodOptions = {
        accepts,
        returns,
        ...(http === undefined ? {} : { http }),
        ...(description === undefined ? {} : { description }),
      };
      const method = declaredMethod(`prototype.__${name}__${relation.name}`, options, relation.modelFrom, (owner) => {
        const accessor = (owner as Record<string, unknown>)[relation.name];
        return { fn: (accessor as Record<string, unknown>)[name], self: accessor };
      });
      return { ...method, relation };
    });
}

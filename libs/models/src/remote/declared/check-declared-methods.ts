import type { AnyModel } from '../../model/model.js';
import type { RemoteMethod } from '../remote-method.js';
import { declaredMethods } from './declared-methods.js';

/**
 * Refuses declarations that cannot be understood, and those without a function.
 *
 * @param isProvided - whether something else runs the method: a controller of the host's
 */
export function checkDeclaredMethods(
  models: readonly AnyModel[],
  isProvided: (model: AnyModel, method: RemoteMethod) => boolean,
): void {
  const problems = models.flatMap((model) => {
    const missing = declaredMethods(model).filter(
      (method) => !isProvided(model, method) && typeof functionOf(model, method) !== 'function',
    );
    return missing.map(({ name }) => describe(model, name));
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function describe({ modelName, core }: AnyModel, method: string): string {
  const file = core.schema.definition.source?.file;
  const where = file === undefined ? '' : ` (${file})`;
  return `Model "${modelName}"${where} declares the remote method "${method}", but there is no such function: a script or a controller has to define ${modelName}.${method}.`;
}

function functionOf(model: AnyModel, { name, isStatic }: RemoteMethod): unknown {
  const functions = (isStatic ? model : model.prototype) as unknown as Record<string, unknown>;
  return functions[isStatic ? name : name.slice('prototype.'.length)];
}

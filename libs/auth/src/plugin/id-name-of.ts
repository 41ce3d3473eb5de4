import type { AnyModel } from '@loopnest/models';

/** Name of the property that identifies the rows of a model. */
export function idNameOf(model: AnyModel): string {
  return model.getIdName() ?? 'id';
}

import type { GivenChange } from './parse-change.js';
import { changeId } from './revision.js';
import type { TrackedModel } from './tracked-model.js';

/** A change of another side, as an instance of the model of changes. */
export function makeChange({ model, changes }: TrackedModel, change: GivenChange): object {
  const { modelName = model.modelName, modelId } = change;
  return new changes({ ...change, id: changeId(modelName, modelId), modelName });
}

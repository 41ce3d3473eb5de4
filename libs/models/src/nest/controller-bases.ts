import type { AnyModel } from '../model/model.js';
import { KeyValueModelController } from './key-value-model.controller.js';
import { PersistedModelController } from './persisted-model.controller.js';

const BASES = [PersistedModelController, KeyValueModelController] as const;

/** The class that the generated controller of a model extends. */
export function controllerBaseOf(model: AnyModel): (typeof BASES)[number] {
  return model.prototype instanceof model.registry.KeyValueModel ? KeyValueModelController : PersistedModelController;
}

/** Whether something is made of a class that generated controllers extend. */
export function isModelController(candidate: unknown): boolean {
  return BASES.some((base) => candidate instanceof base);
}

/** Whether a function of a controller is that of a generated one. */
export function isGenerated(name: string, fn: unknown): boolean {
  return BASES.some(({ prototype }) => (prototype as unknown as Record<string, unknown>)[name] === fn);
}

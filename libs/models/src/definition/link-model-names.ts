import type { ModelDefinition } from './model-definition.js';
import { toPlainObject } from './plain-object.js';

/** The names that link models of a definition's hasAndBelongsToMany relations may get: they are made with the relations. */
export function linkModelNames({ name, settings }: ModelDefinition): readonly string[] {
  return Object.values(toPlainObject(settings['relations'])).flatMap((written) => {
    const { type, model, through, throughTable } = toPlainObject(written);
    if (String(type).toLowerCase() !== 'hasandbelongstomany' || isName(through)) return [];
    if (isName(throughTable)) return [throughTable];
    return isName(model) ? [name + model, model + name] : [];
  });
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

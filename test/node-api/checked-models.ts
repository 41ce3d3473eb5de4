import type { ModelClass } from '@loopnest/models';
import type { TestModels } from './use-models.js';

/** What tests of checks keep. */
export interface Guest {
  id: number;
  name: string;
  email: string;
  house: string;
  beds: number;
  arrival: Date;
  info: unknown;
}

const properties = {
  name: 'string',
  email: 'string',
  house: 'string',
  beds: 'number',
  arrival: 'date',
  info: 'object',
};

let made = 0;

/** A model of its own, as what is registered for one stays. */
export function newGuestModel(models: TestModels, settings: Record<string, unknown> = {}): ModelClass<Guest> {
  const definition = { properties, ...settings, name: `Guest${String(++made)}` };
  const model = models.app.registry.createModel(definition);
  return models.app.model(model, { dataSource: 'db' }) as unknown as ModelClass<Guest>;
}

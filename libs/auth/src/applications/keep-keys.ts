import type { AnyModel, HookContext, ModelInstance, OperationOptions } from '@loopnest/models';
import { KEY_NAMES, makeApplicationId, makeKeys } from './application-keys.js';
import type { ClientApplicationData } from './client-application.js';

/** In the options of the one call that may change keys. */
const RESETTING = Symbol('resetting');

type Instance = ModelInstance<ClientApplicationData>;

/** Options by which {@link keepKeys} lets keys be written. */
export function withNewKeys(options: OperationOptions = {}): OperationOptions {
  return { ...options, [RESETTING]: true } as OperationOptions;
}

/**
 * Makes the keys of an application when it is created. From then on they stay, whatever is written: a change leaves out the
 * keys that it has, and a replacement does not touch those that are stored, nor the time of creation. Descendants inherit it.
 */
export function keepKeys(model: AnyModel): void {
  model.observe('before save', ({ instance, isNewInstance, data, options }: HookContext) => {
    if (instance === undefined) {
      if (data !== undefined && !(RESETTING in options))
        for (const name of KEY_NAMES) Reflect.deleteProperty(data, name);
    } else if (isNewInstance === true) complete(instance as Instance);
    else {
      const application = instance as Instance;
      for (const name of [...KEY_NAMES, 'created'] as const) application.unsetAttribute(name);
      application.modified = new Date();
    }
    return Promise.resolve();
  });
  // What was not touched is answered all the same.
  model.observe('after save', async ({ Model, instance, options }: HookContext) => {
    const application = instance as Instance | undefined;
    if (application === undefined || application.created !== undefined) return;
    const kept = [...KEY_NAMES, 'created'] as const;
    const stored = (await find(Model, application.id, options)) as Partial<ClientApplicationData> | null;
    for (const name of kept) application.setAttribute(name, stored?.[name] ?? null);
  });
}

function complete(application: Instance): void {
  // As LoopBack has it, an empty id is none.
  if (application.id === undefined || application.id === null || application.id === '')
    application.id = makeApplicationId();
  const now = new Date();
  application.setAttributes({ ...makeKeys(), created: now, modified: now });
}

function find(model: AnyModel, id: string, { transaction }: OperationOptions): Promise<object | null> {
  const { findById } = model as unknown as {
    findById(id: unknown, filter: object, options: object): Promise<object | null>;
  };
  return findById.call(model, id, {}, transaction === undefined ? {} : { transaction });
}

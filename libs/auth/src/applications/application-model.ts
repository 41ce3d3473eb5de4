import { type AnyModel, type Callback, type HookContext, LoopnestError, settle, splitCallback } from '@loopnest/models';
import { makeKeys } from './application-keys.js';
import type { AuthenticatedApplication, ClientApplication, ClientApplicationClass } from './client-application.js';
import { hideKeys } from './hide-keys.js';
import { keepKeys, withNewKeys } from './keep-keys.js';
import { matchKey } from './match-key.js';

type Options = Readonly<Record<string, unknown>>;

/** Gives the model `Application`, and each descendant, its behaviour. */
export function setUpApplication(model: AnyModel, justMade: WeakSet<object>): void {
  hideKeys(model, justMade);
  // Settings may come with the attachment.
  model.once('attached', () => hideKeys(model, justMade));
  if (model.base?.modelName !== 'PersistedModel') return;
  keepKeys(model);
  model.observe('after save', ({ instance, isNewInstance }: HookContext) => {
    if (isNewInstance === true) justMade.add(instance as object);
    return Promise.resolve();
  });
  addCalls(model);
}

function addCalls(model: AnyModel): void {
  Object.assign(model, {
    register(this: ClientApplicationClass, owner: string, name: string, ...rest: readonly unknown[]) {
      const { values, callback } = splitCallback<ClientApplication>(rest);
      const [options] = values;
      return settle(register(this, owner, name, isOptions(options) ? options : {}), callback);
    },
    resetKeys(this: ClientApplicationClass, id: string, callback?: Callback<ClientApplication>) {
      return settle(resetKeysOf(this, id), callback);
    },
    authenticate(
      this: ClientApplicationClass,
      id: string,
      key: string,
      callback?: Callback<AuthenticatedApplication | null>,
    ) {
      return settle(authenticate(this, id, key), callback);
    },
  });
  Object.assign(model.prototype, {
    resetKeys(this: ClientApplication, callback?: Callback<ClientApplication>) {
      return settle(resetKeys(this), callback);
    },
  });
}

function isOptions(value: unknown): value is Options {
  return typeof value === 'object' && value !== null;
}

async function register(
  model: ClientApplicationClass,
  owner: string,
  name: string,
  options: Options,
): Promise<ClientApplication> {
  if (!owner) throw new LoopnestError(400, 'owner is required');
  if (!name) throw new LoopnestError(400, 'name is required');
  return (await model.create({ ...options, owner, name })) as ClientApplication;
}

async function resetKeysOf(model: ClientApplicationClass, id: string): Promise<ClientApplication> {
  const application = (await model.findById(id)) as ClientApplication | null;
  if (application === null)
    throw new LoopnestError(404, `Unknown "${model.modelName}" id "${id}".`, { code: 'MODEL_NOT_FOUND' });
  return application.resetKeys();
}

async function resetKeys(application: ClientApplication): Promise<ClientApplication> {
  return (await application.updateAttributes(
    { ...makeKeys(), modified: new Date() },
    withNewKeys(),
  )) as ClientApplication;
}

async function authenticate(
  model: ClientApplicationClass,
  id: string,
  key: string,
): Promise<AuthenticatedApplication | null> {
  const application = (await model.findById(id)) as ClientApplication | null;
  const keyType = matchKey({ ...application?.toObject() }, key);
  return application === null || keyType === undefined ? null : { application, keyType };
}

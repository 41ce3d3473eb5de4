import type { HookContext } from '@loopnest/models';
import type { UserClass } from '../user.js';
import { asRegistration, guardedProperties, withoutGuarded } from './guarded-properties.js';
import { isAsSent } from './of-body.js';
import { storedUsers } from './stored-users.js';

/** Keeps what a client may not set out of what is stored, where it was not known before whether a user is registered. */
export function guardBodies(model: UserClass): void {
  model.observe('before save', async (context: HookContext) => {
    const { Model, instance, data, isNewInstance, options } = context;
    if (!isAsSent(options)) return;
    if (instance === undefined) {
      if (data !== undefined) context.data = withoutGuarded(data, Model);
    } else if (isNewInstance === true) register(instance as Values);
    else await keepStored(instance as Values, context);
  });
}

type Values = Record<string, unknown>;

function register(user: Values): void {
  const { emailVerified } = asRegistration({ emailVerified: user['emailVerified'] });
  user['emailVerified'] = emailVerified;
  user['verificationToken'] = undefined;
}

// A replacement would set to null what it does not name.
async function keepStored(user: Values, context: HookContext): Promise<void> {
  const [stored] = (await storedUsers(context)) as unknown as readonly Values[];
  if (stored === undefined) return;
  for (const name of guardedProperties(context.Model)) user[name] = stored[name] ?? undefined;
}

import type { RemoteContext } from '@loopnest/models';
import type { AccessToken } from '../../tokens/access-token.js';
import { asRemote } from '../passwords/reset-request.js';
import type { Credentials, UserClass } from '../user.js';
import { withoutMail } from '../verification/held-back.js';
import { accountOf, accountOfId } from './account-of.js';
import type { Throttle } from './throttle.js';

type Hook = (context: RemoteContext) => Promise<void>;

/** Counts, over REST, what is tried in vain or costs a mail. Calls in Node are not counted. */
export function throttleMethods(model: UserClass, throttle: Throttle): void {
  throttleLogin(model, throttle);
  throttleChangePassword(model, throttle);
  throttleMails(model, throttle);
}

function throttleLogin(model: UserClass, throttle: Throttle): void {
  before(model, 'login', async (context) => {
    if (!throttle.isOn) return;
    const credentials = (context.args['credentials'] ?? {}) as Credentials;
    await throttle.check(context, await accountOf(model, credentials));
  });
  after(model, 'login', async (context) => {
    try {
      await throttle.succeed(context);
    } catch (error) {
      await (context.result as Partial<AccessToken> | undefined)?.destroy?.();
      throw error;
    }
  });
  afterError(model, 'login', async (context) => {
    if (codeOf(context) === 'LOGIN_FAILED') await throttle.count(context);
  });
}

function throttleChangePassword(model: UserClass, throttle: Throttle): void {
  before(model, 'changePassword', async (context) => {
    const id = context.args['id'];
    await throttle.check(context, id === undefined ? undefined : accountOfId(model, id));
  });
  afterError(model, 'changePassword', async (context) => {
    if (codeOf(context) === 'INVALID_PASSWORD') await throttle.count(context);
  });
}

function throttleMails(model: UserClass, throttle: Throttle): void {
  before(model, 'resetPassword', async (context) => {
    const options = (context.args['options'] ?? {}) as Credentials;
    if (throttle.isOn) await countReset(model, throttle, context, options);
    context.args['options'] = asRemote(options, () => throttle.isMailed(context, 'reset'));
  });
  before(model, 'prototype.verify', async (context) => {
    if (!throttle.isOn) return;
    const user = context.instance as { getId(): unknown };
    await throttle.check(context, accountOfId(model, user.getId()));
    await throttle.count(context);
    const isHeldBack = await throttle.isMailed(context, 'verify');
    if (isHeldBack) context.args['options'] = withoutMail(context.args['options'] as object);
  });
}

async function countReset(
  model: UserClass,
  throttle: Throttle,
  context: RemoteContext,
  { email, realm }: Credentials,
): Promise<void> {
  const account = await accountOf(model, { email, realm });
  await throttle.check(context, account);
  if (account !== undefined) await throttle.count(context);
}

function codeOf({ error }: RemoteContext): unknown {
  return (error as { code?: unknown } | undefined)?.code;
}

function before(model: UserClass, method: string, hook: Hook): void {
  model.beforeRemote(method, hook as never);
}

function after(model: UserClass, method: string, hook: Hook): void {
  model.afterRemote(method, hook as never);
}

function afterError(model: UserClass, method: string, hook: Hook): void {
  model.afterRemoteError(method, hook as never);
}

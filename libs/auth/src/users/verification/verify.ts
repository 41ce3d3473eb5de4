import type { OperationOptions } from '@loopnest/models';
import { readFile } from 'node:fs/promises';
import { checkHeaders } from '../../mail/check-headers.js';
import { renderVerificationMail } from '../../mail/render-verification-mail.js';
import type { AuthState } from '../../plugin/auth-state.js';
import type { User, UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';
import { isHeldBack } from './held-back.js';
import { storeVerification } from './verification-token.js';
import { publicAddress, verifyLink, withToken } from './verify-link.js';
import { callBack, type VerifyMailer, type VerifyOptions } from './verify-options.js';

/** What became of a verification. */
export interface Verification {
  /** What the mailer answered. */
  readonly email: unknown;
  /** What the link of the mail proves the e-mail with. */
  readonly token: string;
  /** Id of the user. */
  readonly uid: unknown;
}

/** Makes a token, stores what can be stored of it, and sends the user a mail with a link that proves the e-mail. */
export async function verify(
  user: User,
  given: VerifyOptions | undefined,
  options: OperationOptions | undefined,
  state: AuthState,
): Promise<Verification> {
  const model = user.constructor as unknown as UserClass;
  if (isHeldBack(options)) return { email: undefined, token: '', uid: user.getId() };
  const verifyOptions = complete(user, given ?? model.getVerifyOptions());
  const mailer = requireMailer(verifyOptions.mailer ?? mailerOf(model, state));
  checkHeaders(verifyOptions);
  const generate = verifyOptions.generateVerificationToken ?? model.generateVerificationToken;
  const token = String(await callBack(generate, model, user, options));
  const expires = Date.now() + userSettings(model).verificationTokenTTL * 1000;
  const stored = storeVerification({ token, email: user.email, expires, redirect: verifyOptions.redirect });
  await user.patchAttributes({ verificationToken: stored }, { ...options, validate: false });
  const verifyHref = withToken(verifyOptions.verifyHref, token);
  const mail = await render({ ...verifyOptions, verifyHref, verificationToken: token }, options);
  const email = await callBack(mailer.send, mailer, mail, options);
  return { email, token, uid: user.getId() };
}

type CompleteOptions = VerifyOptions & {
  readonly redirect: string;
  readonly verifyHref: string;
  readonly user: User;
};

function complete(user: User, given: VerifyOptions): CompleteOptions {
  const model = user.constructor as unknown as UserClass;
  const redirect = given.redirect || '/';
  const address = publicAddress(model, given);
  const options = {
    ...given,
    ...address,
    redirect,
    user,
    to: given.to || user.email,
    subject: given.subject || 'Thanks for Registering',
    headers: given.headers ?? {},
    verifyHref: given.verifyHref || verifyLink(user, address, redirect),
  };
  const { type, to, from } = options;
  if (type !== 'email') throw new TypeError(`verifyOptions.type is ${String(type)}; it must be email`);
  if (!to) throw new TypeError('verifyOptions.to is required where the user has no e-mail');
  if (!from) throw new TypeError('verifyOptions.from is required');
  return options;
}

function mailerOf(model: UserClass, state: AuthState): unknown {
  return (model as { email?: unknown }).email ?? state.modelFor('Email');
}

function requireMailer(mailer: unknown): VerifyMailer {
  if (typeof (mailer as VerifyMailer | undefined)?.send === 'function') return mailer as VerifyMailer;
  throw new TypeError('verifyOptions.mailer needs a function send(verifyOptions, options?, callback)');
}

async function render(mail: CompleteOptions, options: OperationOptions | undefined): Promise<VerifyOptions> {
  const { template, templateFn } = mail;
  const page = template === undefined ? undefined : await readFile(template, 'utf8');
  const bodies = renderVerificationMail(mail, page);
  const own = { ...mail, text: bodies.text };
  return { ...own, html: templateFn === undefined ? bodies.html : await callBack(templateFn, undefined, own, options) };
}

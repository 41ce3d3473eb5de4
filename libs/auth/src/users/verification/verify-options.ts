import type { User } from '../user.js';

type Callback = (error: unknown, value?: unknown) => void;

/** What sends the mails of verifications: the model `Email`, for example. */
export interface VerifyMailer {
  send: (...parameters: never[]) => unknown;
}

/** How an e-mail is verified (the chapter on built-in models, 1.8). */
export interface VerifyOptions {
  readonly type?: 'email';
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  /** `{href}` in it becomes the link. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the confirmation leads to. */
  readonly redirect?: string;
  readonly protocol?: string;
  readonly host?: string;
  readonly port?: number | string;
  readonly restApiRoot?: string;
  /** The link, without the token. */
  readonly verifyHref?: string;
  /** A file of the page that is sent. */
  readonly template?: string;
  /** Makes the page: `(verifyOptions, options?, callback)`. */
  readonly templateFn?: (...parameters: never[]) => unknown;
  /** Makes the token: `(user, options?, callback)`. */
  readonly generateVerificationToken?: (user: User, ...rest: never[]) => unknown;
  readonly mailer?: VerifyMailer;
  readonly [name: string]: unknown;
}

/**
 * Calls a function of an application's that ends by a callback or a promise, with the options of the call where it takes
 * three parameters.
 */
export function callBack(fn: unknown, self: unknown, first: unknown, options: unknown): Promise<unknown> {
  const call = fn as (...parameters: unknown[]) => unknown;
  return new Promise((resolve, reject) => {
    const done: Callback = (error, value) =>
      error === undefined || error === null ? resolve(value) : reject(error as Error);
    const returned = call.length === 3 ? call.call(self, first, options, done) : call.call(self, first, done);
    if (returned instanceof Promise) returned.then(resolve, reject);
  });
}

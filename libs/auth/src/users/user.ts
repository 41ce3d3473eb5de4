import type { AnyModel, ModelClass, ModelInstance } from '@loopnest/models';
import type { AccessToken } from '../tokens/access-token.js';
import type { ResetOptions } from './passwords/reset-password.js';
import type { Verification } from './verification/verify.js';
import type { VerifyOptions } from './verification/verify-options.js';

type Done<T> = (error: unknown, value?: T) => void;

/** The data of a user. */
export interface UserData {
  id: number | string;
  realm?: string | null;
  username?: string | null;
  /** What is stored of the password; the password itself between the setting and the saving of a new one. */
  password: string;
  email: string;
  emailVerified?: boolean | null;
  /** What is stored of the token that proves the e-mail. */
  verificationToken?: string | null;
}

/** What an instance of a user model can do beside holding data. */
export interface UserMethods {
  /** Logs the user in: makes a token that lives so many seconds, or has these properties. */
  createAccessToken(data?: unknown, options?: unknown, callback?: Done<AccessToken>): Promise<AccessToken>;
  hasPassword(plain: unknown, callback?: Done<boolean>): Promise<boolean>;
  changePassword(
    oldPassword: unknown,
    newPassword: unknown,
    options?: unknown,
    callback?: Done<undefined>,
  ): Promise<void>;
  setPassword(newPassword: unknown, options?: unknown, callback?: Done<undefined>): Promise<void>;
  /** Sends the user a mail with a link that proves the e-mail. */
  verify(verifyOptions?: VerifyOptions, options?: unknown, callback?: Done<Verification>): Promise<Verification>;
  readonly accessTokens: {
    create(data: Readonly<Record<string, unknown>>, options?: unknown): Promise<AccessToken>;
  };
}

/** An instance of a user model, with the data that the model adds. */
export type User<Data extends object = Record<never, never>> = ModelInstance<UserData & UserMethods & Data>;

/** What a login names. */
export interface Credentials {
  readonly email?: unknown;
  readonly username?: unknown;
  readonly password?: unknown;
  readonly realm?: unknown;
  readonly ttl?: unknown;
}

/** Who a login is about: what a user has to have. */
export interface UserQuery {
  readonly email?: unknown;
  readonly username?: unknown;
  readonly realm?: unknown;
}

/**
 * A user model: `User`, or a descendant with data of its own.
 *
 * @example
 * constructor(@InjectModel('Member') private readonly Member: UserClass<{ name: string }>) {}
 */
export type UserClass<Data extends object = Record<never, never>> = AnyModel &
  ModelClass<UserData & UserMethods & Data> & {
    login(credentials: Credentials, include?: unknown, callback?: Done<AccessToken>): Promise<AccessToken>;
    logout(tokenId: unknown, callback?: Done<undefined>): Promise<void>;
    normalizeCredentials(credentials: unknown, realmRequired?: boolean, realmDelimiter?: string): UserQuery;
    hashPassword(plain: unknown): Promise<string>;
    /** @throws LoopnestError 422 */
    validatePassword(plain: unknown): void;
    confirm(uid: unknown, token: unknown, redirect?: unknown, callback?: Done<undefined>): Promise<void>;
    getVerifyOptions(): VerifyOptions;
    generateVerificationToken(user: User, options?: unknown, callback?: Done<string>): Promise<string>;
    resetPassword(options: ResetOptions, callback?: Done<undefined>): Promise<void>;
    changePassword(
      id: unknown,
      oldPassword: unknown,
      newPassword: unknown,
      options?: unknown,
      callback?: Done<undefined>,
    ): Promise<void>;
    setPassword(id: unknown, newPassword: unknown, options?: unknown, callback?: Done<undefined>): Promise<void>;
  };

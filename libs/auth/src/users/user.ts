import type { AnyModel, ModelClass, ModelInstance } from '@loopnest/models';
import type { AccessToken } from '../tokens/access-token.js';

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
  createAccessToken(ttl: unknown, options?: unknown, callback?: Done<AccessToken>): Promise<AccessToken>;
  hasPassword(plain: unknown, callback?: Done<boolean>): Promise<boolean>;
  readonly accessTokens: {
    create(data: Readonly<Record<string, unknown>>, options?: unknown): Promise<AccessToken>;
  };
}

/** An instance of a user model. */
export type User = ModelInstance<UserData> & UserMethods;

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

/** A user model: `User`, or a descendant. */
export type UserClass = AnyModel &
  ModelClass<UserData> & {
    login(credentials: Credentials, include?: unknown, callback?: Done<AccessToken>): Promise<AccessToken>;
    logout(tokenId: unknown, callback?: Done<undefined>): Promise<void>;
    normalizeCredentials(credentials: unknown, realmRequired?: boolean, realmDelimiter?: string): UserQuery;
    hashPassword(plain: unknown): Promise<string>;
    /** @throws LoopnestError 422 */
    validatePassword(plain: unknown): void;
  };

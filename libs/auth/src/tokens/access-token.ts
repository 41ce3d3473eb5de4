import type { AnyModel, ModelClass } from '@loopnest/models';

/** An instance of a token model. */
export interface AccessToken {
  /** The secret, where the instance was just made or was found by it; else what the token is addressed by. */
  id: string;
  /** Seconds that it lives; -1 for one that never ends. */
  ttl: number;
  created: Date;
  scopes?: string[] | null;
  userId?: number | string | null;
  /** Name of the user model, where there are several. */
  principalType?: string | null;
  /** Where the token model has it: the application that the token speaks for. */
  appId?: string | null;
  /** Whether it has not ended; deletes it where it has. */
  validate(callback?: (error: unknown, isValid?: boolean) => void): Promise<boolean>;
  destroy(options?: object): Promise<unknown>;
  toObject(): Record<string, unknown>;
}

/** A token model: `AccessToken`, or a descendant. */
export type AccessTokenClass = AnyModel &
  ModelClass<Record<string, unknown>> & {
    /** The token of strangers. */
    readonly ANONYMOUS: AccessToken;
    /** Makes a secret; may be overridden. */
    createAccessTokenId(callback?: (error: unknown, id?: string) => void): Promise<string>;
    /**
     * The token of a secret, or of the first of several that is known; `undefined` for unknown ones. Rejects for one that has
     * ended: 401 `INVALID_TOKEN`.
     */
    resolve(id: unknown, callback?: (error: unknown, token?: AccessToken) => void): Promise<AccessToken | undefined>;
    /** The token of a request; `undefined` where it has none that is known. */
    findForRequest(req: object, ...rest: unknown[]): Promise<AccessToken | undefined>;
    /** What a request says its token is. */
    getIdForRequest(req: object, options?: object): string | undefined;
  };

/** Where tokens are looked for, and what they mean: the params of LoopBack's `loopback#token` (the chapter on auth, 2.2). */
export interface TokenOptions {
  /** More parameters of path, parsed body and query, looked at before `access_token`. */
  readonly params?: readonly string[];
  /** More headers, looked at before `X-Access-Token` and `Authorization`. */
  readonly headers?: readonly string[];
  /** More signed cookies, looked at before `access_token` and `authorization`. */
  readonly cookies?: readonly string[];
  /** `false`: only the names above. */
  readonly searchDefaultTokenKeys?: boolean;
  /** `false`: what follows `Bearer ` is the token and nothing else. */
  readonly bearerTokenBase64Encoded?: boolean;
  /** `false`: the query is not looked at, so that no token ends up in the log of a proxy. */
  readonly query?: boolean;
  /** A token model, or its name. */
  readonly model?: unknown;
  /** A whole segment of the path that stands for the id of the user: `me`. A value that is not a text counts as `me`. */
  readonly currentUserLiteral?: unknown;
  /** Looks again although something before has looked. */
  readonly enableDoublecheck?: boolean;
  /** With `enableDoublecheck`: also where that found a token. */
  readonly overwriteExistingToken?: boolean;
}

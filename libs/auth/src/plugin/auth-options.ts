import type { PrincipalSource } from '../access/principal-source.js';
import type { TokenOptions } from '../tokens/token-options.js';

/**
 * Where rules are asked. `loopback`: for the method that is called, and nothing else. `strict`: also for what is reached
 * through it by relations and includes, and lists are narrowed to the rows that the caller owns where the rules let owners in.
 */
export type CheckAccess = 'loopback' | 'strict';

/** How access control is brought to an application. */
export interface AuthOptions {
  /** Where tokens are looked for. */
  readonly token?: TokenOptions;
  /** Says who is asking, in place of access tokens. */
  readonly principalSource?: PrincipalSource;
  /** Default: `loopback`; `strict` with `AuthModule`. A model may say otherwise by its setting of this name. */
  readonly checkAccess?: CheckAccess;
}

import type { TokenOptions } from '../tokens/token-options.js';

/** How access control is brought to an application. */
export interface AuthOptions {
  /** Where tokens are looked for. */
  readonly token?: TokenOptions;
}

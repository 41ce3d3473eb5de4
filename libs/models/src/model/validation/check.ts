import type { ModelCore } from '../model-core.js';
import type { OperationOptions } from '../operations/operation-options.js';
import type { CheckOptions } from './check-options.js';

/** Says that a check has failed, and how: without a kind where there is only one way. */
export type Fail = (kind?: unknown) => void;

/** What is checked. */
export interface CheckSubject {
  readonly instance: object;
  readonly core: ModelCore;
  /** The instance is to be created. */
  readonly isNew: boolean;
  /** It is a value within another instance. */
  readonly isEmbedded: boolean;
  /** Options of the operation. */
  readonly options: OperationOptions;
}

/** A check of one property, as a script or a definition has registered it. */
export interface Check {
  readonly property: string;
  /** What it is called in `details.codes`. */
  readonly name: string;
  readonly options: CheckOptions;
  /** It may end later: it runs after all others, beside its like. */
  readonly isAsync: boolean;
  /** Calls `fail` as often as something is wrong; done when it returns, or when the promise that it returns is kept. */
  run(value: unknown, fail: Fail, subject: CheckSubject): unknown;
}

import type { Attack } from './attack.js';

/** Requests that belong together, and the tables that they may change. */
export interface AttackGroup {
  readonly name: string;
  readonly changes: readonly string[];
  run(attack: Attack): Promise<void>;
}

import type { ModelCore } from '../model-core.js';

/** A change of stored data, as the change stream tells it (the chapter on REST, section 9). */
export type Change =
  | { readonly kind: 'create' | 'update'; readonly instance: object }
  | { readonly kind: 'updateAll'; readonly where: unknown; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'remove'; readonly id?: unknown; readonly where: unknown };

/** Tells those who listen to the model's changes; nothing where nobody does. */
export function announce(core: ModelCore, change: Change): void {
  if (core.events.listenerCount('change') > 0) core.events.emit('change', change);
}

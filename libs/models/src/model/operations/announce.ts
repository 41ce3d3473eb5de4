import type { ModelCore } from '../model-core.js';

/** A change of stored data, as the change stream tells it (the chapter on REST, section 9). */
export type Change =
  | { readonly kind: 'create' | 'update'; readonly instance: object }
  | { readonly kind: 'updateAll'; readonly where: unknown; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'remove'; readonly id?: unknown; readonly where: unknown };

/** Tells those who listen to the model's changes. The change is stored: a listener that fails does not fail it any more. */
export function announce(core: ModelCore, change: Change): void {
  if (core.events.listenerCount('change') === 0) return;
  try {
    core.events.emit('change', change);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    core.registry.warn(`A listener to changes of "${core.schema.name}" failed: ${what}`);
  }
}

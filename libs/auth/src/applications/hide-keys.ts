import type { AnyModel } from '@loopnest/models';
import { KEY_NAMES } from './application-keys.js';

/**
 * With the setting `showKeys: false`, hides the keys, so that they are neither answered nor asked for; the answer to the
 * creation, the only one that its maker can learn them from, shows them.
 *
 * @param justMade - the instances that were created, and not read
 */
export function hideKeys(model: AnyModel, justMade: WeakSet<object>): void {
  if (model.settings['showKeys'] !== false) return;
  const hidden: unknown = model.settings['hidden'];
  model.settings['hidden'] = [...new Set([...(Array.isArray(hidden) ? (hidden as unknown[]) : []), ...KEY_NAMES])];
  const { toJSON } = model.prototype;
  model.prototype.toJSON = function (this: InstanceType<AnyModel>) {
    const shown = toJSON.call(this);
    if (!justMade.has(this)) return shown;
    const all = this.toObject();
    return Object.fromEntries(
      Object.entries(all).filter(([name]) => name in shown || KEY_NAMES.some((key) => key === name)),
    );
  };
}

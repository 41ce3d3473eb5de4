import type { HookContext } from '@loopnest/models';
import type { UserClass } from '../user.js';

/** Stores nothing for an empty username: several users may have none, which a unique index would not let be. */
export function storeNoEmptyNames(model: UserClass): void {
  model.observe('persist', ({ data }: HookContext) => {
    if (data?.['username'] === '') data['username'] = null;
    return Promise.resolve();
  });
}

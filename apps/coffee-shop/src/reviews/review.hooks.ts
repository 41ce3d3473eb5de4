import { BeforeSave, type HookContext, ModelHooks } from '@loopnest/models';
import type { Review } from './review.js';

@ModelHooks('Review')
export class ReviewHooks {
  /** A new review is of whoever writes it, by whatever route it comes and whatever its body says. */
  @BeforeSave()
  sign({ instance, isNewInstance, options }: HookContext): void {
    const { accessToken } = options as { accessToken?: { userId: number } | null };
    if (isNewInstance === true && accessToken) (instance as unknown as Review).reviewerId = accessToken.userId;
  }
}

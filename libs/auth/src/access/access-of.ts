import type { AnyModel } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { AccessContext, type AccessContextOptions } from './access-context.js';

/** An access as code describes it: the model may be given by its name. */
export interface AccessDescription extends Omit<AccessContextOptions, 'model'> {
  readonly model?: AnyModel | string | undefined;
}

export function accessOf(description: AccessContext | AccessDescription, { registry }: AuthState): AccessContext {
  if (description instanceof AccessContext) return description;
  const { model, ...rest } = description;
  return new AccessContext({ ...rest, ...(model === undefined ? {} : { model: registry.getModel(model) }) });
}

import type { AnyModel } from '@loopnest/models';

/**
 * A where for the tokens of users of one model.
 *
 * @param ids - an id, or operators
 */
export function tokensWhere(model: AnyModel, ids: unknown): Record<string, unknown> {
  const { keyTo = 'userId', polymorphic } = model.relations['accessTokens'] ?? {};
  return { ...(polymorphic === undefined ? {} : { [polymorphic.discriminator]: model.modelName }), [keyTo]: ids };
}

import type { AnyModel, OperationOptions } from '@loopnest/models';
import type { AuthState } from '../../plugin/auth-state.js';
import { tokensWhere } from '../sessions/tokens-where.js';

/** Ids that go into one statement. */
const AT_ONCE = 500;

/**
 * Ends the tokens of users.
 *
 * @param kept - what a token is stored as that goes on
 */
export async function endTokensOf(
  model: AnyModel,
  ids: readonly unknown[],
  { state, options, kept }: { readonly state: AuthState; readonly options: OperationOptions; readonly kept?: unknown },
): Promise<void> {
  const tokens = state.tokenModelOf(model);
  if (tokens.dataSource === undefined) return;
  const others = kept === undefined ? {} : { id: { neq: kept } };
  const { transaction } = options;
  const own = tokens.dataSource === model.dataSource && transaction !== undefined ? { transaction } : {};
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const where = { ...others, ...tokensWhere(model, { inq: ids.slice(start, start + AT_ONCE) }) };
    await tokens.destroyAll(where, own);
  }
}

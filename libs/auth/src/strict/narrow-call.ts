import { LoopnestError, type RemoteCall, Restriction } from '@loopnest/models';

/** Restricts the filter, or the where, that a call is made with. `false` where the call has none. */
export function narrowCall(call: RemoteCall, where: Readonly<Record<string, unknown>>): boolean {
  const { accepts, declaration, name } = call.method;
  const index = accepts.findIndex(({ type }) => type === 'filter' || type === 'where');
  const argument = accepts[index];
  if (argument === undefined || declaration !== undefined) return false;
  const given = [...(call.given ?? [])];
  const value = given[index];
  // As the method itself says; a hook must not fill in what is then not narrowed.
  if (name === 'updateAll' && (value === undefined || value === null))
    throw new LoopnestError(400, 'The where argument must be an object');
  const restriction = new Restriction(where);
  if (argument.type === 'where') given[index] = within(restriction, value);
  else given[index] = { ...(value as object | undefined), where: within(restriction, whereOf(value)) };
  call.given = given;
  return true;
}

function whereOf(filter: unknown): unknown {
  return typeof filter === 'object' && filter !== null && 'where' in filter ? filter.where : undefined;
}

function within(restriction: Restriction, where: unknown): unknown {
  return { and: [restriction, where ?? {}] };
}

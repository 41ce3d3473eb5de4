import { type RemoteCall, Restriction } from '@loopnest/models';

/** Restricts the filter, or the where, that a call is made with. `false` where the call has none. */
export function narrowCall(call: RemoteCall, where: Readonly<Record<string, unknown>>): boolean {
  const { accepts, declaration, name } = call.method;
  const index = accepts.findIndex(({ type }) => type === 'filter' || type === 'where');
  const argument = accepts[index];
  if (argument === undefined || declaration !== undefined) return false;
  const given = [...(call.given ?? [])];
  const value = given[index];
  // A change without a where is refused, by the method.
  if (name === 'updateAll' && (value === undefined || value === null)) return true;
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

/** A rule for a role. */
export function rule(permission: string, principalId: string, rest: object = {}): object {
  return { principalType: 'ROLE', principalId, permission, ...rest };
}

/** Nobody but who is let in by another rule. */
export const CLOSED = rule('DENY', '$everyone');

/** A model of books, with rules. */
export function book(acls: readonly object[], rest: object = {}): object {
  return { name: 'Book', properties: { title: 'string' }, acls, ...rest };
}

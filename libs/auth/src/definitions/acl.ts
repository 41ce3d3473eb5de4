/** A rule that is stored. */
export const ACL_DEFINITION = {
  name: 'ACL',
  base: 'PersistedModel',
  // Without rules nobody may touch rules.
  defaultPermission: 'DENY',
  validateUpdate: true,
  validateUpsert: true,
  properties: {
    model: 'string',
    property: { type: 'string', default: '*' },
    accessType: { type: 'string', default: '*' },
    permission: 'string',
    principalType: 'string',
    principalId: 'string',
  },
} as const;

/** A name under which rules of the principal type `SCOPE` are kept. It has nothing to do with the scopes of tokens. */
export const SCOPE_DEFINITION = {
  name: 'Scope',
  base: 'PersistedModel',
  defaultPermission: 'DENY',
  properties: { name: { type: 'string', required: true }, description: 'string' },
} as const;

/** A user: who registers, logs in and owns. */
export const USER_DEFINITION = {
  name: 'User',
  base: 'PersistedModel',
  properties: {
    realm: 'string',
    username: 'string',
    password: { type: 'string', required: true },
    email: { type: 'string', required: true },
    emailVerified: 'boolean',
    verificationToken: 'string',
  },
  hidden: ['password', 'verificationToken'],
  caseSensitiveEmail: true,
  refuseHiddenPropertiesInQuery: true,
  validateUpsert: true,
  relations: {
    accessTokens: { type: 'hasMany', model: 'AccessToken', foreignKey: 'userId', options: { disableInclude: true } },
  },
  acls: [
    { principalType: 'ROLE', principalId: '$everyone', permission: 'DENY' },
    ...['create', 'login', 'logout', 'confirm'].map((property) => allow('$everyone', property)),
    ...['verify', 'resetPassword'].map((property) => allow('$everyone', property, 'EXECUTE')),
    ...['changePassword', 'setPassword'].map((property) => allow('$authenticated', property, 'EXECUTE')),
    ...['findById', 'patchAttributes', 'replaceById', 'deleteById'].map((property) => allow('$owner', property)),
  ],
} as const;

function allow(principalId: string, property: string, accessType?: string): Readonly<Record<string, unknown>> {
  return {
    principalType: 'ROLE',
    principalId,
    permission: 'ALLOW',
    property,
    ...(accessType === undefined ? {} : { accessType }),
  };
}

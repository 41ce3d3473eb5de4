/** What a client proves with who is asking. */
export const ACCESS_TOKEN_DEFINITION = {
  name: 'AccessToken',
  base: 'PersistedModel',
  properties: {
    id: { type: 'string', id: true, generated: false },
    ttl: { type: 'number', default: 1_209_600 },
    scopes: ['string'],
    created: { type: 'date', defaultFn: 'now' },
  },
  relations: { user: { type: 'belongsTo', model: 'User', foreignKey: 'userId' } },
  accessTokenIdLength: 64,
  disableInclude: true,
  acls: [{ principalType: 'ROLE', principalId: '$everyone', permission: 'DENY' }],
} as const;

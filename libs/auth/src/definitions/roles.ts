/** A static role. */
export const ROLE_DEFINITION = {
  name: 'Role',
  base: 'PersistedModel',
  // Without rules nobody may give himself a role.
  defaultPermission: 'DENY',
  validateUpsert: true,
  properties: {
    id: { type: 'number', id: true, generated: true },
    name: { type: 'string', required: true },
    description: 'string',
    created: { type: 'date', defaultFn: 'now' },
    modified: { type: 'date', defaultFn: 'now' },
  },
  relations: { principals: { type: 'hasMany', model: 'RoleMapping', foreignKey: 'roleId' } },
} as const;

/** Who is in a static role. */
export const ROLE_MAPPING_DEFINITION = {
  name: 'RoleMapping',
  base: 'PersistedModel',
  defaultPermission: 'DENY',
  validateUpdate: true,
  validateUpsert: true,
  properties: {
    id: { type: 'number', id: true, generated: true },
    principalType: 'string',
    principalId: { type: 'string', index: true },
  },
  relations: { role: { type: 'belongsTo', model: 'Role', foreignKey: 'roleId' } },
} as const;

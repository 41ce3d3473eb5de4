import type { AccessType } from '../access/access-type.js';

/** What a method of a relation is to the relation's target. */
export interface TargetMethod {
  readonly property: string;
  readonly accessType: AccessType;
  /** Which rows it is about: those of a list, the one that the path names, the one that is related, or one that is made. */
  readonly about: 'rows' | 'named' | 'related' | 'new';
}

const TO_MANY: Readonly<Record<string, TargetMethod>> = {
  get: { property: 'find', accessType: 'READ', about: 'rows' },
  count: { property: 'count', accessType: 'READ', about: 'rows' },
  delete: { property: 'destroyAll', accessType: 'WRITE', about: 'rows' },
  create: { property: 'create', accessType: 'WRITE', about: 'new' },
  findById: { property: 'findById', accessType: 'READ', about: 'named' },
  exists: { property: 'exists', accessType: 'READ', about: 'named' },
  updateById: { property: 'patchAttributes', accessType: 'WRITE', about: 'named' },
  destroyById: { property: 'deleteById', accessType: 'WRITE', about: 'named' },
  link: { property: 'findById', accessType: 'READ', about: 'named' },
  unlink: { property: 'findById', accessType: 'READ', about: 'named' },
};

const TO_ONE: Readonly<Record<string, TargetMethod>> = {
  get: { property: 'findById', accessType: 'READ', about: 'related' },
  create: { property: 'create', accessType: 'WRITE', about: 'new' },
  update: { property: 'patchAttributes', accessType: 'WRITE', about: 'related' },
  destroy: { property: 'deleteById', accessType: 'WRITE', about: 'related' },
};

/**
 * What a method of a relation (`prototype.__updateById__orders`) is to the target. One of the application's own is what reads,
 * or else what changes, whatever there is.
 */
export function targetMethod(name: string, accessType: AccessType, multiple: boolean): TargetMethod {
  const kind = /^prototype\.__([A-Za-z]+)__/.exec(name)?.[1] ?? '';
  const methods = multiple ? TO_MANY : TO_ONE;
  if (Object.hasOwn(methods, kind) && methods[kind] !== undefined) return methods[kind];
  return accessType === 'READ'
    ? { property: 'find', accessType: 'READ', about: 'rows' }
    : { property: 'updateAll', accessType: 'WRITE', about: 'rows' };
}

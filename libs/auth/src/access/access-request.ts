import type { Permission } from '../rules/permission.js';
import type { AccessType } from './access-type.js';
import type { Asked } from './asked.js';

/** What was asked for, and what is decided about it. */
export class AccessRequest {
  /** Name of the model. */
  readonly model: string;
  readonly property: string;
  readonly accessType: AccessType;
  readonly permission: Permission;
  readonly methodNames: readonly string[];

  constructor({ model, names, accessType }: Asked, permission: Permission = 'DEFAULT') {
    this.model = model;
    this.property = names.at(-1) ?? '*';
    this.accessType = accessType;
    this.permission = permission;
    this.methodNames = names;
  }

  /** Whether the caller is let in. */
  isAllowed(): boolean {
    return this.permission !== 'DENY';
  }

  /** Whether all models, all methods or all types are asked for. */
  isWildcard(): boolean {
    return [this.model, this.property, this.accessType].includes('*');
  }
}

import type { Permission } from '../rules/permission.js';
import { ALL } from '../rules/rule.js';
import type { AccessType } from './access-type.js';
import type { Asked } from './asked.js';

/** What an {@link AccessRequest} is made of; `*` where nothing is said. */
export interface AccessRequestOptions {
  readonly model?: string | undefined;
  readonly property?: string | undefined;
  readonly accessType?: AccessType | undefined;
  readonly permission?: Permission | undefined;
  /** All names of the method. */
  readonly methodNames?: readonly string[] | undefined;
}

/** What was asked for, and what is decided about it. */
export class AccessRequest {
  /** Name of the model. */
  readonly model: string;
  readonly property: string;
  readonly accessType: AccessType;
  readonly permission: Permission;
  readonly methodNames: readonly string[];

  constructor({ model, property, accessType, permission, methodNames }: AccessRequestOptions = {}) {
    this.model = model ?? ALL;
    this.property = property ?? ALL;
    this.accessType = accessType ?? ALL;
    this.permission = permission ?? 'DEFAULT';
    this.methodNames = methodNames ?? [this.property];
  }

  /** Whether the caller is let in. */
  isAllowed(): boolean {
    return this.permission !== 'DENY';
  }

  /** Whether all models, all methods or all types are asked for. */
  isWildcard(): boolean {
    return [this.model, this.property, this.accessType].includes(ALL);
  }
}

/** The request for a method, with what is decided about it. */
export function requestFor({ model, names, accessType }: Asked, permission: Permission): AccessRequest {
  return new AccessRequest({ model, property: names.at(-1), accessType, permission, methodNames: names });
}

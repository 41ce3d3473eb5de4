import { AccessRequest } from '../access/access-request.js';
import type { AccessType } from '../access/access-type.js';
import { askFor, type Asked } from '../access/asked.js';
import { isPermission } from './permission.js';
import { ALL, type Rule } from './rule.js';
import { scoreOf } from './score.js';

/** What rules are asked for, as code says it: an {@link AccessRequest}, or an object like one. */
export interface PermissionQuestion {
  readonly model?: string | undefined;
  readonly property?: string | undefined;
  readonly accessType?: AccessType | undefined;
  /** All names of the method. */
  readonly methodNames?: readonly string[] | undefined;
}

export function askedBy({ model = ALL, property = ALL, accessType = ALL, methodNames }: PermissionQuestion): Asked {
  return askFor(model, methodNames ?? [property], accessType);
}

/** The decision of rules that all apply to the caller; `DEFAULT` where none matches. */
export function resolvePermission(rules: readonly Rule[], question: PermissionQuestion): AccessRequest {
  const about = askedBy(question);
  const matching = rules
    .map((rule) => ({ permission: rule.permission, score: scoreOf(rule, about) ?? -1 }))
    .filter(({ score }) => score >= 0)
    .toSorted((a, b) => b.score - a.score);
  const request = new AccessRequest(about);
  const decisive = request.isWildcard() ? matching.find(({ permission }) => isPermission(permission)) : matching[0];
  return new AccessRequest(about, isPermission(decisive?.permission) ? decisive.permission : 'DEFAULT');
}

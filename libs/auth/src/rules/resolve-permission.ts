import { AccessRequest, type AccessRequestOptions, requestFor } from '../access/access-request.js';
import { askFor, type Asked } from '../access/asked.js';
import { isPermission } from './permission.js';
import type { Rule } from './rule.js';
import { scoreOf } from './score.js';

/** What code asks rules for. */
export function askedBy(question: AccessRequestOptions): Asked {
  const { model, methodNames, accessType } = new AccessRequest(question);
  return askFor(model, methodNames, accessType);
}

/** The decision of rules that all apply to the caller; `DEFAULT` where none matches. */
export function resolvePermission(rules: readonly Rule[], question: AccessRequestOptions): AccessRequest {
  const asked = askedBy(question);
  const matching = rules
    .map((rule) => ({ permission: rule.permission, score: scoreOf(rule, asked) ?? -1 }))
    .filter(({ score }) => score >= 0)
    .toSorted((a, b) => b.score - a.score);
  const isAboutAll = new AccessRequest(question).isWildcard();
  const decisive = isAboutAll ? matching.find(({ permission }) => isPermission(permission)) : matching[0];
  return requestFor(asked, isPermission(decisive?.permission) ? decisive.permission : 'DEFAULT');
}

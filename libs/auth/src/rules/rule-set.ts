import type { Asked } from '../access/asked.js';
import { Principal } from '../access/principal.js';
import { isPermission, type Permission } from './permission.js';
import { ALL, partOf, type Rule } from './rule.js';
import { scoreOf } from './score.js';

/** A rule that matches what is asked. */
interface RankedRule {
  readonly score: number;
  readonly permission: Permission;
  readonly principalType: unknown;
  readonly principalId: string;
}

/** The rules about one method, weighed once: to judge a request is to find the first that is about the caller. */
export class RuleSet {
  /** All roles that are named, those of rules for other access types among them. */
  readonly roles: readonly string[];
  /** The roles of which some rule does more than deny. */
  readonly authorizing: readonly string[];
  private readonly ranked: readonly RankedRule[];
  /** Where all methods or all types are asked for, rules without a permission do not decide. */
  private readonly isAboutAll: boolean;

  /** @param rules - those whose property fits; what has a permission that nobody knows, or is about nobody, does not work */
  constructor(rules: readonly Rule[], asked: Asked) {
    const working = rules.filter(
      ({ permission, principalId }) =>
        (partOf(permission) === ALL || isKnown(permission)) && partOf(principalId) !== ALL,
    );
    const ofRoles = working.filter(({ principalType }) => principalType === Principal.ROLE);
    this.isAboutAll = asked.names.includes(ALL) || asked.accessType === ALL;
    this.roles = namesOf(ofRoles);
    this.authorizing = namesOf(ofRoles.filter(({ permission }) => permission !== 'DENY'));
    this.ranked = working.flatMap((rule) => rank(rule, asked)).toSorted((a, b) => b.score - a.score);
  }

  /** What is decided for principals that are in these roles; `DEFAULT` where that is left to the model. */
  decide(principals: readonly Principal[], roles: ReadonlySet<string>): Permission {
    for (const rule of this.ranked) {
      if (this.isAboutAll && rule.permission === 'DEFAULT') continue;
      if (isAbout(rule, principals, roles)) return rule.permission;
    }
    return 'DEFAULT';
  }
}

function isKnown(permission: unknown): boolean {
  return permission === 'DEFAULT' || isPermission(permission);
}

function rank(rule: Rule, asked: Asked): readonly RankedRule[] {
  const score = scoreOf(rule, asked);
  if (score === undefined) return [];
  const { principalType, principalId, permission } = rule;
  return [
    {
      score,
      permission: isPermission(permission) ? permission : 'DEFAULT',
      principalType,
      principalId: String(principalId),
    },
  ];
}

function isAbout(
  { principalType, principalId }: RankedRule,
  principals: readonly Principal[],
  roles: ReadonlySet<string>,
): boolean {
  if (principalType === Principal.ROLE && roles.has(principalId)) return true;
  return principals.some(({ type, id }) => type === principalType && String(id) === principalId);
}

function namesOf(rules: readonly Rule[]): readonly string[] {
  return [...new Set(rules.map(({ principalId }) => String(principalId)))];
}

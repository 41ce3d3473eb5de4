import { Principal } from '../access/principal.js';
import type { Asked } from '../access/asked.js';
import { PERMISSIONS } from './permission.js';
import { ALL, partOf, type Rule } from './rule.js';

const EXACT = 3;
const WILDCARD = 2;
/** The rule names one of those that are all asked for. */
const AMONG_ALL = 1;

const PRINCIPALS: ReadonlyMap<unknown, number> = new Map([
  [Principal.USER, 4],
  [Principal.APP, 3],
  [Principal.ROLE, 2],
]);
const OTHER_PRINCIPAL = 1;

const ROLES: ReadonlyMap<string, number> = new Map([
  ['$owner', 4],
  ['$related', 3],
  ['$authenticated', 2],
  ['$unauthenticated', 2],
  ['$everyone', 1],
]);
const OWN_ROLE = 5;

/** How near a rule is to what is asked (the chapter on auth, section 6); `undefined` where it does not match. */
export function scoreOf(rule: Rule, asked: Asked): number | undefined {
  const model = pointsOf(partOf(rule.model), asked.model);
  const property = propertyPoints(partOf(rule.property), asked.names);
  const accessType = typePoints(partOf(rule.accessType), asked.accessType);
  if (model === undefined || property === undefined || accessType === undefined) return undefined;
  const principal = PRINCIPALS.get(rule.principalType) ?? OTHER_PRINCIPAL;
  const role = rule.principalType === Principal.ROLE ? (ROLES.get(String(rule.principalId)) ?? OWN_ROLE) : 0;
  const permission = Math.max(0, PERMISSIONS.indexOf(String(rule.permission)));
  return ((((model * 4 + property) * 4 + accessType) * 4 + principal) * 8 + role) * 4 + permission;
}

function pointsOf(written: unknown, asked: string): number | undefined {
  if (written === asked) return EXACT;
  if (written === ALL) return WILDCARD;
  return asked === ALL ? AMONG_ALL : undefined;
}

function propertyPoints(written: unknown, names: readonly string[]): number | undefined {
  if (!Array.isArray(written)) {
    if (typeof written === 'string' && names.includes(written)) return EXACT;
    return pointsOf(written, names.at(-1) ?? ALL);
  }
  // A `*` within a list is no wildcard.
  if (written.some((name) => name !== ALL && names.includes(String(name)))) return EXACT;
  return names.includes(ALL) ? AMONG_ALL : undefined;
}

function typePoints(written: unknown, asked: string): number | undefined {
  if (written === 'EXECUTE' || (written === 'WRITE' && asked === 'REPLICATE')) return EXACT;
  return pointsOf(written, asked);
}

import { INJECTIONS } from './injections.js';
import { PROTOTYPE_KEYS } from './keys.js';

export const OPERATORS: readonly string[] = [
  'eq',
  'neq',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'inq',
  'nin',
  'like',
  'nlike',
  'ilike',
  'nilike',
  'regexp',
  'near',
];

export const UNKNOWN_OPERATORS: readonly string[] = [
  ...PROTOTYPE_KEYS,
  ...INJECTIONS,
  '',
  ' ',
  'EQ',
  'foo',
  'not',
  'exists',
  'options',
  'maxDistance',
  'unit',
  'and',
  'or',
  '$eq',
  '$gt',
  '$ne',
  '$regex',
  '$where',
  '$',
  '$$',
];

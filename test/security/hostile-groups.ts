import type { AttackGroup } from './attack-group.js';
import { BODY_GROUPS } from './groups/bodies.js';
import { CHANGE_GROUPS } from './groups/changes.js';
import { FILTER_GROUPS } from './groups/filters.js';
import { FUZZ_GROUPS } from './groups/fuzz.js';
import { HTTP_GROUPS } from './groups/http.js';
import { INCLUDE_GROUPS } from './groups/includes.js';
import { KEY_VALUE_GROUPS } from './groups/key-values.js';
import { LARGE_GROUPS } from './groups/large.js';
import { MESSAGE_GROUPS } from './groups/messages.js';
import { PATH_GROUPS } from './groups/paths.js';
import { QUERY_STRING_GROUPS } from './groups/query-strings.js';
import { RELATION_GROUPS } from './groups/relations.js';
import { WHERE_GROUPS } from './groups/wheres.js';

/** All groups, in an order in which the tables stay small for as long as they are read. */
export const HOSTILE_GROUPS: readonly AttackGroup[] = [
  ...PATH_GROUPS,
  ...WHERE_GROUPS,
  ...FILTER_GROUPS,
  ...QUERY_STRING_GROUPS,
  ...INCLUDE_GROUPS,
  ...HTTP_GROUPS,
  ...MESSAGE_GROUPS,
  ...RELATION_GROUPS,
  ...BODY_GROUPS,
  ...CHANGE_GROUPS,
  ...KEY_VALUE_GROUPS,
  ...FUZZ_GROUPS,
  ...LARGE_GROUPS,
];

import { LoopnestError } from '../../errors/loopnest.error.js';
import { parseLimit, parseSkip } from '../../query/parse-paging.js';
import type { PerKey } from '../../query/statements.js';
import type { AnyModel } from '../../model/model.js';
import { relationScope } from '../relation-scope.js';
import type { IncludeInto } from './include-relation.js';
import type { IncludeNode } from './parse-include.js';
import { readRelated } from './read-related.js';
import { keysOf, keyText } from './related-value.js';

/** The rows that hold the key of each parent: a list of them for hasMany, the first by id for hasOne. */
export async function includeHas(node: IncludeNode, into: IncludeInto): Promise<void> {
  const { relation, scope } = node;
  const { modelTo: target, keyFrom, keyTo, polymorphic, multiple } = relation;
  if (target === undefined) return;
  if (
    into.fields !== undefined &&
    !into.fields.includes(keyFrom) &&
    !relation.modelFrom.core.schema.hidden.has(keyFrom)
  ) {
    if (!multiple) return;
    throw new MissingKeyError(keyFrom, shownParent(into, relation.modelFrom));
  }
  const keys = keysOf(into.parents, keyFrom);
  const own = relationScope(relation, null);
  const condition = {
    [keyTo]: { inq: keys },
    ...(polymorphic === undefined ? {} : { [polymorphic.discriminator]: polymorphic.typeName }),
  };
  const perKey = multiple
    ? pageOf({ ...scope, ...defined(own) }, keyTo)
    : { property: keyTo, limit: 1, skip: undefined };
  const rows =
    keys.length === 0
      ? []
      : await readRelated(
          { relation, target, condition, relationScope: own, scope, keys: [keyTo], perKey },
          into.options,
          into.mode,
        );
  const byKey = new Map<string, object[]>();
  for (const { value, keys: joined } of rows) {
    const key = keyText(joined[keyTo]);
    const list = byKey.get(key);
    if (list === undefined) byKey.set(key, [value]);
    else list.push(value);
  }
  for (const parent of into.parents) {
    const key = parent[keyFrom];
    const found = key === undefined || key === null ? [] : (byKey.get(keyText(key)) ?? []);
    if (multiple) into.found.set(parent, found);
    else if (found[0] !== undefined) into.found.set(parent, found[0]);
  }
}

// Rows have the hidden keys that they are joined by, too; instances have everything.
function shownParent({ parents: [first = {}], mode }: IncludeInto, { core: { schema } }: AnyModel): object {
  const shown = mode === 'rows' ? first : (first as { toJSON(): Record<string, unknown> }).toJSON();
  const isShown = ([name]: [string, unknown]) => !schema.hidden.has(name) && !schema.protected.has(name);
  return Object.fromEntries(Object.entries(shown).filter(isShown));
}

function defined(scope: Readonly<Record<string, unknown>> | object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== undefined));
}

/** The page of each parent; `undefined` where all rows are asked for. */
export function pageOf(
  scope: { limit?: unknown; skip?: unknown; offset?: unknown },
  property: string,
): PerKey | undefined {
  const limit = parseLimit(scope.limit);
  const skip = parseSkip(scope.skip, scope.offset);
  return limit === undefined && skip === undefined ? undefined : { property, limit, skip };
}

/** `fields` leave out the property that a hasMany is joined by: 400, with the first parent as it is answered. */
class MissingKeyError extends LoopnestError {
  constructor(key: string, parent: object) {
    super(
      400,
      `ID property "${key}" is missing for included item: ${JSON.stringify(parent)}. Please make sure \`fields\` include "${key}" if it's present in the \`filter\``,
    );
  }
}

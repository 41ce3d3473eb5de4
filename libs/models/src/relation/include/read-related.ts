import type { Relation } from '../../model/model-relation.js';
import type { AnyModel } from '../../model/model.js';
import { answersRows } from '../../model/operations/read.js';
import { findRelated, type RelatedRow } from '../../model/operations/find-related.js';
import { checkedFilter } from '../../model/operations/checked-query.js';
import { type OperationOptions, withoutPageSize } from '../../model/operations/operation-options.js';
import { withOwnTransaction } from '../../model/operations/own-transaction.js';
import type { PerKey } from '../../query/statements.js';
import type { Restriction } from '../../query/restriction.js';
import type { RawFilter } from '../../query/query.js';
import { withinRelation } from '../relation-scope.js';
import type { ReadMode } from '../../model/relation-support.js';
import { setShownSize, shownSize } from './related-value.js';

/** What related rows are asked for. */
export interface RelatedQuery {
  readonly relation: Relation;
  readonly target: AnyModel;
  /** Our own condition: the keys, and the discriminator. */
  readonly condition: Readonly<Record<string, unknown>>;
  /** The scope of the relation. */
  readonly relationScope: RawFilter;
  /** The filter of the include. */
  readonly scope: RawFilter;
  /** Properties that the rows are joined by: always read, and shown. */
  readonly keys: readonly string[];
  /** Page of each parent, by this property of the rows. */
  readonly perKey?: PerKey | undefined;
}

/** Reads the related rows of all parents, in one statement; in the way in which the parents are read. */
export async function readRelated(
  query: RelatedQuery,
  options: OperationOptions,
  mode: ReadMode,
): Promise<readonly RelatedRow[]> {
  const { target, keys } = query;
  const asked = checkedFilter(target.core, query.scope, options);
  const combined = within(
    await options.relatedAccess?.restrict(target, query.relation),
    withinRelation(query.condition, query.relationScope, asked),
  );
  // A page is one of the whole answer, not of what is put into its rows.
  const own = withOwnTransaction(target.core, { ...withoutPageSize(options), trustsQuery: true });
  const asRows = mode === 'rows' && answersRows(target.core);
  const related = await findRelated(target.core, combined, own, {
    keys,
    perKey: query.perKey,
    mode: asRows ? 'rows' : 'instances',
  });
  return mode === 'rows' && !asRows
    ? related.map(({ value, keys: joined }) => ({ value: shown(value), keys: joined }))
    : related;
}

function within(restriction: Restriction | undefined, filter: RawFilter): RawFilter {
  return restriction === undefined ? filter : { ...filter, where: { and: [restriction, filter.where ?? {}] } };
}

// Instances within a row that is answered show neither hidden nor protected properties.
function shown(instance: object): object {
  const row = (
    instance as { toObject(onlySchema: boolean, removeHidden: boolean, removeProtected: boolean): object }
  ).toObject(false, true, true);
  setShownSize(row, shownSize(instance));
  return row;
}

/** Bounds of what a client may ask for in one query. All of them can be set with `limits` of `ModelsModule.forRoot`. */
export interface QueryLimits {
  /**
   * Conditions in one where, those within `and`, `or` and `nor` counted each. One on a path into an object counts as ten: it
   * costs the database as much.
   */
  readonly maxConditions: number;
  /** Values in one `inq` or `nin`. */
  readonly maxListLength: number;
  /** Regular expressions in one where: each has to be compiled, and looked at before. */
  readonly maxPatterns: number;
  /** Bytes of the text of one filter or where. */
  readonly maxFilterBytes: number;
  /** Relations in one include, those of all its levels. */
  readonly maxIncludes: number;
  /**
   * Rows in one answer, with what is included in them: a row that is shown in several places counts in each. What exceeds
   * it is refused before it is written.
   */
  readonly maxIncludedRows: number;
  /** Rows of one answer over REST; also the limit where a client asks for none. `undefined`: unlimited, as in LoopBack. */
  readonly pageSize: number | undefined;
}

export const DEFAULT_QUERY_LIMITS: QueryLimits = {
  maxConditions: 2_000,
  maxListLength: 20_000,
  maxPatterns: 20,
  maxFilterBytes: 256 * 1024,
  maxIncludes: 100,
  maxIncludedRows: 1_000_000,
  pageSize: undefined,
};

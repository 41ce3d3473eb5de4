/** Rows for `it.each` of one value each, which may be a list. */
export function cases(...values: readonly unknown[]): [any][] {
  return values.map((value) => [value]);
}

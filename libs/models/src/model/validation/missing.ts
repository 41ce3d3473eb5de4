/** Neither a value nor an explicit `null`, or that. */
export function isMissing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** Blank: missing, `null`, `""`, `NaN`, and an empty list. */
export function isBlank(value: unknown): boolean {
  return isMissing(value) || value === '' || Number.isNaN(value) || (Array.isArray(value) && value.length === 0);
}

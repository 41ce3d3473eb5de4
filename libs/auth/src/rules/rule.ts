/** A rule, as it is written in a definition or stored as a row (the chapter on auth, section 5). */
export interface Rule {
  /** Name of a model, or `*`; written rules are of the model that they stand in. */
  readonly model?: unknown;
  /** Name of a method, names, or `*`. */
  readonly property?: unknown;
  readonly accessType?: unknown;
  readonly permission?: unknown;
  readonly principalType?: unknown;
  readonly principalId?: unknown;
}

export const ALL = '*' as const;

/** What a rule says of a part; nothing is `*`. */
export function partOf(value: unknown): unknown {
  return value === undefined || value === null || value === '' ? ALL : value;
}

export function isRule(item: unknown): item is Rule {
  return typeof item === 'object' && item !== null;
}

/** A section of a definition for one database: `"postgresql": { "columnName": "full_name" }`. */
export type MappingSection = Readonly<Record<string, unknown>>;

const NONE: MappingSection = Object.freeze({});

/** The first of the sections that is there; an empty one where there is none. */
export function mappingSection(raw: Readonly<Record<string, unknown>>, sections: readonly string[]): MappingSection {
  for (const name of sections) {
    const section = raw[name];
    if (isSection(section)) return section;
  }
  return NONE;
}

/** The first of the keys that holds a text. */
export function textOf(section: MappingSection, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = section[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** A whole number greater than 0, also written as a text. */
export function sizeOf(value: unknown): number | undefined {
  const size = typeof value === 'string' ? Number(value) : value;
  return typeof size === 'number' && Number.isInteger(size) && size > 0 ? size : undefined;
}

function isSection(value: unknown): value is MappingSection {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

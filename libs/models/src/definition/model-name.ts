const RESERVED = new Set(['any', 'array', 'boolean', 'date', 'file', 'integer', 'number', 'object', 'string']);

/**
 * The name that a file gives to a model or a mixin: `news-agency` → `NewsAgency`.
 *
 * @param file The file's name without its extension.
 */
export function nameFromFile(file: string): string {
  return file
    .split(/[-_.\s]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** Whether a name means a type to remote methods and cannot be that of a model, in any case. */
export function isReservedModelName(name: string): boolean {
  return RESERVED.has(name.toLowerCase());
}

import inflection from 'inflection';

/**
 * Writes each segment of a path in lower case with dashes; segments with a `:` (parameters) stay.
 *
 * @example
 * normalizeHttpPath('/NewsAgencies/:id/upsertWithWhere'); // '/news-agencies/:id/upsert-with-where'
 */
export function normalizeHttpPath(path: string): string {
  return path.replace(/[^/]+/g, (segment) =>
    segment.includes(':') ? segment : inflection.transform(segment, ['underscore', 'dasherize']).toLowerCase(),
  );
}

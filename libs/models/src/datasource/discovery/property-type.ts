const TYPES: readonly (readonly [RegExp, string])[] = [
  [/^(?:tiny|small|medium|big)?int(?:eger|[248])?$|^(?:small|big)?serial$/, 'Number'],
  [/^(?:numeric|decimal|real|float|double(?: precision)?|float[48]|money)$/, 'Number'],
  [/^bool(?:ean)?$/, 'Boolean'],
  [/^(?:timestamp|date|time)/, 'Date'],
  [/^point$/, 'GeoPoint'],
  [/^bytea$|blob$|binary$/, 'Binary'],
];

/** The type of a property for a column of a type; `String` for all that we do not know. */
export function propertyType(dataType: string): string {
  const name = dataType.toLowerCase();
  return TYPES.find(([pattern]) => pattern.test(name))?.[1] ?? 'String';
}

const NAMED = /CONSTRAINT\s+("(?:[^"]|"")+"|\w+)\s+FOREIGN\s+KEY\s*\(([^)]*)\)/gi;

/** The names of the foreign keys in the text of a table, by their columns. */
export function foreignKeyNames(sql: string): ReadonlyMap<string, string> {
  const found = [...sql.matchAll(NAMED)];
  return new Map(found.map(([, name = '', columns = '']) => [columns.split(',').map(plain).join(), plain(name)]));
}

function plain(identifier: string): string {
  const text = identifier.trim();
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

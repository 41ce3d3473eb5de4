const LEVELS = ['SERIALIZABLE', 'REPEATABLE READ', 'READ COMMITTED', 'READ UNCOMMITTED'] as const;

export type IsolationLevel = (typeof LEVELS)[number];

/** An isolation level in any case, with blanks or underscores. */
export function parseIsolationLevel(text: string): IsolationLevel {
  const name = text.trim().toUpperCase().replaceAll('_', ' ');
  const level = LEVELS.find((known) => known === name);
  if (level === undefined) throw new Error(`Unknown isolation level "${text}". Known: ${LEVELS.join(', ')}.`);
  return level;
}

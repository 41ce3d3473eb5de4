import type { DatabaseFailure } from '../dialect.js';

/** What an error of SQLite means, by its code and, where that says too little, its text. */
export function sqliteFailure(error: unknown): DatabaseFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.message === 'The database connection is not open') return { kind: 'connection' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  switch (code) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
    case 'SQLITE_CONSTRAINT_ROWID':
      return { kind: 'unique', columns: failedColumns(error.message), constraint: undefined };
    case 'SQLITE_CONSTRAINT_NOTNULL':
      return { kind: 'notNull', column: failedColumns(error.message)[0] };
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
    case 'SQLITE_CONSTRAINT_TRIGGER':
      return { kind: 'foreignKey', column: undefined };
    case 'SQLITE_CONSTRAINT_CHECK':
    case 'SQLITE_CONSTRAINT_DATATYPE':
    case 'SQLITE_MISMATCH':
    case 'SQLITE_TOOBIG':
      return { kind: 'invalidValue', column: undefined };
    case 'SQLITE_ERROR':
      return statementFailure(error.message);
    default:
      if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) return { kind: 'timeout' };
      return /^SQLITE_(?:CANTOPEN|IOERR|NOTADB|CORRUPT)/.test(code) ? { kind: 'connection' } : undefined;
  }
}

function statementFailure(message: string): DatabaseFailure | undefined {
  if (message.startsWith('no such table')) return { kind: 'missingTable' };
  return /^no such column|has no column named/.test(message) ? { kind: 'missingColumn' } : undefined;
}

/** `UNIQUE constraint failed: advert.box, advert.code` → `box`, `code`. */
function failedColumns(message: string): string[] {
  const failed = /constraint failed: (.*)$/s.exec(message)?.[1];
  if (failed === undefined || failed.startsWith('index ')) return [];
  return failed.split(', ').map((name) => name.slice(name.indexOf('.') + 1));
}

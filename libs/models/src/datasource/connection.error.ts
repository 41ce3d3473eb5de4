/** A database cannot be reached. The text names the data source and the database, never a password. */
export class ConnectionError extends Error {
  readonly code = 'CONNECTION_FAILED';

  constructor(dataSource: string, database: string, seconds: number, cause: unknown) {
    const reason =
      cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : '';
    super(`The data source "${dataSource}" cannot connect to ${database}${reason}; tried for ${seconds} s.`, { cause });
    this.name = 'ConnectionError';
  }
}

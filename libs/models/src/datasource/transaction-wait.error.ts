/** SQLite: a statement has waited for the end of another transaction for too long. */
export class TransactionWaitError extends Error {
  readonly code = 'SQLITE_BUSY';

  constructor(milliseconds: number) {
    super(
      `Another transaction of the database has been open for ${milliseconds / 1000} seconds. ` +
        'Statements within a transaction need it in their options: { transaction }.',
    );
    this.name = 'TransactionWaitError';
  }
}

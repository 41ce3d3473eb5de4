/** A statement is to run in a transaction of another data source. */
export class ForeignTransactionError extends Error {
  constructor() {
    super('The transaction is one of another data source.');
  }
}

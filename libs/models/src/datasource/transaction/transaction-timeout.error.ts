/** A function of `dataSource.transaction` took longer than its timeout: LoopBack's text and code. */
export class TransactionTimeoutError extends Error {
  readonly code = 'TRANSACTION_TIMEOUT';

  constructor() {
    super('Transaction is rolled back due to timeout');
    this.name = 'Error';
  }
}

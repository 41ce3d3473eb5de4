/** A transaction that has ended is used: LoopBack's text. */
export class InactiveTransactionError extends Error {
  constructor(id: string, cause?: unknown) {
    super(`The transaction is not active: ${id}`, cause === undefined ? {} : { cause });
    this.name = 'Error';
  }
}

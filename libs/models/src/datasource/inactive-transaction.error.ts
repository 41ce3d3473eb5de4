/** A transaction that has ended is used: LoopBack's text. */
export class InactiveTransactionError extends Error {
  constructor(id: string) {
    super(`The transaction is not active: ${id}`);
    this.name = 'Error';
  }
}

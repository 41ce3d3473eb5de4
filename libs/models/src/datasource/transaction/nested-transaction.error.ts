/** A transaction is begun within one: LoopBack's text. */
export class NestedTransactionError extends Error {
  constructor() {
    super('Nesting transactions is not supported');
    this.name = 'Error';
  }
}

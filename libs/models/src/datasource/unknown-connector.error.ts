/** A data source names a connector that nobody has registered. */
export class UnknownConnectorError extends Error {
  readonly code = 'UNKNOWN_CONNECTOR';

  constructor(name: string, known: readonly string[]) {
    super(`Unknown connector "${name}". Known: ${known.join(', ') || 'none'}.`);
    this.name = 'UnknownConnectorError';
  }
}

/** What an application registers as a connector is none of ours: those of LoopBack (`initialize`) are not used. */
export class InvalidConnectorError extends Error {
  readonly code = 'INVALID_CONNECTOR';

  constructor(name: string) {
    super(
      `The connector "${name}" has no function "open", or "openService": expected an object of the type Connector or ServiceConnector.`,
    );
    this.name = 'InvalidConnectorError';
  }
}

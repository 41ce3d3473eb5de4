/** What a connector without tables works with cannot be opened: its settings are wrong, or nobody answers. */
export class ServiceError extends Error {
  readonly code = 'SERVICE_NOT_OPENED';

  constructor(dataSource: string, where: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The data source "${dataSource}" cannot be opened (${where}): ${reason}`, { cause });
    this.name = 'ServiceError';
  }
}

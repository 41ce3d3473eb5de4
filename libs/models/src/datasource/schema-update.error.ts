import type { Table } from './column.js';
import type { DatabaseFailure } from './dialect.js';

/** The schema of a model's table could not be made or grown. */
export class SchemaUpdateError extends Error {
  readonly code = 'SCHEMA_UPDATE_FAILED';

  constructor(table: Table, failure: DatabaseFailure | undefined, cause: unknown) {
    const driver = cause instanceof Error ? cause.message : String(cause);
    const reason =
      failure?.kind === 'unique' ? 'rows that are there already have the same values in a unique index' : driver;
    super(`The table ${table.sql} of the model "${table.model}" cannot be updated: ${reason}.`, { cause });
    this.name = 'SchemaUpdateError';
  }
}

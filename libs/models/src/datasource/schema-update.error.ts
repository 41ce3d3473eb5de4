import type { Table } from './column.js';

/** The schema of a model's table could not be made or grown. */
export class SchemaUpdateError extends Error {
  readonly code = 'SCHEMA_UPDATE_FAILED';

  constructor(table: Table, reason: string, cause?: unknown) {
    super(`The table ${table.sql} of the model "${table.model}" cannot be updated: ${reason}.`, { cause });
    this.name = 'SchemaUpdateError';
  }
}

import type { DataSource } from '../datasource/data-source.js';
import type { AnyModel } from '../model/model.js';

/** A model is attached to a data source that cannot keep what it is about. */
export class WrongStoreError extends Error {
  readonly code = 'WRONG_STORE';

  constructor({ modelName, core }: AnyModel, { name, connector }: DataSource, expected: string) {
    const { source } = core.schema.definition;
    const where = source === undefined ? '' : ` (${source.file})`;
    super(
      `Model "${modelName}"${where} cannot be on the data source "${name}", whose connector is "${connector.name}": ${expected}.`,
    );
    this.name = 'WrongStoreError';
  }
}

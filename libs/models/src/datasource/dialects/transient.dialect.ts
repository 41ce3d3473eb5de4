import type { PropertyDefinition } from '../../definition/property-definition.js';
import type { ColumnType } from '../dialect.js';
import { SqliteDialect } from './sqlite.dialect.js';

/** Says of what kind values are that no database holds; generated ids are texts. */
export class TransientDialect extends SqliteDialect {
  constructor() {
    super(['transient']);
  }

  override columnType(property: PropertyDefinition, dataType: string | undefined): ColumnType {
    return property.generated
      ? { sqlType: 'TEXT', storage: 'text', generated: 'uuid' }
      : super.columnType(property, dataType);
  }
}

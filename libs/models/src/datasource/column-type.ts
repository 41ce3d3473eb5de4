import { Type } from '@mikro-orm/core';
import type { Column } from './column.js';
import type { Dialect } from './dialect.js';
import { exactNumber } from './dialects/exact-number.js';
import { parseBytes, parsePoint } from './dialects/postgresql-parsers.js';
import { parseJsonText } from './dialects/parameter-values.js';

/** A column as MikroORM's entities see it: the same values as in instances of the model, the same data in the database. */
export class ColumnType extends Type<unknown, unknown> {
  constructor(
    private readonly column: Column,
    private readonly dialect: Dialect,
  ) {
    super();
  }

  override convertToDatabaseValue(value: unknown): unknown {
    return this.dialect.toParameter(value, this.column);
  }

  /** MikroORM's driver reads with parsers of its own, so that the forms differ from those of the executor. */
  override convertToJSValue(value: unknown): unknown {
    if (value === null || value === undefined) return value;
    switch (this.column.storage) {
      case 'point':
        return pointOf(value);
      case 'bigint':
      case 'numeric':
        return typeof value === 'string' ? exactNumber(value) : value;
      case 'bytes':
        return typeof value === 'string' ? parseBytes(value) : value;
      case 'json':
      case 'jsonb':
        return parseJsonText(value);
      default:
        return value;
    }
  }

  override getColumnType(): string {
    return this.column.sqlType;
  }

  override compareAsType(): string {
    return 'any';
  }
}

function pointOf(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('(') ? parsePoint(value) : parseJsonText(value);
  const isXY = typeof value === 'object' && value !== null && 'x' in value && 'y' in value;
  return isXY ? { lat: value.y, lng: value.x } : value;
}

import type { Dialect } from './dialect.js';
import type { End } from './entity-models.js';
import type { EntityRelation } from './entity-relation.js';

/** Makes the SQL of a relation, given the alias of the table that has it. */
export type RelationFormula = (alias: unknown) => string;

/** The id of the first row whose column has the value of another one: a relation that is not a plain key. */
export function relatedRow(
  from: End,
  to: End,
  id: End,
  dialect: Dialect,
  discriminator?: Discriminator,
): RelationFormula {
  const column = (end: End) => `related.${dialect.quote(end.column.name)}`;
  return (alias) => {
    const outer = String(alias);
    const type = discriminator === undefined ? '' : ` and ${isOfType(discriminator, dialect, outer)}`;
    return (
      `(select ${column(id)} from ${to.table.sql} related ` +
      `where ${column(to)} = ${outer}.${dialect.quote(from.column.name)}${type} order by ${column(id)} limit 1)`
    );
  };
}

/** A key that counts for rows of one type only. */
export function typedKey(key: End, dialect: Dialect, discriminator: Discriminator): RelationFormula {
  return (alias) =>
    `case when ${isOfType(discriminator, dialect, String(alias))} then ${String(alias)}.${dialect.quote(key.column.name)} end`;
}

/** The column that tells the types of polymorphic rows apart, and the type that is meant. */
export interface Discriminator {
  readonly end: End;
  readonly typeName: string;
  /** Whether it is in the table of the related row. */
  readonly isRelated: boolean;
}

/** The discriminator of a relation on the model whose rows have it. */
export function discriminatorOf(
  { polymorphic }: EntityRelation,
  endOf: (property: string) => End | undefined,
  isRelated: boolean,
): Discriminator | undefined {
  const end = polymorphic === undefined ? undefined : endOf(polymorphic.discriminator);
  return end === undefined || polymorphic?.typeName === undefined
    ? undefined
    : { end, typeName: polymorphic.typeName, isRelated };
}

function isOfType({ end, typeName, isRelated }: Discriminator, dialect: Dialect, outer: string): string {
  const text = `'${typeName.replaceAll("'", "''")}'`;
  return `${isRelated ? 'related' : outer}.${dialect.quote(end.column.name)} = ${text}`;
}

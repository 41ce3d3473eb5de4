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
    const type = discriminator === undefined ? '' : ` and ${isOfType(discriminator, dialect)}`;
    return (
      `(select ${column(id)} from ${to.table.sql} related ` +
      `where ${column(to)} = ${outer}.${dialect.quote(from.column.name)}${type} order by ${column(id)} limit 1)`
    );
  };
}

/** The column that tells the types of polymorphic rows apart, and the type that is meant. */
export interface Discriminator {
  readonly end: End;
  readonly typeName: string;
}

/** The discriminator of a relation on the model whose rows have it. */
export function discriminatorOf(
  { polymorphic }: EntityRelation,
  endOf: (property: string) => End | undefined,
): Discriminator | undefined {
  const end = polymorphic === undefined ? undefined : endOf(polymorphic.discriminator);
  return end === undefined || polymorphic?.typeName === undefined ? undefined : { end, typeName: polymorphic.typeName };
}

function isOfType({ end, typeName }: Discriminator, dialect: Dialect): string {
  const text = `'${typeName.replaceAll("'", "''")}'`;
  return `related.${dialect.quote(end.column.name)} = ${text}`;
}

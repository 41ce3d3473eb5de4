import type { ReferentialAction } from '../../definition/foreign-key-definition.js';
import type { Table } from '../column.js';
import type { CatalogueRow } from '../dialect.js';
import type { Statement } from '../executor.js';
import type { ForeignKey, ForeignKeyChange, KnownForeignKey } from '../foreign-key.js';
import { quotePostgresql } from './postgresql-schema.js';

/** Constraints of tables in PostgreSQL. */

export function changePostgresqlForeignKeys(table: Table, { added, removed }: ForeignKeyChange): string {
  const changes = [
    ...removed.map((name) => `DROP CONSTRAINT ${quotePostgresql(name)}`),
    ...added.map((foreignKey) => `ADD ${constraint(foreignKey)}`),
  ];
  return `ALTER TABLE ${table.sql} ${changes.join(', ')}`;
}

function constraint({ name, column, target, onDelete, onUpdate }: ForeignKey): string {
  return `CONSTRAINT ${quotePostgresql(name)} FOREIGN KEY (${quotePostgresql(column)}) REFERENCES ${target.sql} (${quotePostgresql(target.column)}) ON DELETE ${onDelete} ON UPDATE ${onUpdate}`;
}

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  c: 'CASCADE',
  n: 'SET NULL',
  d: 'SET DEFAULT',
  r: 'RESTRICT',
};

/** As {@link FOREIGN_KEYS} gives them. */
interface Written {
  readonly name: string;
  readonly columns: readonly string[];
  readonly schema: string;
  readonly table: string;
  readonly targetColumns: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
}

export function postgresqlForeignKeys({ foreignKeys }: CatalogueRow): readonly KnownForeignKey[] {
  if (foreignKeys === null || foreignKeys === undefined) return [];
  return (JSON.parse(foreignKeys) as readonly Written[]).map((written) => ({
    ...written,
    onDelete: ACTIONS[written.onDelete] ?? 'NO ACTION',
    onUpdate: ACTIONS[written.onUpdate] ?? 'NO ACTION',
  }));
}

/** The constraints of a table `c`, as a column of the catalogue. */
export const FOREIGN_KEYS = `(SELECT json_agg(json_build_object('name', k.conname, 'schema', tn.nspname, 'table', t.relname,
      'onDelete', k.confdeltype, 'onUpdate', k.confupdtype,
      'columns', (SELECT json_agg(a.attname ORDER BY p.place) FROM unnest(k.conkey) WITH ORDINALITY p(number, place)
        JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.number),
      'targetColumns', (SELECT json_agg(a.attname ORDER BY p.place) FROM unnest(k.confkey) WITH ORDINALITY p(number, place)
        JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = p.number)))
    FROM pg_constraint k JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
    WHERE k.conrelid = c.oid AND k.contype = 'f')::text`;

/** Statements that take away, and make again, the constraints of other tables that refer to these. */
export function postgresqlReferences(tables: readonly Table[]): Statement {
  const names = tables.map(({ schema, name }) => [schema ?? '', name] as const);
  return { sql: REFERENCES, parameters: [names.map(([schema]) => schema), names.map(([, name]) => name)] };
}

const REFERENCES = `WITH dropped AS (SELECT c.oid FROM unnest($1::text[], $2::text[]) d(schema, name)
  JOIN pg_namespace n ON n.nspname = d.schema JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = d.name)
SELECT format('ALTER TABLE %I.%I DROP CONSTRAINT %I', n.nspname, r.relname, k.conname) AS "drop",
  format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', n.nspname, r.relname, k.conname, pg_get_constraintdef(k.oid)) AS "add",
  r.relname AS "table", t.relname AS "target"
FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid JOIN pg_namespace n ON n.oid = r.relnamespace
  JOIN pg_class t ON t.oid = k.confrelid
WHERE k.contype = 'f' AND k.confrelid IN (SELECT oid FROM dropped) AND k.conrelid NOT IN (SELECT oid FROM dropped)
  AND k.conparentid = 0
ORDER BY k.conname`;

/** How a key gets the type of what it refers to: the column keeps the one that it was made with. */
export function postgresqlAdvice(error: unknown, table: Table): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '42804') return undefined;
  const foreignKey = table.foreignKeys.find(({ name }) => error.message.includes(`"${name}"`));
  // The database's own words, which it may say in another language.
  const type = 'detail' in error ? /: .+ and ([\w ]+(?:\(\d+\))?)\.$/.exec(String(error.detail))?.[1] : undefined;
  if (foreignKey === undefined || type === undefined) return undefined;
  const column = quotePostgresql(foreignKey.column);
  return `ALTER TABLE ${table.sql} ALTER COLUMN ${column} TYPE ${type} USING ${column}::${type}; gives it the type`;
}

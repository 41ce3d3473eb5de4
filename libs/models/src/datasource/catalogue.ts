import type { Column, Table, TableIndex } from './column.js';
import type { CatalogueRow, Dialect } from './dialect.js';
import type { ForeignKey, ForeignKeyChange, KnownForeignKey } from './foreign-key.js';

interface KnownIndex {
  readonly name: string;
  readonly unique: boolean;
  /** `null` stands for an expression. */
  readonly columns: readonly (string | null)[];
}

interface KnownTable {
  readonly columns: Set<string>;
  readonly indexes: KnownIndex[];
  readonly foreignKeys: KnownForeignKey[];
}

/** What is in the database: schemas, tables with their columns, indexes, constraints. What is about to be made can be added. */
export class Catalogue {
  readonly #schemas = new Set<string>();
  readonly #tables = new Map<string, KnownTable>();
  /** Names of indexes, with their schemas: they are unique within one. */
  readonly #indexNames = new Set<string>();

  constructor(
    rows: readonly CatalogueRow[],
    private readonly dialect: Dialect,
  ) {
    for (const row of rows) {
      const { schema, table, columns, indexes } = row;
      if (schema !== null) this.#schemas.add(schema);
      if (table === null) continue;
      const known = this.#add({ schema: schema ?? undefined, name: table });
      for (const name of parse<string>(columns)) known.columns.add(this.#name(name));
      for (const index of parse<KnownIndex>(indexes)) this.#addIndex({ schema: schema ?? undefined }, known, index);
      known.foreignKeys.push(...dialect.foreignKeys(row));
    }
  }

  hasSchema(schema: string): boolean {
    return this.#schemas.has(schema);
  }

  hasTable(table: Table): boolean {
    return this.#tables.has(this.#key(table));
  }

  hasColumn(table: Table, column: Column): boolean {
    return this.#tables.get(this.#key(table))?.columns.has(this.#name(column.name)) ?? false;
  }

  /** Whether there is an index of that name, or one under another name that does the same. */
  hasIndex(table: Table, index: TableIndex): boolean {
    const indexes = this.#tables.get(this.#key(table))?.indexes ?? [];
    return indexes.some((known) => known.name === index.name || this.#doesTheSame(known, index));
  }

  /** The index under a name that no other table's index has: names of indexes are shared within a schema. */
  withFreeName(table: Table, index: TableIndex): TableIndex {
    if (!this.#indexNames.has(this.#indexKey(table, index.name))) return index;
    return { ...index, name: this.dialect.storedName(`${table.name}_${index.name}`) };
  }

  /** Which constraints a table lacks, and which that are there under their names say something else. */
  foreignKeyChange(table: Table): ForeignKeyChange {
    const known = this.#tables.get(this.#key(table))?.foreignKeys ?? [];
    const added = table.foreignKeys.filter((foreignKey) => {
      const named = this.#named(known, foreignKey);
      return named === undefined
        ? !known.some((other) => this.#saysTheSame(other, table, foreignKey))
        : !this.#saysTheSame(named, table, foreignKey);
    });
    return { added, removed: added.flatMap((foreignKey) => this.#named(known, foreignKey)?.name ?? []) };
  }

  addSchema(schema: string): void {
    this.#schemas.add(schema);
  }

  addColumn(table: Table, column: Column): void {
    this.#add(table).columns.add(this.#name(column.name));
  }

  addIndex(table: Table, index: TableIndex): void {
    const columns = index.columns.map(({ name }) => name);
    this.#addIndex(table, this.#add(table), { name: index.name, unique: index.unique, columns });
  }

  removeTable(table: Table): void {
    const key = this.#key(table);
    for (const index of this.#tables.get(key)?.indexes ?? [])
      this.#indexNames.delete(this.#indexKey(table, index.name));
    this.#tables.delete(key);
  }

  #add(table: Pick<Table, 'schema' | 'name'>): KnownTable {
    const key = this.#key(table);
    const known = this.#tables.get(key) ?? { columns: new Set(), indexes: [], foreignKeys: [] };
    this.#tables.set(key, known);
    return known;
  }

  #addIndex(table: Pick<Table, 'schema'>, known: KnownTable, index: KnownIndex): void {
    known.indexes.push(index);
    this.#indexNames.add(this.#indexKey(table, index.name));
  }

  #doesTheSame(known: KnownIndex, index: TableIndex): boolean {
    if (known.unique !== index.unique || known.columns.length !== index.columns.length) return false;
    return index.columns.every(({ name }, place) => {
      const other = known.columns[place];
      return typeof other === 'string' && this.#name(other) === this.#name(name);
    });
  }

  #named(known: readonly KnownForeignKey[], { name }: ForeignKey): KnownForeignKey | undefined {
    return known.find((other) => other.name !== undefined && this.#name(other.name) === this.#name(name));
  }

  #saysTheSame(known: KnownForeignKey, table: Table, { column, target, onDelete, onUpdate }: ForeignKey): boolean {
    const isOnly = (columns: readonly string[], wanted: string) =>
      columns.length === 1 && columns[0] !== undefined && this.#name(columns[0]) === this.#name(wanted);
    return (
      known.onDelete === onDelete &&
      known.onUpdate === onUpdate &&
      this.#key({ schema: known.schema, name: known.table }) ===
        this.#key({ schema: target.schema, name: target.table }) &&
      isOnly(known.columns, column) &&
      isOnly(known.targetColumns ?? target.primaryKey, target.column)
    );
  }

  #key({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
    return JSON.stringify([schema ?? null, this.#name(name)]);
  }

  #indexKey({ schema }: Pick<Table, 'schema'>, name: string): string {
    return JSON.stringify([schema ?? null, this.#name(name)]);
  }

  #name(name: string): string {
    return this.dialect.ignoresCase ? name.toLowerCase() : name;
  }
}

function parse<Item>(text: string | null): readonly Item[] {
  return text === null ? [] : (JSON.parse(text) as readonly Item[]);
}

import type {
  Ask,
  DiscoveredColumn,
  DiscoveredForeignKey,
  DiscoveredPrimaryKey,
  DiscoveredTable,
  Discovery,
  DiscoveryOptions,
  TableName,
} from './discovered.js';
import { foreignKeyNames } from './foreign-key-names.js';
import { propertyType } from './property-type.js';

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  /** Place in the key, from 1; 0 for none. */
  readonly pk: number;
}

interface ForeignKeyRow {
  readonly id: number;
  readonly seq: number;
  readonly table: string;
  readonly from: string;
  /** Null for the primary key of the other table. */
  readonly to: string | null;
}

const OWNER = 'main';
const TABLES = `SELECT type, name FROM sqlite_master
WHERE (type = 'table' OR (type = 'view' AND $1 = 1)) AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`;
const COLUMNS = 'SELECT name, type, "notnull", pk FROM pragma_table_info($1) ORDER BY cid';
const FOREIGN_KEYS = 'SELECT id, seq, "table", "from", "to" FROM pragma_foreign_key_list($1) ORDER BY id, seq';
const DEFINITION = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = $1";

/** Discovery in SQLite, which knows no schemas and keeps no names of keys but in the text of its tables. */
export class SqliteDiscovery implements Discovery {
  readonly defaultOwner = OWNER;

  constructor(private readonly ask: Ask) {}

  async tables(_owner: string | undefined, { views = false }: DiscoveryOptions): Promise<readonly DiscoveredTable[]> {
    const rows = await this.ask<Omit<DiscoveredTable, 'owner'>>(TABLES, [Number(views)]);
    return rows.map(({ type, name }) => ({ type, name, owner: OWNER }));
  }

  async columns({ table }: TableName): Promise<readonly DiscoveredColumn[]> {
    const rows = await this.columnRows(table);
    const keys = rows.filter(({ pk }) => pk > 0);
    return rows.map((row) => {
      const [, dataType = row.type, first, second] =
        /^\s*([^(]*?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?\s*$/.exec(row.type) ?? [];
      const type = propertyType(dataType);
      const isNumber = type === 'Number';
      return {
        owner: OWNER,
        tableName: table,
        columnName: row.name,
        dataType,
        dataLength: isNumber ? null : numberOf(first),
        dataPrecision: isNumber ? numberOf(first) : null,
        dataScale: isNumber ? numberOf(second) : null,
        nullable: row.notnull === 1 || row.pk > 0 ? 'NO' : 'YES',
        type,
        // Only a key of exactly this type is a number of the row.
        generated: keys.length === 1 && row.pk === 1 && dataType.toUpperCase() === 'INTEGER',
      };
    });
  }

  async primaryKeys({ table }: TableName): Promise<readonly DiscoveredPrimaryKey[]> {
    const rows = (await this.columnRows(table)).filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
    return rows.map(({ name, pk }) => ({
      owner: OWNER,
      tableName: table,
      columnName: name,
      keySeq: pk,
      pkName: `${table}_pkey`,
    }));
  }

  async foreignKeys({ table }: TableName): Promise<readonly DiscoveredForeignKey[]> {
    const rows = await this.ask<ForeignKeyRow>(FOREIGN_KEYS, [table]);
    if (rows.length === 0) return [];
    const [definition] = await this.ask<{ sql: string }>(DEFINITION, [table]);
    const names = foreignKeyNames(definition?.sql ?? '');
    return Promise.all(
      rows.map(async (row) => ({
        fkOwner: OWNER,
        fkName: names.get(columnsOf(rows, row.id).join()) ?? `${table}_${columnsOf(rows, row.id).join('_')}_fkey`,
        fkTableName: table,
        fkColumnName: row.from,
        keySeq: row.seq + 1,
        pkOwner: OWNER,
        pkName: `${row.table}_pkey`,
        pkTableName: row.table,
        pkColumnName: row.to ?? (await this.keyColumn(row.table, row.seq)),
      })),
    );
  }

  async exportedForeignKeys({ table }: TableName): Promise<readonly DiscoveredForeignKey[]> {
    const tables = await this.tables(undefined, {});
    const keys = await Promise.all(tables.map(({ name }) => this.foreignKeys({ owner: OWNER, table: name })));
    return keys.flat().filter(({ pkTableName }) => pkTableName.toLowerCase() === table.toLowerCase());
  }

  private columnRows(table: string): Promise<readonly ColumnRow[]> {
    return this.ask<ColumnRow>(COLUMNS, [table]);
  }

  private async keyColumn(table: string, place: number): Promise<string> {
    const keys = await this.primaryKeys({ owner: OWNER, table });
    return keys[place]?.columnName ?? 'rowid';
  }
}

function columnsOf(rows: readonly ForeignKeyRow[], id: number): readonly string[] {
  return rows.filter((row) => row.id === id).map(({ from }) => from);
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

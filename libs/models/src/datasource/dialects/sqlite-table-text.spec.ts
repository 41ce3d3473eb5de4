import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { KnownForeignKey } from '../foreign-key.js';
import { SqliteTableText } from './sqlite-table-text.js';

const ONE: KnownForeignKey = {
  name: undefined,
  columns: ['box'],
  schema: undefined,
  table: 'box',
  targetColumns: undefined,
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
};

/** The text as SQLite keeps it. */
function kept(sql: string): string {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec(sql);
    return String(database.prepare("SELECT sql FROM sqlite_schema WHERE name = 't'").get()?.['sql']);
  } finally {
    database.close();
  }
}

function foreignKeysOf(sql: string): readonly KnownForeignKey[] {
  return new SqliteTableText(kept(sql)).foreignKeys;
}

describe('the text of a table', () => {
  it.each<[string, string, Partial<KnownForeignKey>[]]>([
    ['none', 'CREATE TABLE t (box INTEGER)', []],
    ['one of a column', 'CREATE TABLE t (box INTEGER REFERENCES box)', [{}]],
    ['one of a column with a key', 'CREATE TABLE t (box INTEGER REFERENCES box(id))', [{ targetColumns: ['id'] }]],
    [
      'one behind the length and a check of a column',
      'CREATE TABLE t (box VARCHAR(20) CHECK (box > 0) REFERENCES box (id))',
      [{ targetColumns: ['id'] }],
    ],
    [
      'one that has a name',
      'CREATE TABLE t (box INT CONSTRAINT n NOT NULL CONSTRAINT "my key" REFERENCES box)',
      [{ name: 'my key' }],
    ],
    ['a name that is another constraint’s', 'CREATE TABLE t (box INT CONSTRAINT n NOT NULL REFERENCES box)', [{}]],
    [
      'one of a table',
      'create table t (box INT, constraint k foreign key (box) references box (id) on delete cascade on update set null)',
      [{ name: 'k', targetColumns: ['id'], onDelete: 'CASCADE', onUpdate: 'SET NULL' }],
    ],
    [
      'one of two columns',
      'CREATE TABLE t (a INT, b INT, FOREIGN KEY (a, "b") REFERENCES [the box] (x, `y`) ON UPDATE SET DEFAULT MATCH FULL NOT DEFERRABLE)',
      [{ columns: ['a', 'b'], table: 'the box', targetColumns: ['x', 'y'], onUpdate: 'SET DEFAULT' }],
    ],
    [
      'several',
      'CREATE TABLE t (a INT REFERENCES box ON DELETE RESTRICT NOT NULL, b INT REFERENCES t DEFERRABLE INITIALLY DEFERRED, CONSTRAINT k FOREIGN KEY (a) REFERENCES box ON DELETE NO ACTION)',
      [
        { columns: ['a'], onDelete: 'RESTRICT' },
        { columns: ['b'], table: 't' },
        { columns: ['a'], name: 'k' },
      ],
    ],
    [
      'none in texts, comments and names',
      `CREATE TABLE t ("a REFERENCES box" INT DEFAULT ' REFERENCES box (', -- REFERENCES box\n b INT /* , CONSTRAINT k REFERENCES box */, CHECK (b <> ')'))`,
      [],
    ],
  ])('tells constraints: %s', (_, sql, expected) => {
    expect(foreignKeysOf(sql)).toEqual(expected.map((each) => ({ ...ONE, ...each })));
  });

  it('keeps everything but the constraints that are taken out', () => {
    const text = new SqliteTableText(
      kept(
        `CREATE TABLE t ("id" INTEGER PRIMARY KEY AUTOINCREMENT, -- the key
        a INT DEFAULT (1 + 2) CONSTRAINT old REFERENCES box ON DELETE CASCADE NOT NULL, b TEXT COLLATE NOCASE,
        CONSTRAINT Old FOREIGN KEY (b) REFERENCES box, CHECK (a > 0)) STRICT`,
      ),
    );
    const changed = text.changed('"t2"', (name) => name.toLowerCase() === 'old', ['UNIQUE (a)']);
    expect(changed.replace(/\s+/g, ' ')).toBe(
      'CREATE TABLE "t2" ( "id" INTEGER PRIMARY KEY AUTOINCREMENT, a INT DEFAULT (1 + 2) NOT NULL, b TEXT COLLATE NOCASE, CHECK (a > 0), UNIQUE (a) ) STRICT',
    );
    expect(() => kept(changed.replace('"t2"', 't'))).not.toThrow();
  });

  it('knows whether ids are counted on', () => {
    expect(new SqliteTableText('CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)').isAutoincrement).toBe(true);
    expect(new SqliteTableText('CREATE TABLE t (autoincrement_ INTEGER)').isAutoincrement).toBe(false);
  });
});

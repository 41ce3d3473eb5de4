import type { ReferentialAction } from '../../definition/foreign-key-definition.js';
import type { KnownForeignKey } from '../foreign-key.js';

/** A constraint in the text of a table: what it says, and where it stands. */
interface WrittenForeignKey extends KnownForeignKey {
  readonly start: number;
  readonly end: number;
}

interface Token {
  /** As it is written; a keyword in capitals where it is one. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How many parentheses are open before it. */
  readonly depth: number;
}

const TOKENS =
  /(?<blank>\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[\s\S]/g;

/**
 * The text of a CREATE TABLE as SQLite keeps it. SQLite cannot change the constraints of a table, and tells their names
 * nowhere else; what is not changed here stays as somebody has written it.
 */
export class SqliteTableText {
  readonly foreignKeys: readonly KnownForeignKey[];
  readonly isAutoincrement: boolean;
  readonly #tokens: readonly Token[];
  readonly #parts: readonly (readonly Token[])[];
  readonly #written: readonly WrittenForeignKey[];
  readonly #end: number;

  constructor(private readonly sql: string) {
    this.#tokens = tokensOf(sql);
    const close = this.#tokens.find(({ text, depth }) => text === ')' && depth === 1);
    this.#end = close?.start ?? sql.length;
    this.#parts = partsOf(this.#tokens.filter(({ start }) => start < this.#end));
    this.#written = this.#parts.flatMap(foreignKeysOf);
    this.foreignKeys = this.#written.map(({ start: _start, end: _end, ...foreignKey }) => foreignKey);
    this.isAutoincrement = this.#tokens.some(({ text }) => text.toUpperCase() === 'AUTOINCREMENT');
  }

  /** The text for another table with the same columns: without some constraints, and with new ones. */
  changed(quotedName: string, removed: (name: string) => boolean, added: readonly string[]): string {
    const kept = this.#parts.map((part) => this.#without(part, removed)).filter((text) => text !== '');
    const rest = withoutLastComment(this.sql)
      .slice(this.#end + 1)
      .trim();
    return `CREATE TABLE ${quotedName} (\n  ${[...kept, ...added].join(',\n  ')}\n)${rest === '' ? '' : ` ${rest}`}`;
  }

  #without(part: readonly Token[], removed: (name: string) => boolean): string {
    const [from, to] = [part[0]?.start ?? 0, part.at(-1)?.end ?? 0];
    let text = this.sql.slice(from, to);
    for (const { name, start, end } of this.#written.toReversed()) {
      if (start < from || end > to || name === undefined || !removed(name)) continue;
      text = `${text.slice(0, start - from)}${text.slice(end - from)}`;
    }
    return text.trim();
  }
}

/** A statement up to its last word: what follows it in a script must not become part of a comment. */
export function withoutLastComment(sql: string): string {
  return sql.slice(0, tokensOf(sql).at(-1)?.end);
}

function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (const match of sql.matchAll(TOKENS)) {
    const [text] = match;
    if (match.groups?.['blank'] !== undefined) continue;
    tokens.push({ text, start: match.index, end: match.index + text.length, depth });
    if (text === '(') depth++;
    if (text === ')') depth--;
  }
  return tokens;
}

/** The columns and constraints between the parentheses, which commas divide. */
function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [];
  let part: Token[] = [];
  for (const token of tokens) {
    if (token.depth === 0) continue;
    if (token.text === ',' && token.depth === 1) {
      parts.push(part);
      part = [];
    } else part.push(token);
  }
  return [...parts, part];
}

function foreignKeysOf(part: readonly Token[]): WrittenForeignKey[] {
  // A list in parentheses is one word here, its opening one.
  const words = part.filter(({ depth }) => depth === 1);
  const word = (place: number): string => words[place]?.text.toUpperCase() ?? '';
  return words.flatMap((_, place): WrittenForeignKey[] => {
    if (word(place) !== 'REFERENCES') return [];
    const isOfTable = word(place - 3) === 'FOREIGN' && word(place - 2) === 'KEY' && word(place - 1) === '(';
    const first = isOfTable ? place - 3 : place;
    const isNamed = word(first - 2) === 'CONSTRAINT';
    const end = endOf(words, place);
    const clause = words.slice(place, end);
    const hasList = clause[2]?.text === '(';
    return [
      {
        name: isNamed ? nameOf(words[first - 1]) : undefined,
        columns: isOfTable ? listAfter(part, words[first + 1]) : [nameOf(words[0])],
        schema: undefined,
        table: nameOf(clause[1]),
        targetColumns: hasList ? listAfter(part, clause[1]) : undefined,
        onDelete: actionOn('DELETE', clause),
        onUpdate: actionOn('UPDATE', clause),
        start: words[isNamed ? first - 2 : first]?.start ?? 0,
        end: lastOf(part, words[end])?.end ?? 0,
      },
    ];
  });
}

/** The place behind `REFERENCES table (column) ON DELETE … MATCH … NOT DEFERRABLE …`. */
function endOf(words: readonly Token[], references: number): number {
  const word = (place: number): string => words[place]?.text.toUpperCase() ?? '';
  let place = references + (word(references + 2) === '(' ? 3 : 2);
  for (;;) {
    if (word(place) === 'ON') place += ['CASCADE', 'RESTRICT'].includes(word(place + 2)) ? 3 : 4;
    else if (word(place) === 'MATCH' || word(place) === 'INITIALLY') place += 2;
    else if (word(place) === 'DEFERRABLE') place += 1;
    else if (word(place) === 'NOT' && word(place + 1) === 'DEFERRABLE') place += 2;
    else return place;
  }
}

/** The last token before a word, or of the part. */
function lastOf(part: readonly Token[], word: Token | undefined): Token | undefined {
  return part.findLast(({ start }) => word === undefined || start < word.start);
}

function actionOn(event: 'DELETE' | 'UPDATE', clause: readonly Token[]): ReferentialAction {
  const words = clause.map(({ text }) => text.toUpperCase());
  const place = words.findIndex((word, at) => word === event && words[at - 1] === 'ON');
  const [first = '', second = ''] = place === -1 ? [] : words.slice(place + 1);
  switch (first) {
    case 'CASCADE':
    case 'RESTRICT':
      return first;
    case 'SET':
      return second === 'NULL' ? 'SET NULL' : 'SET DEFAULT';
    default:
      return 'NO ACTION';
  }
}

/** The names in the parentheses behind a word. */
function listAfter(part: readonly Token[], word: Token | undefined): string[] {
  const open = part.findIndex(({ start }) => start > (word?.start ?? 0));
  const names: string[] = [];
  for (const token of part.slice(open + 1)) {
    if (token.text === ')') break;
    if (token.text !== ',') names.push(nameOf(token));
  }
  return names;
}

function nameOf(token: Token | undefined): string {
  const text = token?.text ?? '';
  const quote = text[0] ?? '';
  if (quote === '[') return text.slice(1, -1);
  return '"`\''.includes(quote) && text.length > 1 ? text.slice(1, -1).replaceAll(quote + quote, quote) : text;
}

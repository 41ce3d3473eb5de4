/*
 * A database that LoopBack has written may hold anything in a text column of objects, and PostgreSQL before 16 cannot ask
 * whether a text is JSON: a cast would stop the whole statement.
 */

const STRING = String.raw`"([^"\\\u0001-\u001f]|\\(["\\/bfnrt]|u[0-9a-fA-F]{4}))*"`;
const SCALAR = String.raw`-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?|true|false|null`;
/** `jsonb` has no U+0000, and no halves of surrogate pairs. */
const NOT_IN_JSONB = String.raw`\\u(0000|[dD][89a-fA-F])`;

const BLANK = String.raw`[ \t\n\r]*`;
const VALUE = '(""|0)';
const COMMA = `${BLANK},${BLANK}`;
const MEMBER = `""${BLANK}:${BLANK}${VALUE}`;
const LIST = String.raw`\[${BLANK}(${VALUE}(${COMMA}${VALUE})*${BLANK})?\]`;
const OBJECT = String.raw`\{${BLANK}(${MEMBER}(${COMMA}${MEMBER})*${BLANK})?\}`;

/**
 * Whether a text is JSON: strings become `""`, other scalars `0`, then the innermost lists and objects `0`, until nothing
 * changes. The text is JSON if a single value is left.
 */
function isJson(text: string): string {
  const tokens = `regexp_replace(regexp_replace(${text}, '${STRING}', '""', 'g'), '${SCALAR}', '0', 'g')`;
  const reduced = `regexp_replace(t, '${LIST}|${OBJECT}', '0', 'g')`;
  return `(WITH RECURSIVE r(t) AS (SELECT ${tokens} UNION SELECT ${reduced} FROM r) SELECT bool_or(t ~ '^${BLANK}${VALUE}${BLANK}$') FROM r)`;
}

/** The text of a column as `jsonb`, without an error for what is none: that is NULL, or taken for a string. */
export function textAsJson(text: string, noJson: 'null' | 'string'): string {
  const otherwise = noJson === 'null' ? 'NULL' : `to_jsonb(${text})`;
  return `CASE WHEN ${text} IS NULL THEN NULL WHEN ${text} ~ '${NOT_IN_JSONB}' THEN ${otherwise} WHEN ${isJson(text)} THEN ${text}::jsonb ELSE ${otherwise} END`;
}

import { parse as toXml } from 'js2xmlparser';

const OPTIONS = {
  declaration: { encoding: 'UTF-8' },
  format: { doubleQuotes: true, indent: '  ' },
  replaceInvalidChars: true,
} as const;

/**
 * XML as LoopBack writes it: a list as elements `result`. Keys of clients that are no names of elements become some (`a b` is
 * `a_b`), so that none is markup; characters that XML does not know become U+FFFD.
 */
export function xmlText(value: unknown, root = 'response'): string {
  const plain: unknown = JSON.parse(JSON.stringify(value) ?? 'null', (_key, part: unknown) => withNames(part));
  return toXml(root, Array.isArray(plain) ? { result: plain } : plain, OPTIONS);
}

function withNames(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [elementName(key), item as unknown]));
}

const START =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u2c00-\\u2fef\\u3001-\\ud7ff';
const NOT_IN_NAME = new RegExp(`[^${START}\\-.0-9\\u00b7]`, 'g');
const IS_START = new RegExp(`^[${START}]`);

function elementName(key: string): string {
  const name = key.replaceAll(NOT_IN_NAME, '_');
  return IS_START.test(name) ? name : `_${name}`;
}

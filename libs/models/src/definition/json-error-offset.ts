const TOKEN =
  /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const BLANK = /[ \t\r\n]*/y;

class NotJson extends Error {
  constructor(readonly offset: number) {
    super('not JSON');
  }
}

/**
 * The offset at which a text stops being JSON. V8 names a position in some of its messages only, and editors want one for
 * all of them.
 */
export function jsonErrorOffset(text: string): number {
  let at = 0;

  function match(pattern: RegExp): boolean {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  }
  function next(): string | undefined {
    match(BLANK);
    return text[at];
  }
  function take(character: string): boolean {
    if (next() !== character) return false;
    at += 1;
    return true;
  }
  function expect(character: string): void {
    if (!take(character)) throw new NotJson(at);
  }
  function token(): void {
    next();
    if (!match(TOKEN)) throw new NotJson(at);
  }
  function list(end: string, item: () => void): void {
    if (take(end)) return;
    do item();
    while (take(','));
    expect(end);
  }
  function member(): void {
    if (next() !== '"') throw new NotJson(at);
    token();
    expect(':');
    value();
  }
  function value(): void {
    if (take('{')) list('}', member);
    else if (take('[')) list(']', value);
    else token();
  }

  try {
    value();
    next();
    return at;
  } catch (error) {
    if (error instanceof NotJson) return error.offset;
    throw error;
  }
}

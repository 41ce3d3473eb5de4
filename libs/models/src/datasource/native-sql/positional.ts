/** Texts, quoted names and comments, in which `$1` is no placeholder; or a placeholder. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\d+)/g;

/** SQL with `$1`, `$2`, … for a database whose placeholders are `?`: each gets a parameter of its own. */
export function positional(
  sql: string,
  parameters: readonly unknown[],
): { readonly sql: string; readonly parameters: readonly unknown[] } {
  const used: unknown[] = [];
  let isNumbered = false;
  const text = sql.replaceAll(TOKEN, (token, number: string | undefined) => {
    if (number === undefined) return token;
    isNumbered = true;
    used.push(parameters[Number(number) - 1]);
    return '?';
  });
  return isNumbered ? { sql: text, parameters: used } : { sql, parameters };
}

/** One request, and what each caller is answered. */
export interface Line {
  readonly group: string;
  readonly request: string;
  readonly method: string;
  readonly cells: readonly string[];
}

const CELL_WIDTH = 9;

/**
 * The matrix as text. What a reviewer wrote before a line (`# …`) stays with it.
 *
 * @param known - the text that is there
 */
export function writeMatrix(lines: readonly Line[], callers: readonly string[], known: string): string {
  const comments = commentsOf(known);
  const groups = [...Map.groupBy(lines, ({ group }) => group)];
  const blocks = groups.map(([group, ofGroup]) => writeGroup(group, ofGroup, callers, comments));
  return `${[comments.get('') ?? [], ...blocks].map((block) => block.join('\n')).join('\n\n')}\n`;
}

function writeGroup(
  group: string,
  lines: readonly Line[],
  callers: readonly string[],
  comments: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const width = longest(lines.map(({ request }) => request));
  const names = longest(lines.map(({ method }) => method));
  const row = (request: string, method: string, cells: readonly string[]) => {
    const columns = cells.map((cell) => cell.padEnd(CELL_WIDTH)).join('');
    return `${request.padEnd(width)}${method.padEnd(names)}${columns}`.trimEnd();
  };
  return [
    row(`[${group}]`, '', callers),
    ...lines.flatMap(({ request, method, cells }) => [...(comments.get(request) ?? []), row(request, method, cells)]),
  ];
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map(({ length }) => length)) + 2;
}

/** By the request that they stand before; those at the top by nothing. */
function commentsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  let gathered: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) {
      gathered.push(line);
      continue;
    }
    const request = line === '' ? '' : (/^[A-Z]+ \S+/.exec(line)?.[0] ?? '');
    if (gathered.length > 0) found.set(request, gathered);
    gathered = [];
  }
  return found;
}

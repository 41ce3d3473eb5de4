/** Completes a pattern that ends in an escape: the backslash stands for itself there, as it is an error otherwise. */
export function completeLike(pattern: string): string {
  const escapes = /\\*$/.exec(pattern)?.[0].length ?? 0;
  return escapes % 2 === 1 ? `${pattern}\\` : pattern;
}

/** A pattern of LIKE as one of GLOB, which looks at case. */
export function globOf(pattern: string): string {
  return pattern.replace(/\\([^])|[%_*?[]/gu, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return literal(escaped);
    if (match === '%') return '*';
    return match === '_' ? '?' : literal(match);
  });
}

function literal(character: string): string {
  return character === '*' || character === '?' || character === '[' ? `[${character}]` : character;
}

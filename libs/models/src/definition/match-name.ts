/** The name that was meant: as it is written, or else in any case of letters. */
export function matchName(names: readonly string[], written: string): string | undefined {
  if (names.includes(written)) return written;
  const wanted = written.toLowerCase();
  return names.find((name) => name.toLowerCase() === wanted);
}

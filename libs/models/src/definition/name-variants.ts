function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `art-fair` → `artFair`; the first letter stays as it is. */
export function camelName(name: string): string {
  return name.trim().replace(/[-_\s]+(.)?/g, (_match, next: string | undefined) => (next ?? '').toUpperCase());
}

/** `art-fair` → `ArtFair`. */
export function className(name: string): string {
  return capitalize(camelName(name.replace(/[\W_]/g, ' ')).replace(/\s/g, ''));
}

/** The keys under which LoopBack's `app.models` and `app.dataSources` hold one thing: the name, `ClassName`, `camelName`. */
export function nameVariants(name: string): readonly string[] {
  return [...new Set([name, className(name), camelName(name)])];
}

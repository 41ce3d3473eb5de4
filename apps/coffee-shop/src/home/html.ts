/** Markup that needs no more escaping. */
export class Html {
  constructor(readonly text: string) {}
}

/** Makes markup of a template: values are escaped, markup and lists of markup are kept. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  return new Html(parts.reduce((text, part, index) => text + markup(values[index - 1] ?? '') + part));
}

function markup(value: string | number | Html | readonly Html[]): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(markup).join('');
  return String(value).replaceAll(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

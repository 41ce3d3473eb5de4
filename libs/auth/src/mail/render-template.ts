import { escapeHtml } from './escape-html.js';

const TAG = /<%([=-]?)\s*([\s\S]*?)\s*%>/g;
const PATH = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

/**
 * Fills in a template: `<%= name %>` and `<%= user.email %>` become the values of these names, escaped. Nothing else of
 * LoopBack's templates, which are programs, is there: who needs more makes the page with `templateFn`.
 */
export function renderTemplate(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(TAG, (tag, kind: string, path: string) => {
    if (kind === '=' && PATH.test(path)) return escapeHtml(valueAt(values, path.split('.')));
    throw new Error(
      `The template has ${tag}, but only <%= name %> can be filled in; for more than that, give templateFn.`,
    );
  });
}

function valueAt(values: unknown, path: readonly string[]): unknown {
  let value = values;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || name in Object.prototype) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return typeof value === 'object' || typeof value === 'function' ? textOf(value) : value;
}

/** Dates and other values that are more than their members. */
function textOf(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : undefined;
}

import type { ModelUse } from '@loopnest/models';

/** What of a model has no effect yet: a line, where there is anything. */
export function describeUnservedParts({ definition }: ModelUse): string | undefined {
  const { settings } = definition;
  if (!isFilled(settings['acls'])) return undefined;
  return `Model "${definition.name}" is served without its access control ("acls": everybody may do everything): not there yet.`;
}

function isFilled(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

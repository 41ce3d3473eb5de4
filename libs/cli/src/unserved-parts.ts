import type { ModelUse } from '@loopnest/models';

/** What of a model has no effect yet: a line, where there is anything. */
export function describeUnservedParts({ definition }: ModelUse): string | undefined {
  const { settings } = definition;
  const parts = [
    ...(isFilled(settings['acls']) ? ['its access control ("acls": everybody may do everything)'] : []),
    ...(isFilled(settings['mixins']) ? ['its "mixins"'] : []),
  ];
  return parts.length === 0
    ? undefined
    : `Model "${definition.name}" is served without ${parts.join(', ')}: not there yet.`;
}

function isFilled(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

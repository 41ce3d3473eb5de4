import type { PropertyDefinition } from './property-definition.js';

/**
 * Whether clients may not choose ids: they are generated, and `forceId` is not `false`. Takes settings rather than a
 * definition, so that it can be asked of the living ones, which scripts change.
 */
export function forceIdInForce(
  settings: Readonly<Record<string, unknown>>,
  properties: readonly PropertyDefinition[],
): boolean {
  return settings['forceId'] !== false && properties.some((property) => property.id > 0 && property.generated);
}

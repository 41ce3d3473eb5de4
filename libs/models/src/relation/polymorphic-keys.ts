import type { AnyModel } from '../model/model.js';
import { RelationDefinitionError } from './relation.error.js';
import type { RelationSettings } from './relation-settings.js';

/** Key and discriminator of a polymorphic relation, on the model that has them. */
export interface PolymorphicNames {
  readonly foreignKey: string;
  readonly discriminator: string;
  /** Type of the key, where it is not that of the model's own id. */
  readonly idType: unknown;
}

/** Reads `polymorphic` of a relation; `undefined` where there is none. */
export function polymorphicNames(
  from: AnyModel,
  relation: string,
  settings: RelationSettings,
): PolymorphicNames | undefined {
  const written = settings['polymorphic'];
  if (written === undefined || written === null || written === false) return undefined;
  if (written === true) return bySelector(relation, undefined);
  if (typeof written === 'string') return bySelector(written, undefined);
  const { foreignKey, discriminator, selector, as, idType } = written as Record<string, unknown>;
  const fail = (problem: string) => new RelationDefinitionError(from.modelName, relation, problem);
  if (foreignKey === undefined && discriminator === undefined) {
    return bySelector(String(selector ?? as ?? relation), idType);
  }
  if (selector !== undefined || as !== undefined) {
    throw fail('polymorphic.selector cannot stand next to polymorphic.foreignKey; leave one of them out');
  }
  if (typeof foreignKey !== 'string') throw fail('polymorphic.foreignKey is missing next to polymorphic.discriminator');
  if (typeof discriminator !== 'string')
    throw fail('polymorphic.discriminator is missing next to polymorphic.foreignKey');
  return { foreignKey, discriminator, idType };
}

function bySelector(selector: string, idType: unknown): PolymorphicNames {
  return { foreignKey: `${selector}Id`, discriminator: `${selector}Type`, idType };
}

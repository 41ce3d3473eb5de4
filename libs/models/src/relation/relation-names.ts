import { pluralize } from '../definition/plural.js';

/** LoopBack's camel case of a model name: `purchase_order` → `purchaseOrder`; capitals inside stay (`XMLFile` → `xMLFile`). */
export function camelName(name: string): string {
  const joined = name.replaceAll(/[-_\s]+(.)/g, (_match, letter: string) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

/** Default key of a model in another one's row: `customerId`. */
export function keyNameOf(model: string): string {
  return `${camelName(model)}Id`;
}

/** Default list of keys of a referencesMany: `accountIds`. */
export function keyListNameOf(model: string): string {
  return `${camelName(model)}Ids`;
}

/** Default name of a relation to many of a model: `orderLines`. */
export function pluralNameOf(model: string, plural?: string): string {
  return camelName(plural ?? pluralize(model));
}

import { isList, isPlainObject, toPlainObject, type PlainObject } from './plain-object.js';

/** What an entry of model-config.json adds to a model beside `options`. */
export interface ModelConfiguration {
  readonly relations?: unknown;
  readonly acls?: unknown;
  readonly methods?: unknown;
}

const RULE_KEYS = ['property', 'accessType', 'principalType', 'principalId'] as const;

/** New names are added; of a relation that exists, the settings given replace those that are there, key by key. */
function mergeRelations(written: unknown, added: PlainObject): PlainObject {
  const merged = new Map(Object.entries(toPlainObject(written)));
  for (const [name, relation] of Object.entries(added)) {
    const old = merged.get(name);
    merged.set(name, isPlainObject(old) && isPlainObject(relation) ? { ...old, ...relation } : relation);
  }
  return Object.fromEntries(merged);
}

function isSameRule(first: unknown, second: unknown): boolean {
  const a = toPlainObject(first);
  const b = toPlainObject(second);
  return RULE_KEYS.every((key) => JSON.stringify(a[key] ?? null) === JSON.stringify(b[key] ?? null));
}

/** A rule about the same property, type and principal as one that is there takes its place; others are added. */
function mergeAcls(written: unknown, added: readonly unknown[]): unknown[] {
  const merged: unknown[] = isList(written) ? [...written] : [];
  for (const rule of added) {
    const index = merged.findIndex((old) => isSameRule(old, rule));
    if (index === -1) merged.push(rule);
    else merged[index] = rule;
  }
  return merged;
}

/** Settings of a model with the `relations`, `acls` and `methods` of its entry in model-config.json. */
export function mergeModelConfiguration(
  settings: Readonly<PlainObject>,
  { relations, acls, methods }: ModelConfiguration,
): PlainObject {
  const merged = { ...settings };
  if (isPlainObject(relations)) merged['relations'] = mergeRelations(settings['relations'], relations);
  if (isList(acls)) merged['acls'] = mergeAcls(settings['acls'], acls);
  if (isPlainObject(methods)) merged['methods'] = { ...toPlainObject(settings['methods']), ...methods };
  return merged;
}

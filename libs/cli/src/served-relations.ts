import type { ModelUse } from '@loopnest/models';

/** A model without its relations to models that are left out; each of those is told. */
export function withServedRelations(
  use: ModelUse,
  leftOut: ReadonlySet<string>,
  tell: (line: string) => void,
): ModelUse {
  const { definition } = use;
  const relations = Object.entries((definition.settings['relations'] ?? {}) as Record<string, Record<string, unknown>>);
  const kept = relations.filter(([name, relation]) => {
    const missing = [relation['model'], relation['through']].find((model) => leftOut.has(String(model)));
    if (missing === undefined) return true;
    tell(
      `Relation "${name}" of "${definition.name}" cannot be served yet: the model "${String(missing)}" is not served.`,
    );
    return false;
  });
  if (kept.length === relations.length) return use;
  return {
    ...use,
    definition: { ...definition, settings: { ...definition.settings, relations: Object.fromEntries(kept) } },
  };
}

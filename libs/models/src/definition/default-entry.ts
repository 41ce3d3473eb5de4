import type { Findings } from './findings.js';
import type { ModelEntry } from './model-entry.js';
import type { PlainObject } from './plain-object.js';
import type { RawDefinition } from './raw-definition.js';

/** The entry of a model that was given in code and has none: public, on the only data source. */
export function createDefaultEntry(
  { name, file }: RawDefinition,
  dataSources: PlainObject,
  findings: Findings,
): ModelEntry {
  const names = Object.keys(dataSources);
  if (names.length > 1) {
    findings.report({
      file,
      pointer: '',
      message: `the model "${name}" has no entry in the model configuration, and there are several data sources: ${names.join(', ')}`,
      expected: `modelConfig: { "${name}": { "dataSource": "${names[0]}" } }, or "dataSource": null`,
    });
  }
  return { name, file, dataSource: names[0] ?? null, public: true, options: {}, configuration: {} };
}

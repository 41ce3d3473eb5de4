import type { Findings } from './findings.js';
import type { MixinFiles } from './find-mixins.js';
import { jsonPointer } from './json-pointer.js';
import type { ModelUse } from './model-definition.js';
import { toPlainObject } from './plain-object.js';

/** Reports mixins that are neither a file nor a model; those of a base are reported with the base. */
export function checkMixins(
  models: readonly ModelUse[],
  files: MixinFiles,
  isModel: (name: string) => boolean,
  findings: Findings,
): void {
  const definitions = new Map(models.map(({ definition }) => [definition.name, definition]));
  for (const { name, base, settings, source } of definitions.values()) {
    const inherited = toPlainObject(definitions.get(base ?? '')?.settings['mixins']);
    for (const [mixin, options] of Object.entries(toPlainObject(settings['mixins']))) {
      if (options === false || files.has(mixin) || isModel(mixin) || Object.hasOwn(inherited, mixin)) continue;
      findings.report({
        file: source?.file ?? name,
        pointer: jsonPointer(['mixins', mixin]),
        message: `Model "${name}" uses unknown mixin: ${mixin}`,
        expected: `the name of a file in _meta.mixins${listed([...files.keys()])}, or of a model`,
      });
    }
  }
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}

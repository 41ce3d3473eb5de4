// Lets Node itself load the libraries from their sources, so that nothing has to be built: with `node --import` of this file, or
// after it was imported, `require('@loopnest/models')` and `import` work as they do with the built package.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type typescript from 'typescript';

const SOURCE = /\/libs\/[^/]+\/src\/.*\.ts$/;
/** What was compiled before, by the text of the source: most of the time goes into that. */
const CACHE = join(import.meta.dirname, '../../node_modules/.cache/register-source');
const require = createRequire(import.meta.url);

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier.startsWith('@loopnest/')) {
      return nextResolve(specifier, { ...context, conditions: ['source', ...context.conditions] });
    }
    const isSource = specifier.startsWith('.') && SOURCE.test(context.parentURL ?? '');
    return nextResolve(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
  load(url, context, nextLoad) {
    if (!SOURCE.test(url)) return nextLoad(url, context);
    return { format: 'module', source: compiled(fileURLToPath(url)), shortCircuit: true };
  },
});

function compiled(path: string): string {
  const source = readFileSync(path, 'utf8');
  const kept = join(CACHE, `${createHash('sha1').update(source).digest('hex')}.js`);
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const output = compile(path, source);
    mkdirSync(CACHE, { recursive: true });
    const written = `${kept}.${process.pid}`;
    writeFileSync(written, output);
    renameSync(written, kept);
    return output;
  }
}

function compile(fileName: string, source: string): string {
  const ts = require('typescript') as typeof typescript;
  return ts.transpileModule(source, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      experimentalDecorators: true,
      useDefineForClassFields: true,
    },
  }).outputText;
}

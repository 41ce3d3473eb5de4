import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { compileFunction } from 'node:vm';

/** How Node reads a file: by its extension, then by the nearest `package.json`, then by its text. */
export type ScriptFormat = 'commonjs' | 'module' | 'json' | 'other';

/** What a file is for Node, which tells nobody. */
export function formatOf(file: string): ScriptFormat {
  switch (extname(file)) {
    case '.cjs':
      return 'commonjs';
    case '.mjs':
      return 'module';
    case '.json':
      return 'json';
    case '.js':
      return formatOfType(packageType(dirname(file))) ?? formatOfText(readFileSync(file, 'utf8'));
    default:
      return 'other';
  }
}

function formatOfType(type: unknown): ScriptFormat | undefined {
  return type === 'module' || type === 'commonjs' ? type : undefined;
}

/** What the nearest `package.json` says of files that end in `.js`. */
function packageType(directory: string): unknown {
  const description = join(directory, 'package.json');
  if (existsSync(description)) return (JSON.parse(readFileSync(description, 'utf8')) as { type?: unknown }).type;
  const parent = dirname(directory);
  return parent === directory ? undefined : packageType(parent);
}

// It is not run: what CommonJS cannot parse because of `import` or `export` is an ES module.
function formatOfText(text: string): ScriptFormat {
  try {
    compileFunction(text.replace(/^#!.*/, ''), ['exports', 'require', 'module', '__filename', '__dirname']);
  } catch (error) {
    if (/import statement|Unexpected token 'export'|import\.meta/.test(String(error))) return 'module';
  }
  return 'commonjs';
}

import * as common from '@nestjs/common';
import * as models from '@loopnest/models';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const README = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

/** A block of code in the README: `path` is its title, or what the comment in its first line says. */
export interface Snippet {
  readonly language: string;
  readonly path: string | undefined;
  readonly text: string;
}

/** A chapter of the README: from its heading to the next one. */
export function readChapter(heading: string): string {
  const from = README.indexOf(`\n### ${heading}\n`);
  if (from < 0) throw new Error(`The README has no chapter "${heading}"`);
  const end = README.indexOf('\n### ', from + 1);
  return README.slice(from, end < 0 ? undefined : end);
}

/** The blocks of code in a chapter, in their order. */
export function readSnippets(heading: string): readonly Snippet[] {
  const found = readChapter(heading).matchAll(/(?:^`([\w./-]+)`\n\n)?^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$/gms);
  return [...found].map(([, before, language = '', title, text = '']) => ({
    language,
    path: title ?? /^\/\/ ([\w./-]+)\n/.exec(text)?.[1] ?? before,
    text,
  }));
}

/** The files that a chapter shows: JavaScript of one kind only. */
export function scriptsOf(heading: string, kind: 'commonjs' | 'module' = 'commonjs'): Record<string, string> {
  const isModule = (text: string) => /^export default/m.test(text);
  const scripts = readSnippets(heading).filter(
    ({ language, path, text }) => language === 'js' && path !== undefined && isModule(text) === (kind === 'module'),
  );
  return Object.fromEntries(scripts.map(({ path, text }) => [String(path), text]));
}

/** The text of a file that the README shows, wherever it does. */
export function fileOf(path: string): string {
  const marked = README.indexOf(` title="${path}"\n`, README.indexOf('### Definitions in files'));
  const from = README.indexOf('\n', marked) + 1;
  if (marked < 0) throw new Error(`The README shows no file ${path}`);
  return README.slice(from, README.indexOf('\n```', from) + 1);
}

type Exports = Record<string, new (...parameters: never[]) => object>;

/** Compiles a file of TypeScript that the README shows, and runs it: what it exports. */
export function runFile(path: string): Exports {
  const { outputText } = ts.transpileModule(fileOf(path), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, experimentalDecorators: true },
  });
  const modules: Record<string, unknown> = { '@nestjs/common': common, '@loopnest/models': models };
  const exports: Exports = {};
  // oxlint-disable-next-line typescript/no-implied-eval -- the README is ours
  new Function('require', 'exports', outputText)((name: string) => modules[name] ?? {}, exports);
  return exports;
}

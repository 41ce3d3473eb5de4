import { jsonPointer } from './json-pointer.js';
import { isPlainObject, type PlainObject } from './plain-object.js';
import { isUnsafeKey } from './unsafe-key.js';

/** Told of each value that cannot be merged: where it is, and LoopBack's words for it. */
export type MergeReport = (pointer: string, message: string) => void;

type Path = readonly (string | number)[];

interface MergeContext {
  /** The name of the file that is merged over, the first part of the keys in messages. */
  readonly file: string;
  readonly report: MergeReport;
}

function keyOf({ file }: MergeContext, path: Path): string {
  return [file, ...path].join('.');
}

function reportTypes(path: Path, context: MergeContext): void {
  context.report(
    jsonPointer(path),
    `Cannot merge values of incompatible types for the option \`${keyOf(context, path)}\`.`,
  );
}

function mergeArrays(
  target: readonly unknown[],
  source: readonly unknown[],
  path: Path,
  context: MergeContext,
): unknown {
  if (target.length !== source.length) {
    context.report(
      jsonPointer(path),
      `Cannot merge array values of different length for the option \`${keyOf(context, path)}\`.`,
    );
    return target;
  }
  return target.map((item, index) => mergeValue(item, source[index], [...path, index], context));
}

function mergeObjects(target: PlainObject, source: PlainObject, path: Path, context: MergeContext): PlainObject {
  const merged = new Map(Object.entries(target));
  for (const [key, value] of Object.entries(source)) {
    if (!isUnsafeKey(key)) merged.set(key, mergeValue(merged.get(key), value, [...path, key], context));
  }
  return Object.fromEntries(merged);
}

function mergeValue(target: unknown, source: unknown, path: Path, context: MergeContext): unknown {
  if (target === null || target === undefined) return source;
  if (source === undefined) return target;
  if (Array.isArray(target) && Array.isArray(source)) return mergeArrays(target, source, path, context);
  const targetIsObject = typeof target === 'object' && !Array.isArray(target);
  if (targetIsObject && source === null) return null;
  if (isPlainObject(target) && isPlainObject(source)) return mergeObjects(target, source, path, context);
  const sourceIsObject = typeof source === 'object' && !Array.isArray(source);
  if (targetIsObject !== sourceIsObject || Array.isArray(target) !== Array.isArray(source)) {
    reportTypes(path, context);
    return target;
  }
  return source;
}

/** Merges a variant of a configuration file (`config.local.json`) over what was read so far; neither is changed. */
export function mergeConfig(target: PlainObject, source: PlainObject, file: string, report: MergeReport): PlainObject {
  return mergeObjects(target, source, [], { file, report });
}

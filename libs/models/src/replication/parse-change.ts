import { InvalidChangeError } from './invalid-change.error.js';

/** A change as another side gives it: the keys that it has, checked. */
export interface GivenChange {
  readonly id?: string;
  readonly rev?: string | null;
  readonly prev?: string | null;
  readonly checkpoint?: number | null;
  readonly modelName?: string;
  readonly modelId: string;
}

/** A list of changes. */
export function parseChanges(input: unknown, what: string): readonly GivenChange[] {
  if (input === undefined || input === null) return [];
  if (!Array.isArray(input)) throw new InvalidChangeError(what, 'a list of changes');
  return input.map((item, index) => parseChange(item, `${what}[${index}]`));
}

export function parseChange(input: unknown, what: string): GivenChange {
  const given = recordOf(input, what);
  const { modelId } = given;
  const isNumber = typeof modelId === 'number' && Number.isFinite(modelId);
  if (!isNumber && (typeof modelId !== 'string' || modelId === ''))
    throw new InvalidChangeError(`${what}.modelId`, 'a text or a number');
  return {
    ...textOf(given, 'id', what),
    ...revisionsOf(given, what),
    ...checkpointOf(given, what),
    ...textOf(given, 'modelName', what),
    modelId: String(modelId),
  };
}

/** What may be changed of a record. */
export function parseRecord(input: unknown): Pick<GivenChange, 'rev' | 'prev' | 'checkpoint'> {
  const given = recordOf(input, 'data');
  return { ...revisionsOf(given, 'data'), ...checkpointOf(given, 'data') };
}

/** An object, which may be an instance. */
export function recordOf(input: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw new InvalidChangeError(what, 'an object');
  return 'toObject' in input && typeof input.toObject === 'function'
    ? ((input.toObject as () => unknown).call(input) as Record<string, unknown>)
    : (input as Record<string, unknown>);
}

type Given = Readonly<Record<string, unknown>>;

function textOf<K extends string>(given: Given, key: K, what: string): { [k in K]?: string } {
  const value = given[key];
  if (value === undefined || value === null) return {};
  if (typeof value !== 'string') throw new InvalidChangeError(`${what}.${key}`, 'a text');
  return { [key]: value } as { [k in K]?: string };
}

function revisionsOf(given: Given, what: string): Pick<GivenChange, 'rev' | 'prev'> {
  const revisions: { rev?: string | null; prev?: string | null } = {};
  for (const key of ['rev', 'prev'] as const) {
    const value = given[key];
    if (value === undefined) continue;
    if (value !== null && typeof value !== 'string') throw new InvalidChangeError(`${what}.${key}`, 'a text or null');
    revisions[key] = value;
  }
  return revisions;
}

function checkpointOf({ checkpoint }: Given, what: string): Pick<GivenChange, 'checkpoint'> {
  if (checkpoint === undefined) return {};
  if (checkpoint !== null && !Number.isSafeInteger(checkpoint))
    throw new InvalidChangeError(`${what}.checkpoint`, 'a whole number');
  return { checkpoint: checkpoint as number | null };
}

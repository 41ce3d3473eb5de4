/** When a remote hook runs: before the method, after its success, or after its failure. */
export type RemoteHookPhase = 'before' | 'after' | 'afterError';

/** A remote hook: `(context, result, next)`, with `(context, next)` after errors; or one that returns a promise. */
export type RemoteHook = (context: never, ...rest: never[]) => unknown;

/** A hook of a method, and how exactly its pattern names it: texts in whose order they run. */
export interface RankedHook {
  readonly hook: RemoteHook;
  readonly rank: string;
}

interface Entry {
  readonly phase: RemoteHookPhase;
  readonly pattern: readonly string[];
  readonly hook: RemoteHook;
}

/** Remote hooks by the names of the methods that they are for, in the order in which they run. */
export class RemoteHooks {
  private readonly entries: Entry[] = [];
  private readonly found = new Map<string, readonly RankedHook[]>();

  /** @param warn - is told of patterns that can match nothing */
  constructor(private readonly warn: (text: string) => void) {}

  /** How many there are. */
  get size(): number {
    return this.entries.length;
  }

  add(phase: RemoteHookPhase, name: string, hook: RemoteHook): void {
    const pattern = name.split('.');
    if (pattern.some((segment) => segment.includes('*') && !/^\*\*?$/.test(segment)))
      this.warn(`The remote hook "${name}" matches no method: * stands for a whole segment between dots`);
    this.entries.push({ phase, pattern, hook });
    this.found.clear();
  }

  /** Takes a hook out again. */
  remove(hook: RemoteHook): void {
    const at = this.entries.findIndex((entry) => entry.hook === hook);
    if (at >= 0) this.entries.splice(at, 1);
    this.found.clear();
  }

  /** The hooks of a method: those of its exact name first, then those with `*`, then those with `**`. */
  of(phase: RemoteHookPhase, name: string): readonly RankedHook[] {
    if (this.entries.length === 0) return NONE;
    const key = `${phase} ${name}`;
    let hooks = this.found.get(key);
    if (hooks === undefined) this.found.set(key, (hooks = this.find(phase, name.split('.'))));
    return hooks;
  }

  private find(phase: RemoteHookPhase, name: readonly string[]): readonly RankedHook[] {
    return this.entries
      .filter((entry) => entry.phase === phase && matches(entry.pattern, name))
      .map(({ hook, pattern }) => ({ hook, rank: rankOf(pattern) }))
      .toSorted((a, b) => compareRanks(a.rank, b.rank));
  }
}

const NONE: readonly RankedHook[] = [];

function matches(pattern: readonly string[], name: readonly string[]): boolean {
  const [segment, ...rest] = pattern;
  if (segment === undefined) return name.length === 0;
  if (segment === '**') return name.some((_, index) => matches(rest, name.slice(index + 1))) || matches(rest, name);
  return name.length > 0 && (segment === '*' || segment === name[0]) && matches(rest, name.slice(1));
}

// Kept from LoopBack 3 on purpose (conversation "remote-hooks"): segment by segment, a name before `*` before `**`.
function rankOf(pattern: readonly string[]): string {
  return pattern.map((segment) => (segment === '**' ? '2' : segment === '*' ? '1' : '0')).join('');
}

/** Which of two ranks comes first. */
export function compareRanks(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

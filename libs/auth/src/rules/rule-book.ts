import type { AnyModel } from '@loopnest/models';
import type { Asked } from '../access/asked.js';
import type { AuthState } from '../plugin/auth-state.js';
import { RuleSet } from './rule-set.js';
import { type RowsRead, StoredRules } from './stored-rules.js';
import { WrittenRules } from './written-rules.js';

/** More sets of a model are forgotten: scripts may ask for methods of any name. */
const MOST_SETS = 1_000;

/** Rows that are being read, for the written rules that they come to. */
interface Loading {
  readonly written: WrittenRules;
  readonly read: RowsRead;
  readonly set: Promise<RuleSet>;
}

/** The rules of models, written and stored, weighed for each method once. */
export class RuleBook {
  readonly stored: StoredRules;
  private readonly written = new WeakMap<AnyModel, WrittenRules>();
  private readonly loading = new Map<string, Loading>();

  constructor(state: AuthState) {
    this.stored = new StoredRules(state);
  }

  /** The rules about a method of a model; a promise where stored ones have to be read. */
  of(model: AnyModel, asked: Asked): RuleSet | Promise<RuleSet> {
    const written = this.writtenOf(model);
    const kept = written.sets.get(asked.key);
    const { areUsed } = this.stored;
    if (kept !== undefined) {
      const isCurrent = areUsed ? kept.read !== undefined && this.stored.isCurrent(kept.read) : kept.read === undefined;
      if (isCurrent) return kept.set;
    }
    if (areUsed) return this.load(written, asked);
    const set = new RuleSet(written.about(asked.names), asked);
    keep(written, asked, set, undefined);
    return set;
  }

  /** The rules that the settings of a model have now. */
  writtenOf(model: AnyModel): WrittenRules {
    const kept = this.written.get(model);
    if (kept?.areCurrent === true) return kept;
    const written = new WrittenRules(model);
    this.written.set(model, written);
    return written;
  }

  /** Whoever asks while rows are being read waits for the same ones, unless they have changed meanwhile. */
  private load(written: WrittenRules, asked: Asked): Promise<RuleSet> {
    const name = `${asked.model} ${asked.key}`;
    const begun = this.loading.get(name);
    if (begun?.written === written && this.stored.isCurrent(begun.read)) return begun.set;
    const read = this.stored.now;
    const set = this.stored
      .find(asked)
      .then((rows) => {
        const made = new RuleSet([...written.about(asked.names), ...rows], asked);
        keep(written, asked, made, read);
        return made;
      })
      .finally(() => {
        if (this.loading.get(name)?.read === read) this.loading.delete(name);
      });
    this.loading.set(name, { written, read, set });
    return set;
  }
}

function keep({ sets }: WrittenRules, { key }: Asked, set: RuleSet, read: RowsRead | undefined): void {
  if (sets.size >= MOST_SETS && !sets.has(key)) sets.clear();
  sets.set(key, { set, read });
}

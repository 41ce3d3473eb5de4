import type { AnyModel } from '@loopnest/models';
import type { RuleSet } from './rule-set.js';
import { ALL, partOf, type Rule } from './rule.js';

const PARTS = ['property', 'accessType', 'permission', 'principalType', 'principalId'] as const;

/** A set of rules that was made of written and stored ones. */
export interface KeptSet {
  readonly set: RuleSet;
  /** When the stored ones were read: the version of them, and the time. `undefined` where there are none. */
  readonly read: { readonly version: number; readonly at: number } | undefined;
}

/** The rules that a model's settings have at one moment, and the sets that were made of them. */
export class WrittenRules {
  readonly rules: readonly Rule[];
  /** By what is asked. */
  readonly sets = new Map<string, KeptSet>();

  constructor(private readonly model: AnyModel) {
    const { modelName } = model;
    this.rules = writtenIn(model).map((written) => ({ ...copyOf(written), model: modelName }));
  }

  /** Whether the settings still say the same: scripts may change them at any time. */
  get areCurrent(): boolean {
    const now = writtenIn(this.model);
    return now.length === this.rules.length && now.every((rule, index) => isSame(rule, this.rules[index]));
  }

  /** Those that are about a method, for whatever type of access. */
  about(names: readonly string[]): readonly Rule[] {
    if (names.includes(ALL)) return this.rules;
    return this.rules.filter(({ property }) => {
      const written = partOf(property);
      if (Array.isArray(written)) return written.some((name) => name !== ALL && names.includes(String(name)));
      return written === ALL || names.includes(String(written));
    });
  }
}

function writtenIn({ settings }: AnyModel): readonly Rule[] {
  const { acls } = settings;
  return Array.isArray(acls) ? acls.filter((rule) => typeof rule === 'object' && rule !== null) : NONE;
}

const NONE: readonly Rule[] = [];

function copyOf(rule: Rule): Rule {
  const { property } = rule;
  return { ...rule, ...(Array.isArray(property) ? { property: [...(property as readonly unknown[])] } : {}) };
}

function isSame(one: Rule, other: Rule | undefined): boolean {
  return other !== undefined && PARTS.every((part) => isSamePart(one[part], other[part]));
}

function isSamePart(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

import type { AnyModel } from '@loopnest/models';
import type { RuleSet } from './rule-set.js';
import { ALL, isRule, partOf, type Rule } from './rule.js';

/** A set of rules that was made of written and stored ones. */
export interface KeptSet {
  readonly set: RuleSet;
  /** When the stored ones were read: the version of them, and the time. `undefined` where there are none. */
  readonly read: { readonly version: number; readonly at: number } | undefined;
}

/** The rules that a model's settings have at one moment, and the sets that were made of them. */
export class WrittenRules {
  readonly rules: readonly Rule[];
  /** What was made of them, by the key of what is asked. */
  readonly sets = new Map<string, KeptSet>();
  /** What the settings said, item by item. */
  private readonly said: readonly (Rule | undefined)[];

  constructor(private readonly model: AnyModel) {
    const { modelName } = model;
    this.said = writtenIn(model).map((item) => (isRule(item) ? copyOf(item) : undefined));
    this.rules = this.said.flatMap((rule) => (rule === undefined ? [] : { ...rule, model: modelName }));
  }

  /** Whether the settings still say the same: scripts may change them at any time. Asked at each request. */
  get areCurrent(): boolean {
    const now = writtenIn(this.model);
    const { said } = this;
    if (now.length !== said.length) return false;
    for (let index = 0; index < said.length; index++) if (!isSame(now[index], said[index])) return false;
    return true;
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

const NONE: readonly unknown[] = [];

function writtenIn({ settings }: AnyModel): readonly unknown[] {
  const { acls } = settings;
  return Array.isArray(acls) ? acls : NONE;
}

function copyOf({ property, accessType, permission, principalType, principalId }: Rule): Rule {
  const names: unknown = Array.isArray(property) ? [...(property as readonly unknown[])] : property;
  return { property: names, accessType, permission, principalType, principalId };
}

function isSame(item: unknown, said: Rule | undefined): boolean {
  if (!isRule(item) || said === undefined) return !isRule(item) && said === undefined;
  return (
    isSameProperty(item.property, said.property) &&
    item.accessType === said.accessType &&
    item.permission === said.permission &&
    item.principalType === said.principalType &&
    item.principalId === said.principalId
  );
}

function isSameProperty(one: unknown, other: unknown): boolean {
  if (one === other || !Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((name, index) => name === other[index]);
}

import { type AnyModel, type PersistedModel, type Relation, type RemoteCall, subqueryOf } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { argumentOf } from './argument-of.js';
import type { Caller } from './caller.js';
import { narrowCall } from './narrow-call.js';
import { isStrict } from './strictness.js';
import { askFor, linkMethod, type TargetMethod, targetMethod } from './target-method.js';
import { idNameOf } from '../plugin/id-name-of.js';

interface Accessor {
  get?(): Promise<object | null | undefined>;
  build?(data: object): object;
}

type Instance = Readonly<Record<string, unknown>>;

/** Judges what a method of a relation does to the relation's target, and to the models between. */
export class TargetAccess {
  private readonly state: AuthState;
  private readonly target: TargetMethod;

  constructor(
    private readonly call: RemoteCall,
    private readonly caller: Caller,
    private readonly relation: Relation,
  ) {
    this.state = caller.state;
    this.target = targetMethod(call.method);
  }

  /** Refuses by throwing. */
  async judge(): Promise<void> {
    await this.judgeBetween();
    await this.judgeLinks();
    const { modelTo } = this.relation;
    const related = modelTo === undefined ? await this.related() : undefined;
    const model = modelTo ?? (related?.constructor as AnyModel | undefined);
    if (model === undefined || !isStrict(model, this.state)) return;
    const visibility = await this.caller.visibility(askFor(model, this.target));
    if (visibility === 'all') return;
    if (visibility === 'own' && !this.relation.embed && (await this.mayReach(model, related))) return;
    throw this.caller.refusal(model);
  }

  /** A nested method: the model in the middle is asked as if its own method were called. */
  private async judgeBetween(): Promise<void> {
    const { inner } = this.call.method;
    if (inner === undefined || !isStrict(inner.model, this.state)) return;
    const { name, accessType } = inner.method;
    const ask = askFor(inner.model, { name, accessType });
    if ((await this.caller.visibility(ask)) === 'all') return;
    const between = await this.parent();
    if (between === undefined) return;
    if (!(await this.caller.isAllowed(ask, idOf(between)))) throw this.caller.refusal(inner.model);
  }

  private async judgeLinks(): Promise<void> {
    const links = this.relation.through?.model;
    const method = linkMethod(this.call.method);
    if (links === undefined || method === undefined || !isStrict(links, this.state)) return;
    if ((await this.caller.visibility(askFor(links, method))) !== 'all') throw this.caller.refusal(links);
  }

  private async mayReach(model: AnyModel, related: object | undefined): Promise<boolean> {
    const { about } = this.target;
    switch (about) {
      case 'rows':
        return this.narrow(model);
      case 'new':
        return this.caller.keeps(model, await this.made(), { kind: 'new' });
      case 'named':
        return this.mayChange(model, argumentOf(this.call, 'fk'));
      case 'related': {
        const row = related ?? (await this.related());
        return row === undefined || this.mayChange(model, idOf(row));
      }
    }
  }

  private async mayChange(model: AnyModel, id: unknown): Promise<boolean> {
    if (!(await this.caller.isAllowed(askFor(model, this.target), id))) return false;
    const data = argumentOf(this.call, 'data');
    const isChange = this.target.accessType !== 'READ' && typeof data === 'object' && data !== null;
    return !isChange || this.caller.keeps(model, data, { kind: 'patched', id });
  }

  private narrow(model: AnyModel): boolean {
    const rows = this.caller.ownRows(model);
    if (rows === undefined) return false;
    const { through } = this.relation;
    if (through === undefined || this.target.name !== 'count') return narrowCall(this.call, rows);
    // Links are what is counted.
    if (through.model.dataSource !== model.dataSource) return false;
    return narrowCall(this.call, { [through.keyTo]: { inq: subqueryOf(model, idNameOf(model), rows) } });
  }

  /** What is to be made, with the keys that the relation sets. */
  private async made(): Promise<unknown> {
    const data = argumentOf(this.call, 'data') ?? {};
    const accessor = await this.accessor();
    const build = (item: unknown) => accessor?.build?.(item as object) ?? item;
    return Array.isArray(data) ? data.map(build) : build(data);
  }

  private async related(): Promise<object | undefined> {
    return (await (await this.accessor())?.get?.()) ?? undefined;
  }

  private async accessor(): Promise<Accessor | undefined> {
    return (await this.parent())?.[this.relation.name] as Accessor | undefined;
  }

  /** The instance that has the relation: for a nested method, the one in the middle. */
  private async parent(): Promise<Instance | undefined> {
    const { call, relation } = this;
    const { inner, accepts } = call.method;
    if (inner === undefined) return find(relation.modelFrom, call.given?.[0]);
    if (inner.outer.multiple) return find(inner.model, call.given?.[accepts.findIndex(({ of }) => of === inner.model)]);
    const outer = await find(call.model, call.given?.[0]);
    const between = await (outer?.[inner.outer.name] as Accessor | undefined)?.get?.();
    return (between ?? undefined) as Instance | undefined;
  }
}

async function find(model: AnyModel, id: unknown): Promise<Instance | undefined> {
  const found = await (model as typeof PersistedModel).findById(id as number);
  return (found ?? undefined) as Instance | undefined;
}

function idOf(row: object): unknown {
  return (row as { getId?(): unknown }).getId?.();
}

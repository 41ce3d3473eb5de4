import {
  type AnyModel,
  includedModels,
  type PersistedModel,
  type Relation,
  type RelatedAccess,
  type RemoteCall,
  Restriction,
} from '@loopnest/models';
import { AccessContext, type AccessTokenData } from '../access/access-context.js';
import { judge } from '../access/judge.js';
import { refusal } from '../access/refusal.js';
import type { AuthState } from '../plugin/auth-state.js';
import { keepsOwnership } from './keeps-ownership.js';
import { narrowCall } from './narrow-call.js';
import { type Owner, ownRows } from './own-rows.js';
import { isStrict } from './strictness.js';
import { type TargetMethod, targetMethod } from './target-method.js';
import { type Ask, type Visibility, visibilityOf } from './visibility.js';

/** Writes that say themselves what a row is to be. */
const WRITES = new Set(['prototype.patchAttributes', 'replaceById', 'patchOrCreate', 'replaceOrCreate', 'updateAll']);
const LISTS = new Set(['find', 'findOne', 'count', 'updateAll', 'destroyAll']);
const FIND = { property: 'find', accessType: 'READ' } as const;

/** Judges what one call reaches: rows of lists, targets of relations, and what is included. */
export class StrictAccess implements RelatedAccess {
  private readonly found = new Map<AnyModel, Promise<Restriction | undefined>>();

  constructor(
    private readonly call: RemoteCall,
    private readonly context: AccessContext,
    private readonly state: AuthState,
  ) {}

  private get token(): AccessTokenData {
    return this.context.accessToken ?? this.state.anonymous;
  }

  /** Lets a list be asked for that is refused as a whole: narrowed to the rows that the caller owns. */
  async narrows(): Promise<boolean> {
    const { model, method } = this.call;
    if (!isStrict(model, this.state) || method.declaration !== undefined) return false;
    const isList = method.isStatic && (LISTS.has(method.name) || /^__(get|count)__/.test(method.name));
    if (!isList && method.name !== 'create') return false;
    const ask = {
      model,
      property: method.name,
      accessType: method.accessType,
      sharedMethod: this.context.sharedMethod,
    };
    if ((await this.visibility(ask)) !== 'own') return false;
    return isList ? this.narrow(model) : this.keeps(model, this.argument('data'), 'new');
  }

  /** What the rules of the called method's model have not said: refuses by throwing. */
  async judge(): Promise<void> {
    const { model, method } = this.call;
    await this.judgeWrite();
    if (method.inner !== undefined) await this.judgeInner(method.inner.model, method.inner.method);
    if (method.relation !== undefined) await this.judgeTarget(method.relation);
    const included = includedModels(includeOf(this.argument('filter')), method.relation?.modelTo ?? model);
    for (const each of included) await this.restrict(each);
    this.call.options.relatedAccess = this;
  }

  restrict(target: AnyModel): Promise<Restriction | undefined> {
    let restriction = this.found.get(target);
    if (restriction === undefined) this.found.set(target, (restriction = this.findRestriction(target)));
    return restriction;
  }

  private async findRestriction(target: AnyModel): Promise<Restriction | undefined> {
    const isAsked = this.call.model.settings['checkAccessOnInclude'] === true;
    if (!isStrict(target, this.state) && !isAsked) return undefined;
    const visibility = await this.visibility({ model: target, ...FIND });
    if (visibility === 'all') return undefined;
    const rows = visibility === 'own' && isStrict(target, this.state) ? this.ownRows(target) : undefined;
    if (rows === undefined) throw this.refusal(target);
    return new Restriction(rows);
  }

  // Who may write because it is his own may not give it away, nor take what is another's.
  private async judgeWrite(): Promise<void> {
    const { model, method } = this.call;
    if (!isStrict(model, this.state) || !WRITES.has(method.name)) return;
    const ask = { model, property: this.context.property, accessType: method.accessType };
    if ((await this.visibility({ ...ask, sharedMethod: this.context.sharedMethod })) !== 'own') return;
    if (!(await this.keeps(model, this.argument('data'), 'stored'))) throw this.refusal(model);
  }

  private async judgeInner(model: AnyModel, method: RemoteCall['method']): Promise<void> {
    if (!isStrict(model, this.state)) return;
    const property = method.name.replace(/^prototype\./, '');
    const key = this.call.method.accepts.find(({ of }) => of === model)?.arg;
    const ask = { model, property, accessType: method.accessType };
    if ((await this.visibility(ask)) === 'all') return;
    if (key === undefined || !(await this.isAllowed(ask, this.argument(key)))) throw this.refusal(model);
  }

  private async judgeTarget(relation: Relation): Promise<void> {
    const { name, accessType } = this.call.method;
    const method = targetMethod(name, accessType, relation.multiple);
    const { through } = relation;
    if (through !== undefined && /^prototype\.__(link|unlink)__/.test(name)) await this.judgeLink(through.model, name);
    const related = relation.modelTo === undefined ? await this.related(relation) : undefined;
    const target = relation.modelTo ?? modelOf(related);
    if (target === undefined || !isStrict(target, this.state)) return;
    const visibility = await this.visibility({ model: target, ...method });
    if (visibility === 'all') return;
    const may = visibility === 'own' && (await this.mayReach(relation, target, method, related));
    if (!may) throw this.refusal(target);
  }

  private async mayReach(
    relation: Relation,
    target: AnyModel,
    method: TargetMethod,
    related: object | undefined,
  ): Promise<boolean> {
    const ask = { model: target, ...method };
    switch (method.about) {
      case 'rows':
        return !relation.embed && this.narrow(target);
      case 'new':
        return this.keeps(target, withParent(this.argument('data'), relation, this.call.params.get('id')), 'new');
      case 'named': {
        const may = await this.isAllowed(ask, this.argument('fk'));
        return may && (method.accessType === 'READ' || this.keeps(target, this.argument('data') ?? {}, 'stored'));
      }
      case 'related': {
        const row = related ?? (await this.related(relation));
        if (row === undefined) return true;
        const may = await this.isAllowed(ask, (row as { getId?(): unknown }).getId?.());
        return may && (method.accessType === 'READ' || this.keeps(target, this.argument('data') ?? {}, 'stored'));
      }
    }
  }

  private async judgeLink(through: AnyModel, name: string): Promise<void> {
    if (!isStrict(through, this.state)) return;
    const property = name.startsWith('prototype.__link__') ? 'create' : 'deleteById';
    if ((await this.visibility({ model: through, property, accessType: 'WRITE' })) !== 'all')
      throw this.refusal(through);
  }

  private async related({ name, modelFrom }: Relation): Promise<object | undefined> {
    if (this.call.method.inner !== undefined) return undefined;
    const parent = (await (modelFrom as typeof PersistedModel).findById(this.call.given?.[0])) as Record<
      string,
      { get(): Promise<object | null> }
    > | null;
    return (await parent?.[name]?.get()) ?? undefined;
  }

  private async isAllowed(ask: Ask, modelId: unknown): Promise<boolean> {
    const judgement = await judge(new AccessContext({ ...ask, modelId, accessToken: this.token }), this.state);
    return judgement.permission !== 'DENY';
  }

  private visibility(ask: Ask): Promise<Visibility> {
    return visibilityOf(ask, this.token, this.state);
  }

  private narrow(model: AnyModel): boolean {
    const rows = this.ownRows(model);
    return rows !== undefined && narrowCall(this.call, rows);
  }

  private keeps(model: AnyModel, data: unknown, kind: 'new' | 'stored'): Promise<boolean> {
    const { owner } = this;
    return owner === undefined ? Promise.resolve(false) : keepsOwnership(model, data, owner, this.state, kind);
  }

  private ownRows(model: AnyModel) {
    return this.owner === undefined ? undefined : ownRows(model, this.owner, this.state);
  }

  private get owner(): Owner | undefined {
    return this.context.getUser();
  }

  private argument(name: string): unknown {
    const { method, given = [] } = this.call;
    return given[method.accepts.findIndex(({ arg }) => arg === name)];
  }

  private refusal(model: AnyModel) {
    const asked = new AccessContext({ model, modelId: this.context.modelId, accessToken: this.token });
    return refusal(asked, this.state);
  }
}

function includeOf(filter: unknown): unknown {
  return typeof filter === 'object' && filter !== null && 'include' in filter ? filter.include : undefined;
}

function modelOf(instance: object | undefined): AnyModel | undefined {
  return instance === undefined ? undefined : (instance.constructor as AnyModel);
}

// The relation sets its key itself.
function withParent(data: unknown, { type, keyTo, through }: Relation, id: string | undefined): unknown {
  if (through !== undefined || (type !== 'hasMany' && type !== 'hasOne')) return data;
  const add = (item: unknown) => (typeof item === 'object' && item !== null ? { ...item, [keyTo]: id } : item);
  return Array.isArray(data) ? data.map(add) : add(data ?? {});
}

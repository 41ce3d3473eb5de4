import {
  type AnyModel,
  type IncludedModel,
  includedModels,
  LoopnestError,
  type RelatedAccess,
  type Relation,
  type RemoteCall,
  Restriction,
} from '@loopnest/models';
import type { AccessContext } from '../access/access-context.js';
import type { AuthState } from '../plugin/auth-state.js';
import { argumentOf } from './argument-of.js';
import { type Ask, Caller } from './caller.js';
import type { Write } from './keeps-ownership.js';
import { narrowCall } from './narrow-call.js';
import { asksOnInclude, isStrict } from './strictness.js';
import { TargetAccess } from './target-access.js';
import { askFor, FIND, neededForAll } from './target-method.js';

const LISTS = new Set(['find', 'findOne', 'count', 'updateAll', 'destroyAll']);

/** Writes that say themselves what a row is to be. */
const WRITES: ReadonlyMap<string, Write['kind']> = new Map([
  ['prototype.patchAttributes', 'patched'],
  ['patchOrCreate', 'patched'],
  ['replaceById', 'replaced'],
  ['replaceOrCreate', 'replaced'],
  ['updateAll', 'all'],
]);

/** Judges what one call reaches: rows of lists, targets of relations, and what is included. Nothing of it shows in JSON. */
export class StrictAccess implements RelatedAccess {
  readonly #call: RemoteCall;
  readonly #context: AccessContext;
  readonly #state: AuthState;
  readonly #caller: Caller;
  readonly #found = new Map<AnyModel, Promise<Restriction | undefined>>();

  constructor(call: RemoteCall, context: AccessContext, state: AuthState) {
    this.#call = call;
    this.#context = context;
    this.#state = state;
    this.#caller = new Caller(call, context, state);
  }

  /** Lets a list be asked for that is refused as a whole: narrowed to the rows that the caller owns. */
  async narrows(): Promise<boolean> {
    const { model, method } = this.#call;
    const isList = method.isStatic && (LISTS.has(method.name) || /^__(get|count)__/.test(method.name));
    if (!isList || method.declaration !== undefined || !isStrict(model, this.#state)) return false;
    if ((await this.#caller.visibility(this.#ask)) !== 'own') return false;
    const rows = this.#caller.ownRows(model);
    return rows !== undefined && narrowCall(this.#call, rows);
  }

  /** What the rules of the called method's model have not said: refuses by throwing. */
  async judge(): Promise<void> {
    const { model, method, options } = this.#call;
    if (isStrict(model, this.#state)) {
      await this.#judgeWrite();
      for (const needed of neededForAll(method))
        if ((await this.#caller.visibility(askFor(model, needed))) !== 'all') throw this.#caller.refusal(model);
    }
    if (method.relation !== undefined) await new TargetAccess(this.#call, this.#caller, method.relation).judge();
    for (const { model: target, relation } of this.#included()) {
      const restriction = await this.restrict(target, relation);
      // Whoever takes a filter without these options reads more than the caller may see.
      if (restriction !== undefined && !this.#takesOptions) throw this.#caller.refusal(target);
    }
    options.relatedAccess = this;
  }

  restrict(target: AnyModel, relation: Relation): Promise<Restriction | undefined> {
    const models = [this.#call.model, relation.modelFrom];
    if (!isStrict(target, this.#state) && !models.some(asksOnInclude)) return Promise.resolve(undefined);
    let restriction = this.#found.get(target);
    if (restriction === undefined) this.#found.set(target, (restriction = this.#findRestriction(target)));
    return restriction;
  }

  async #findRestriction(target: AnyModel): Promise<Restriction | undefined> {
    const visibility = await this.#caller.visibility(askFor(target, FIND));
    if (visibility === 'all') return undefined;
    const mayNarrow = visibility === 'own' && isStrict(target, this.#state);
    const rows = mayNarrow ? this.#caller.ownRows(target) : undefined;
    if (rows === undefined) throw this.#caller.refusal(target);
    return new Restriction(rows);
  }

  /** Who may write because it is his own may not give it away, nor take what is another's. */
  async #judgeWrite(): Promise<void> {
    const { model, method } = this.#call;
    const kind = WRITES.get(method.name);
    if (kind === undefined || (await this.#caller.visibility(this.#ask)) !== 'own') return;
    const data = argumentOf(this.#call, 'data');
    const write: Write = kind === 'patched' ? { kind, id: this.#context.modelId } : { kind };
    if (!(await this.#caller.keeps(model, data, write))) throw this.#caller.refusal(model);
  }

  /** What the filter of the call includes. */
  #included(): readonly IncludedModel[] {
    const { model, method } = this.#call;
    const filter = argumentOf(this.#call, 'filter');
    const include = typeof filter === 'object' && filter !== null && 'include' in filter ? filter.include : undefined;
    try {
      return includedModels(include, method.relation?.modelTo ?? model);
    } catch (error) {
      // A method of the application's own may mean something else by it.
      if (method.declaration !== undefined && error instanceof LoopnestError) return [];
      throw error;
    }
  }

  get #takesOptions(): boolean {
    const { declaration, accepts } = this.#call.method;
    return declaration === undefined || accepts.some((each) => isOptions(each.declaration?.http));
  }

  get #ask(): Ask {
    const { model, method } = this.#call;
    const { name, aliases, accessType, declaration } = method;
    const accessScopes = declaration?.accessScopes;
    return { model, accessType, method: { name, aliases, ...(accessScopes === undefined ? {} : { accessScopes }) } };
  }
}

function isOptions(http: unknown): boolean {
  if (http === 'optionsFromRequest') return true;
  return typeof http === 'object' && http !== null && 'source' in http && http.source === 'optionsFromRequest';
}

import { assignValues, instanceState, isInstance } from '../model/instance-state.js';
import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import { create } from '../model/operations/create.js';
import { destroyAll } from '../model/operations/destroy.js';
import { OperationHooks } from '../model/operations/hooks.js';
import { idText } from '../model/operations/id-clause.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { ownWhere } from '../model/operations/patch.js';
import { validateInstance, validates } from '../model/validation/validate-instance.js';
import { choosesId, renewId, withEmbeddedId } from './embedded-ids.js';
import { copiedValues } from './relation-scope.js';

type Data = Readonly<Record<string, unknown>>;

/** Stores a value in the instance that holds it, with values that are copied to it. */
export type StoreEmbedded = (value: object, copied: Data) => Promise<void>;

/** Stores what a change makes of a value, which may be a newer one than was read; gives what was stored. */
export type StoreChanged = (change: (value: object) => object) => Promise<object>;

/** Makes, changes and takes out the values of an embedded relation of one instance, with the hooks of the embedded model. */
export class EmbeddedValues {
  readonly target: AnyModel;

  constructor(
    private readonly relation: Relation,
    private readonly owner: object,
  ) {
    const { modelTo } = relation;
    if (modelTo === undefined) throw new TypeError(`The relation ${relation.name} has no target`);
    this.target = modelTo;
  }

  build(data: Data, siblings: readonly object[]): object {
    const { target, relation, owner } = this;
    const values = withEmbeddedId(relation, data, siblings);
    const made: object = new target(values);
    const copied = this.invertsProperties ? {} : copiedValues(relation, owner, made);
    return Object.keys(copied).length === 0 ? made : new target({ ...values, ...copied });
  }

  /** A new value, with an id of its own where another value has meanwhile got the one that was made for it. */
  withFreeId(made: object, data: Data, siblings: readonly object[]): object {
    if (!choosesId(this.relation, data)) renewId(this.relation, made, siblings);
    return made;
  }

  /** Whether two values are the same, one of which may have been read again: by their ids, or else by all they say. */
  isSame(value: object, other: unknown): boolean {
    if (value === other) return true;
    if (!isInstance(other)) return false;
    const [own, others] = [value, other].map((each) => instanceState(each as object).data);
    const { idName } = this.target.core.schema;
    const [id, otherId] = idName === undefined ? [] : [own?.[idName], others?.[idName]];
    return isMissing(id) || isMissing(otherId)
      ? JSON.stringify(own) === JSON.stringify(others)
      : idText(id) === idText(otherId);
  }

  /** Creates a value, as a row of its own, too, where the relation is persistent. */
  async create(
    data: Data,
    siblings: readonly object[],
    options: OperationOptions,
    store: StoreEmbedded,
  ): Promise<object> {
    const { core } = this.target;
    const made = this.build(data, siblings);
    if (this.relation.options['persistent'] === true) {
      await create(core, made, options);
      await this.storeOrForget(made, options, store);
      return made;
    }
    const hooks = new OperationHooks(core, options);
    if (hooks.has('before save')) await hooks.notify('before save', { instance: made, isNewInstance: true });
    const checking = this.check(made, options, { isNew: choosesId(this.relation, data) });
    if (checking !== undefined) await checking;
    await store(made, this.copiedBack(made));
    await this.tellSaved(made, hooks, options, true);
    return made;
  }

  /** Stores a value that is a row already; the row goes where that fails. */
  private async storeOrForget(made: object, options: OperationOptions, store: StoreEmbedded): Promise<void> {
    const { core } = this.target;
    try {
      await store(made, this.copiedBack(made));
    } catch (error) {
      // A transaction is rolled back by whoever began it.
      if (options.transaction === undefined)
        await destroyAll(core, ownWhere(core, made), { ...options, notify: false, trustsQuery: true });
      throw error;
    }
  }

  /** A changed copy of a value, which is not checked. */
  changed(value: object, data: Data): object {
    const { target } = this;
    const { persisted } = instanceState(value);
    const copy: object = new target(value, { applyDefaultValues: false, persisted });
    assignValues(copy, target.core, data);
    return copy;
  }

  async update(value: object, data: Data, options: OperationOptions, store: StoreChanged): Promise<object> {
    const hooks = new OperationHooks(this.target.core, options);
    let changes: Data = data;
    if (hooks.has('before save')) {
      changes =
        (await hooks.notify('before save', { data: { ...data }, currentInstance: value, isNewInstance: false })).data ??
        data;
    }
    if (this.target.core.checksLater) await this.check(this.changed(value, changes), options, { isNew: false });
    const stored = await store((current) => {
      const copy = this.changed(current, changes);
      void this.check(copy, options, { isNew: false, leavesOutLater: true });
      return copy;
    });
    await this.tellSaved(stored, hooks, options, false);
    return stored;
  }

  /** Takes values out: `store` writes what is left. */
  async remove(values: readonly object[], options: OperationOptions, store: () => Promise<void>): Promise<void> {
    const hooks = new OperationHooks(this.target.core, options);
    const isWatched = options.notify !== false;
    if (isWatched && hooks.has('before delete'))
      for (const instance of values) await hooks.notify('before delete', { instance });
    await store();
    if (isWatched && hooks.has('after delete'))
      for (const instance of values) await hooks.notify('after delete', { instance });
  }

  private get invertsProperties(): boolean {
    return this.relation.options['invertProperties'] === true;
  }

  private copiedBack(made: object): Data {
    return this.invertsProperties ? copiedValues(this.relation, made, this.owner) : {};
  }

  private check(
    value: object,
    options: OperationOptions,
    context: { readonly isNew: boolean; readonly leavesOutLater?: boolean },
  ): Promise<void> | undefined {
    const { core } = this.target;
    if (!validates(core, options.validate)) return undefined;
    return validateInstance(value, core, { ...context, isEmbedded: true, options });
  }

  private async tellSaved(
    instance: object,
    hooks: OperationHooks,
    options: OperationOptions,
    isNewInstance: boolean,
  ): Promise<void> {
    if (options.notify !== false && hooks.has('after save'))
      await hooks.notify('after save', { instance, isNewInstance });
  }
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

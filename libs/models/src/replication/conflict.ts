import { Transaction } from '../datasource/transaction/transaction.js';
import { type Callback, settle } from '../model/callback.js';
import type { AnyModel } from '../model/model.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import type { PersistedModel } from '../model/persisted-model.js';
import type { BothCallback, BothSides, ChangeType, ReplicationConflict } from '../model/replication-support.js';
import { recordOfChange } from './change-records.js';
import { changeType } from './change-type.js';
import { idNameOf, idOfText } from './stored-instances.js';

type Data = Readonly<Record<string, unknown>>;

/** The options of the replication that has found a conflict, for calls of each side. */
export interface SideOptions {
  readonly source: OperationOptions;
  readonly target: OperationOptions;
}

/** A conflict of two model classes. What settles it has the options of the replication, in its transaction while that is open. */
export class Conflict implements ReplicationConflict {
  readonly #options: SideOptions;

  constructor(
    readonly modelId: string,
    readonly SourceModel: AnyModel,
    readonly TargetModel: AnyModel,
    options: SideOptions = { source: {}, target: {} },
  ) {
    this.#options = options;
  }

  models(): Promise<BothSides>;
  models(callback: BothCallback): void;
  models(callback?: BothCallback): Promise<BothSides> | undefined {
    return settleBoth(this.#models(), callback);
  }

  changes(): Promise<BothSides>;
  changes(callback: BothCallback): void;
  changes(callback?: BothCallback): Promise<BothSides> | undefined {
    return settleBoth(this.#changes(), callback);
  }

  type(callback?: Callback<ChangeType>): Promise<ChangeType> {
    return settle(this.#type(), callback);
  }

  resolve(callback?: Callback<void>): Promise<void> {
    return settle(this.#resolve(), callback);
  }

  resolveUsingSource(callback?: Callback<void>): Promise<void> {
    return settle(this.#resolve(), callback);
  }

  resolveUsingTarget(callback?: Callback<void>): Promise<void> {
    return settle(this.#resolveUsingTarget(), callback);
  }

  resolveManually(data: Data | null, callback?: Callback<void>): Promise<void> {
    return settle(this.#resolveManually(data), callback);
  }

  swapParties(): Conflict {
    const { source, target } = this.#options;
    return new Conflict(this.modelId, this.TargetModel, this.SourceModel, { source: target, target: source });
  }

  async #models(): Promise<BothSides> {
    return Promise.all([this.#find('source'), this.#find('target')]);
  }

  #find(side: keyof SideOptions): Promise<object | null> {
    const model = side === 'source' ? this.SourceModel : this.TargetModel;
    return stored(model).findById(idOfText(model, this.modelId), undefined, this.#of(side));
  }

  #of(side: keyof SideOptions): OperationOptions {
    const options = this.#options[side];
    const { transaction } = options;
    const isOver = transaction instanceof Transaction && !transaction.isActive();
    return isOver ? { ...options, transaction: undefined } : options;
  }

  async #changes(): Promise<BothSides> {
    const { SourceModel, TargetModel, modelId } = this;
    return Promise.all([
      SourceModel.findLastChange(idOfText(SourceModel, modelId), this.#of('source')),
      TargetModel.findLastChange(idOfText(TargetModel, modelId), this.#of('target')),
    ]);
  }

  async #type(): Promise<ChangeType> {
    const changes = await this.#changes();
    const types = changes.map((change) => (change === null ? 'unknown' : changeType(recordOfChange(change))));
    if (types.includes('delete')) return 'delete';
    return types.every((type) => type === 'update') ? 'update' : 'unknown';
  }

  async #resolve(): Promise<void> {
    const [, change] = await this.#changes();
    const prev = change === null ? null : recordOfChange(change).rev;
    const id = idOfText(this.SourceModel, this.modelId);
    await this.SourceModel.updateLastChange(id, { prev }, this.#of('source'));
  }

  async #resolveUsingTarget(): Promise<void> {
    const [source, target] = await this.#models();
    const data = target === null ? null : (target as { toJSON(): Data }).toJSON();
    // What the target does not show is not its to say.
    await this.#write(source, data, async (instance, values) => instance.patchAttributes(values, this.#of('source')));
  }

  async #resolveManually(data: Data | null): Promise<void> {
    await this.#write(await this.#find('source'), data, async (instance, values) =>
      instance.replaceAttributes(values, this.#of('source')),
    );
  }

  async #write(
    source: object | null,
    data: Data | null,
    change: (instance: PersistedModel, values: Data) => Promise<unknown>,
  ): Promise<void> {
    const { SourceModel, modelId } = this;
    const idName = idNameOf(SourceModel);
    const id = idOfText(SourceModel, modelId);
    const options = this.#of('source');
    if (data === null) await stored(SourceModel).destroyById(id, options);
    else if (source === null) await stored(SourceModel).create({ ...data, [idName]: id }, options);
    else await change(source as PersistedModel, { ...data, [idName]: id });
    await this.#resolve();
  }
}

function stored(model: AnyModel): typeof PersistedModel {
  return model as typeof PersistedModel;
}

function settleBoth(both: Promise<BothSides>, callback: BothCallback | undefined): Promise<BothSides> | undefined {
  if (callback === undefined) return both;
  void settle<BothSides>(both, (error, found) => {
    if (error === null) callback(null, found?.[0], found?.[1]);
    else callback(error);
  });
  return undefined;
}

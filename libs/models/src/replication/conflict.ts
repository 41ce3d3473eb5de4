import { type Callback, settle } from '../model/callback.js';
import type { AnyModel } from '../model/model.js';
import type { PersistedModel } from '../model/persisted-model.js';
import type { BothCallback, BothSides, ChangeType, ReplicationConflict } from '../model/replication-support.js';
import { recordOfChange } from './change-records.js';
import { changeType } from './change-type.js';
import { idNameOf, idOfText } from './stored-instances.js';

type Data = Readonly<Record<string, unknown>>;

/** A conflict of two model classes. */
export class Conflict implements ReplicationConflict {
  constructor(
    readonly modelId: string,
    readonly SourceModel: AnyModel,
    readonly TargetModel: AnyModel,
  ) {}

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
    return new Conflict(this.modelId, this.TargetModel, this.SourceModel);
  }

  async #models(): Promise<BothSides> {
    return Promise.all([this.#find(this.SourceModel), this.#find(this.TargetModel)]);
  }

  #find(model: AnyModel): Promise<object | null> {
    return stored(model).findById(idOfText(model, this.modelId));
  }

  async #changes(): Promise<BothSides> {
    const { SourceModel, TargetModel, modelId } = this;
    return Promise.all([
      SourceModel.findLastChange(idOfText(SourceModel, modelId)),
      TargetModel.findLastChange(idOfText(TargetModel, modelId)),
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
    await this.SourceModel.updateLastChange(idOfText(this.SourceModel, this.modelId), { prev });
  }

  async #resolveUsingTarget(): Promise<void> {
    const [source, target] = await this.#models();
    const data = target === null ? null : (target as { toJSON(): Data }).toJSON();
    // What the target does not show is not its to say.
    await this.#write(source, data, async (instance, values) => instance.patchAttributes(values));
  }

  async #resolveManually(data: Data | null): Promise<void> {
    await this.#write(await this.#find(this.SourceModel), data, async (instance, values) =>
      instance.replaceAttributes(values),
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
    if (data === null) await stored(SourceModel).destroyById(id);
    else if (source === null) await stored(SourceModel).create({ ...data, [idName]: id });
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

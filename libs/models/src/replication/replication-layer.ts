import type { DataSource } from '../datasource/data-source.js';
import type { AnyModel } from '../model/model.js';
import type { ReplicationSupport } from '../model/replication-support.js';
import { changeModelOf } from './change-model.js';
import { ChangeTracking } from './change-tracking.js';
import { checkpointModel } from './checkpoint-model.js';
import { CheckpointCounter } from './checkpoint-counter.js';
import { CleanUp } from './clean-up.js';
import { observeChanges } from './record-hooks.js';

/** Keeps the records of the changes of models, where their settings say so. */
export class ReplicationLayer implements ReplicationSupport {
  private readonly counters = new Map<DataSource, CheckpointCounter>();
  private readonly cleanUps = new Map<AnyModel, CleanUp>();
  private attaches = false;
  private cleansUp = false;

  /**
   * @throws Error where changes of the model cannot be told apart
   */
  setUp(model: AnyModel): void {
    const { dataSource, settings, core } = model;
    const isTracked = settings['trackChanges'] === true;
    if (!isTracked && settings['enableRemoteReplication'] !== true) return;
    if (dataSource === undefined || dataSource.connector.storesData === false) return;
    if (core.schema.idNames.length !== 1) {
      throw new Error(`Changes of the model "${model.modelName}" cannot be tracked: it has to have one id property`);
    }
    if (core.replication?.changes.dataSource !== dataSource) this.track(model, dataSource);
    if (isTracked) observeChanges(model);
    if (this.cleansUp) this.cleanUps.get(model)?.start();
  }

  /** Attaches the models of checkpoints, so that they have tables; from now on with the models that need them. */
  attachAll(): void {
    this.attaches = true;
    for (const counter of this.counters.values()) counter.attach();
  }

  /** Compares records with what is stored from now on, once the tables are there. */
  startCleanUp(): void {
    this.cleansUp = true;
    for (const cleanUp of this.cleanUps.values()) cleanUp.start();
  }

  async stopCleanUp(): Promise<void> {
    this.cleansUp = false;
    await Promise.all([...this.cleanUps.values()].map((cleanUp) => cleanUp.stop()));
  }

  private track(model: AnyModel, dataSource: DataSource): void {
    const counter = this.counterOf(model, dataSource);
    const tracking = new ChangeTracking(model, changeModelOf(model, dataSource), counter);
    if (this.attaches) counter.attach();
    model.core.replication = tracking;
    // One of a data source before, which has nothing to look at any more, ends by itself.
    void this.cleanUps.get(model)?.stop();
    this.cleanUps.set(model, new CleanUp(tracking));
  }

  private counterOf({ registry }: AnyModel, dataSource: DataSource): CheckpointCounter {
    const known = this.counters.get(dataSource);
    if (known !== undefined) return known;
    // The model is found later: `Checkpoint` may be the next one that a project attaches.
    const made = new CheckpointCounter(() => checkpointModel(registry, dataSource));
    this.counters.set(dataSource, made);
    return made;
  }
}

import { connectionOf } from '../datasource/transaction/transaction.js';
import type { AnyModel } from '../model/model.js';
import { atomically } from '../model/operations/atomically.js';
import { create } from '../model/operations/create.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { trustedCondition } from '../model/operations/patch.js';
import { lookUp } from '../model/operations/read.js';
import { runStatement } from '../model/operations/run-statement.js';
import { writeValues } from '../model/operations/write-values.js';
import { instanceState } from '../model/instance-state.js';
import { internal } from './internal-options.js';
import { lockedInstances } from './stored-instances.js';

const FIRST = 1;
const LOCK = 'loopnest checkpoint';

/** The checkpoint of a data source: one row, whose number all of its changes carry. */
export class CheckpointCounter {
  private made: AnyModel | undefined;

  /** @param find - finds the model of the row, or makes it */
  constructor(private readonly find: () => AnyModel) {}

  /** Makes the model, so that there is a table. */
  attach(): void {
    this.made ??= this.find();
  }

  async current(options: OperationOptions): Promise<number> {
    return sequenceOf(await this.row(options));
  }

  /**
   * The same, for a record that is written in this transaction: the checkpoint stays until its end. So all records of earlier
   * checkpoints are there once a new one begins.
   */
  async hold(options: OperationOptions): Promise<number> {
    const { core } = this.model;
    const lock = core.requireDataSource().dialect.shareName(LOCK);
    if (lock !== undefined) await runStatement(core, lock, 'write', options);
    if (connectionOf(options.transaction)?.isSnapshot !== true) return this.current(options);
    // A snapshot may be older than the checkpoint, and a record of an earlier one would never be asked for. The database
    // refuses to lock a row that has changed since.
    const held = await lockedInstances(core, undefined, 'share', options);
    return held.length > 0 ? Math.max(...held.map(sequenceOf)) : this.current({});
  }

  /** Begins the next checkpoint, and gives it. */
  advance(options: OperationOptions): Promise<object> {
    const { core } = this.model;
    return atomically([core], LOCK, internal(options), async (own) => {
      const row = await this.row(own);
      const next = { seq: sequenceOf(row) + 1, time: new Date() };
      if (row === undefined) return create(core, { ...next, sourceId: null }, own);
      const { id } = instanceState(row).data;
      await writeValues(core, next, trustedCondition(core, { id }), own, 'patch');
      return (await this.row(own)) ?? row;
    });
  }

  private get model(): AnyModel {
    return (this.made ??= this.find());
  }

  private async row(options: OperationOptions): Promise<object | undefined> {
    const [row] = await lookUp(this.model.core, { order: 'seq DESC' }, 1, internal(options));
    return row;
  }
}

function sequenceOf(row: object | undefined): number {
  return row === undefined ? FIRST : Number(instanceState(row).data['seq']);
}

import { recordAll } from './record-all.js';
import type { TrackedModel } from './tracked-model.js';

const DEFAULT_INTERVAL = 30_000;

/** Compares the records of a model with what is stored, now and then: what was changed past the model is noticed, too. */
export class CleanUp {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly tracked: TrackedModel) {}

  start(): void {
    const { trackChanges, changeCleanupInterval } = this.tracked.model.settings;
    const interval = typeof changeCleanupInterval === 'number' ? changeCleanupInterval : DEFAULT_INTERVAL;
    if (this.timer !== undefined || trackChanges !== true || interval <= 0) return;
    this.timer = setInterval(() => this.run(), interval).unref();
    this.run();
  }

  /** Ends it; what is running is waited for. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.running;
  }

  private run(): void {
    this.running ??= recordAll(this.tracked, {}, () => this.isWanted)
      .catch((error: unknown) => this.tell(error))
      .finally(() => {
        this.running = undefined;
      });
  }

  private get isWanted(): boolean {
    const { model } = this.tracked;
    const isThere = model.registry.findModel(model.modelName) === model;
    return this.timer !== undefined && isThere && model.dataSource?.connected === true;
  }

  private tell(error: unknown): void {
    const { model } = this.tracked;
    model.registry.warn(
      `The changes of "${model.modelName}" could not be compared with what is stored: ${String(error)}`,
    );
  }
}

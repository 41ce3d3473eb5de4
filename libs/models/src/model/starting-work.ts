/** What scripts and mixins have begun and not ended: the start of an application waits for it. */
export class StartingWork {
  private readonly running: Promise<unknown>[] = [];

  /** Keeps what a script or a mixin has returned, where that is a promise. */
  add(returned: unknown): void {
    if (!(returned instanceof Promise)) return;
    // Looked at when the application starts.
    returned.catch(() => undefined);
    this.running.push(returned);
  }

  /** Rejects with the first that is rejected. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }
}

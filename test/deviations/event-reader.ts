import { on } from 'node:events';
import type { IncomingMessage } from 'node:http';

/** One server-sent event; its data are JSON. */
export interface ReceivedEvent {
  readonly event: string;
  readonly data: any;
}

const PATIENCE = 5_000;

/** Reads server-sent events as they come. */
export class EventReader {
  /** Everything that has come so far. */
  text = '';

  constructor(private readonly answer: IncomingMessage) {
    answer.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
  }

  /** The events before the first that fits. */
  async until(fits: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent[]> {
    const found = () => this.events.findIndex(fits);
    if (found() < 0) {
      for await (const _chunk of on(this.answer, 'data', { signal: AbortSignal.timeout(PATIENCE) }))
        if (found() >= 0) break;
    }
    return this.events.slice(0, found());
  }

  /** All events until the end of the answer. */
  async all(): Promise<ReceivedEvent[]> {
    if (!this.answer.readableEnded) {
      for await (const _end of on(this.answer, 'end', { signal: AbortSignal.timeout(PATIENCE) })) break;
    }
    return this.events;
  }

  close(): void {
    this.answer.destroy();
  }

  private get events(): ReceivedEvent[] {
    const complete = this.text.split('\n\n').slice(0, -1);
    return complete.flatMap((block) => {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
      return fields['event'] === undefined ? [] : [{ event: fields['event'], data: JSON.parse(fields['data']) }];
    });
  }
}

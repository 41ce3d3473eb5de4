import type { Readable } from 'node:stream';
import type { EventSource } from './event-source.js';

/** The chunks of a stream as events. */
export function readableEvents(stream: Readable): EventSource {
  return {
    listen(listener) {
      stream.on('data', listener);
      // It ends; what went wrong in it is the application's to tell.
      stream.on('error', () => stream.destroy());
      return () => stream.destroy();
    },
  };
}

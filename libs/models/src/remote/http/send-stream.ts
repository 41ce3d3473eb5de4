import type { ServerResponse } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { eventText, startEvents } from './events.js';

/** Answers what a stream of an application's gives as server-sent events, as fast as the client reads, to the stream's end. */
export function sendStream(res: ServerResponse, stream: Readable, log: (error: unknown) => void): () => void {
  startEvents(res);
  const events = new Transform({
    writableObjectMode: true,
    transform: (chunk: unknown, _encoding, done) => {
      done(null, eventText('data', Buffer.isBuffer(chunk) ? chunk.toString() : chunk));
    },
    flush: (done) => done(null, eventText('end', null)),
  });
  pipeline(stream, events, res).catch((error: unknown) => {
    if (!res.destroyed || !res.writableEnded) res.destroy();
    if (!stream.destroyed || isFault(error)) log(error);
  });
  return () => stream.destroy();
}

function isFault(error: unknown): boolean {
  return !(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE');
}

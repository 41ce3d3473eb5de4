import type { ServerResponse } from 'node:http';
import type { ChangeStream } from '../change-stream.js';
import type { RemoteRequest } from '../remote-call.js';
import { eventText, startEvents } from './events.js';

// Proxies end connections that are silent; a comment now and then keeps them open.
const HEARTBEAT = 25_000;

/** Bytes that wait for a client. One that reads more slowly than things change is let go, and can ask anew. */
const MAX_WAITING = 1_048_576;

/** Answers the changes of a model as server-sent events, until the client goes or the server ends it. */
export function sendEvents(req: RemoteRequest, res: ServerResponse, stream: ChangeStream): () => void {
  startEvents(res);
  const write = (event: 'data' | 'end', data: unknown) => {
    if (res.writableLength > MAX_WAITING) res.destroy();
    else res.write(eventText(event, data));
  };
  const stop = stream.listen((event) => write('data', event));
  const heartbeat = setInterval(() => res.write(':\n\n'), HEARTBEAT);
  heartbeat.unref();
  const end = () => {
    stop();
    clearInterval(heartbeat);
  };
  req.once('close', end);
  res.once('close', end);
  return () => {
    end();
    write('end', null);
    res.end();
  };
}

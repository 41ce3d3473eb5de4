import type { ServerResponse } from 'node:http';
import type { RemoteRequest } from '../remote-call.js';
import type { EventSource } from './event-source.js';

// Proxies end connections that are silent; a comment now and then keeps them open.
const HEARTBEAT = 25_000;

/** Bytes that wait for a client. One that reads more slowly than things change is let go, and can ask anew. */
const MAX_WAITING = 1_048_576;

/** Answers a stream of server-sent events, until the client goes or the server ends it. */
export function sendEvents(req: RemoteRequest, res: ServerResponse, stream: EventSource): () => void {
  res.statusCode = 200;
  res.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  res.setHeader('Cache-Control', 'no-cache, no-transform');
  res.setHeader('Connection', 'keep-alive');
  res.flushHeaders();
  const write = (event: string, data: unknown) => {
    if (res.writableLength > MAX_WAITING) res.destroy();
    else res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
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

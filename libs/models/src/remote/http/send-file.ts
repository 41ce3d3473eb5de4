import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RemoteRequest } from '../remote-call.js';

/** Answers a text, bytes, or a stream of them as they are; as JSON where no content type is set. */
export function sendFile(req: RemoteRequest, res: ServerResponse, content: string | Uint8Array | Readable): void {
  if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', 'application/json; charset=utf-8');
  if (content instanceof Readable) {
    if (req.method === 'HEAD') {
      content.destroy();
      res.end();
      return;
    }
    // A stream that fails in the middle can only end the connection, which tells the client that something is missing.
    pipeline(content, res).catch(() => res.destroy());
    return;
  }
  res.setHeader('Content-Length', Buffer.byteLength(content));
  res.end(req.method === 'HEAD' ? undefined : content);
}

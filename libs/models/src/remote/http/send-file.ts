import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RemoteRequest } from '../remote-call.js';

/** What can be answered as a file. */
export type FileContent = string | Uint8Array | Readable;

/** A file's content in any of its forms: also streams of the web, of older packages, and Nest's `StreamableFile`. */
export function fileContent(value: unknown): FileContent | undefined {
  if (typeof value === 'string' || value instanceof Uint8Array || value instanceof Readable) return value;
  if (value instanceof ReadableStream) return Readable.fromWeb(value as never);
  if (typeof value !== 'object' || value === null) return undefined;
  if ('getStream' in value && typeof value.getStream === 'function')
    return fileContent((value.getStream as () => unknown).call(value));
  return 'pipe' in value && typeof value.pipe === 'function' ? new Readable().wrap(value as never) : undefined;
}

/**
 * Answers a text, bytes, or a stream of them as they are; as JSON where no content type is set.
 *
 * @throws what a stream fails with before anything of it is sent; later that ends the connection, which tells the client that
 *   something is missing
 */
export async function sendFile(
  req: RemoteRequest,
  res: ServerResponse,
  content: FileContent,
  log: (error: unknown) => void,
): Promise<void> {
  if (content instanceof Readable) {
    // Fails where the stream does, before there is a head.
    if (content.readableLength === 0 && !content.readableEnded && !content.destroyed) await firstOf(content);
  }
  if (!res.hasHeader('Content-Type')) res.setHeader('Content-Type', 'application/json; charset=utf-8');
  if (!(content instanceof Readable)) {
    res.setHeader('Content-Length', Buffer.byteLength(content));
    res.end(req.method === 'HEAD' ? undefined : content);
    return;
  }
  if (req.method === 'HEAD' || res.destroyed) {
    content.destroy();
    res.end();
    return;
  }
  pipeline(content, res).catch((error: unknown) => {
    if (!isGone(error)) log(error);
    res.destroy();
  });
}

async function firstOf(stream: Readable): Promise<void> {
  const end = new AbortController();
  const { signal } = end;
  try {
    await Promise.race([
      once(stream, 'readable', { signal }),
      once(stream, 'end', { signal }),
      once(stream, 'close', { signal }),
    ]);
  } finally {
    end.abort();
  }
}

// The client has gone: nobody's fault.
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

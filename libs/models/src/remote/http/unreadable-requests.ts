import { STATUS_CODES } from 'node:http';
import type { Server, Socket } from 'node:net';

/** Milliseconds for which the rest of a refused request is read: a client that still writes would not see the answer. */
const LINGER = 2_000;

const STATUSES: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/**
 * Answers what Node itself refuses, since it is no HTTP or its headers are too long, in the shape of all errors. Leaves it to
 * the host where that listens, too.
 */
export function answerUnreadable(server: Server): void {
  if (!server.listeners('clientError').includes(refuse)) server.on('clientError', refuse);
}

function refuse(this: Server, error: NodeJS.ErrnoException, socket: Socket): void {
  if (this.listenerCount('clientError') > 1) return;
  if (error.code === 'ECONNRESET' || isBeingAnswered(socket)) {
    socket.destroy();
    return;
  }
  // Node tells of every further piece of such a request.
  if (!socket.writable) return;
  socket.end(refusal(STATUSES[error.code ?? ''] ?? 400));
  setTimeout(() => socket.destroy(), LINGER).unref();
}

// As Node does: a request before this one may be under way on the same connection.
function isBeingAnswered(socket: Socket & { _httpMessage?: { headersSent: boolean } | null }): boolean {
  return socket._httpMessage?.headersSent === true;
}

function refusal(statusCode: number): string {
  const message = STATUS_CODES[statusCode] ?? 'Bad Request';
  const body = JSON.stringify({ error: { statusCode, name: 'Error', message } });
  const head = [
    `HTTP/1.1 ${String(statusCode)} ${message}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

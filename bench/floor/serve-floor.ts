import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const LONG = 16_384;

/** @returns what is sent as JSON; `undefined` for 404, {@link UNKNOWN_CALLER} for 401. */
export type FloorAnswer = (method: string, url: string, body: unknown, token: string) => Promise<unknown>;

export const UNKNOWN_CALLER = Symbol('unknown caller');

/** `node:http` with as little around it as can be; it listens at `PORT`. */
export function serveFloor(answer: FloorAnswer): void {
  const server = createServer((request, response) => {
    if (request.method === 'GET') return handle(answer, request, response, undefined);
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => handle(answer, request, response, JSON.parse(text)));
  });
  server.listen(Number(process.env['PORT']), '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    console.log(`Listening at http://127.0.0.1:${port}`);
  });
  process.once('SIGTERM', () => process.exit());
}

function handle(answer: FloorAnswer, request: IncomingMessage, response: ServerResponse, body: unknown): void {
  answer(request.method ?? '', request.url ?? '', body, request.headers.authorization ?? '').then(
    (value) => {
      if (value === undefined) send(response, 404, {});
      else if (value === UNKNOWN_CALLER) send(response, 401, {});
      else send(response, 200, value);
    },
    () => send(response, 500, {}),
  );
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  // A short text goes out together with the head; a long one would be copied for that within V8's heap.
  const body = text.length < LONG ? text : Buffer.from(text);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

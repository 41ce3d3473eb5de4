import { Agent, request as openRequest, type IncomingHttpHeaders } from 'node:http';
import type { HostileApp } from './hostile-app.js';

/** A request as it is sent: nothing in it is checked or escaped. */
export interface HostileRequest {
  readonly method: string;
  /** With its query, escaped as far as HTTP needs it. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds from the request to the end of the answer. */
  readonly elapsed: number;
}

/** Sends requests to an application over connections that are kept. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });

  constructor(private readonly app: Pick<HostileApp, 'host' | 'port'>) {}

  send({ method, path, headers = {}, body }: HostileRequest, timeout: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const started = performance.now();
      const { host, port } = this.app;
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const options = { host, port, method, path, agent: this.#agent, headers: { ...length, ...headers }, timeout };
      const outgoing = openRequest(options, (incoming) => {
        const parts: Buffer[] = [];
        const end = () => {
          const text = Buffer.concat(parts).toString();
          const elapsed = performance.now() - started;
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text, elapsed });
        };
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('end', end);
        incoming.on('error', reject);
        // A stream of events has no end: it is there, which is enough.
        if (incoming.headers['content-type']?.startsWith('text/event-stream') === true) {
          end();
          incoming.destroy();
        }
      });
      outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

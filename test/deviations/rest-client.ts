import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What was answered: `body` is parsed where it is JSON, and the text where it is not. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: any;
}

/** What is sent: an object as JSON, a text as it is. */
export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks a server in the plainest way: any method with any body, and paths as they are written. */
export class RestClient {
  /** Where the server is: `http://HOST:PORT/api`. */
  url = '';

  get(path: string, headers: Sent['headers'] = {}): Promise<Answer> {
    return this.send('GET', path, { headers });
  }

  head(path: string): Promise<Answer> {
    return this.send('HEAD', path);
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.send('POST', path, { body });
  }

  patch(path: string, body: unknown = {}): Promise<Answer> {
    return this.send('PATCH', path, { body });
  }

  put(path: string, body: unknown = {}): Promise<Answer> {
    return this.send('PUT', path, { body });
  }

  delete(path: string): Promise<Answer> {
    return this.send('DELETE', path);
  }

  /** The stored instances that a filter finds. */
  async find(path: string, filter: object = {}): Promise<any> {
    const { status, body } = await this.get(`${path}?${json('filter', filter)}`);
    if (status !== 200) throw new Error(`GET ${path} was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Creates an instance, which has to be valid, and returns it as it was answered. */
  async create(path: string, data: object): Promise<any> {
    const { status, body } = await this.post(path, data);
    if (status !== 200) throw new Error(`POST ${path} was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  async send(method: string, path: string, { body, headers = {} }: Sent = {}): Promise<Answer> {
    const response = await this.open(method, path, { body, headers });
    const answered = await text(response);
    const isJson = response.headers['content-type']?.includes('json') === true && answered !== '';
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      text: answered,
      body: isJson ? JSON.parse(answered) : answered,
    };
  }

  /** An answer whose body is still to come. */
  async open(method: string, path: string, { body, headers = {} }: Sent = {}): Promise<IncomingMessage> {
    const payload = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const type = payload === undefined ? {} : { 'content-type': 'application/json' };
    const length = payload === undefined ? {} : { 'content-length': Buffer.byteLength(payload) };
    const { origin, pathname } = new URL(this.url);
    const { hostname, port } = new URL(origin);
    const options = { method, hostname, port, path: pathname + path, headers: { ...type, ...length, ...headers } };
    const sending = request({ ...options, agent: false }).end(payload);
    const [response] = (await once(sending, 'response')) as [IncomingMessage];
    return response;
  }
}

/** An argument of a query string as JSON: `where=%7B…`. */
export function json(name: string, value: unknown): string {
  return `${name}=${encodeURIComponent(JSON.stringify(value))}`;
}

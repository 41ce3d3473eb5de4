/** One request that a server is measured with. */
export interface BenchRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: string;
  /** A token. */
  readonly authorization?: string;
}

/** A request as it goes over the wire. */
export function encodeRequest({ method, path, body, authorization }: BenchRequest): string {
  const token = authorization === undefined ? '' : `Authorization: ${authorization}\r\n`;
  const head = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n${token}`;
  if (body === undefined) return `${head}\r\n`;
  return `${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

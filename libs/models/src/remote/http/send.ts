import { hash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import fresh from 'fresh';
import type { RemoteRequest } from '../remote-call.js';
import type { NegotiatedFormat } from './response-format.js';
import { xmlText } from './xml-text.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** From how many bytes on an answer is encoded once, rather than joined to its head. */
const LARGE = 16_384;

/** Answers a value in the format that was agreed on. */
export function sendValue(
  req: RemoteRequest,
  res: ServerResponse,
  status: number,
  value: unknown,
  format: NegotiatedFormat,
  callback?: unknown,
): void {
  switch (format.format) {
    case 'json':
      return sendBody(req, res, status, ownType(res) ?? JSON_TYPE, JSON.stringify(value) ?? 'null');
    case 'jsonp':
      return sendScript(req, res, status, value, callback);
    case 'xml':
      return sendBody(req, res, status, `${format.type}; charset=utf-8`, xmlText(value));
    case 'event-stream':
      throw new TypeError('A value is no stream of events');
  }
}

/**
 * Answers without a body: 204, unless the method or a hook has said another status. LoopBack names a content type all the same
 * (conversation `types-scopes`), but not of a redirection (`user-email-verification`).
 */
export function sendNothing(res: ServerResponse, status = res.statusCode === 200 ? 204 : res.statusCode): void {
  res.statusCode = status;
  if (status < 300 || status >= 400) res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.end();
}

/** Answers a text, with an ETag by which clients can ask again, and 304 to those that have it already. */
export function sendBody(req: RemoteRequest, res: ServerResponse, status: number, type: string, text: string): void {
  const length = Buffer.byteLength(text);
  // Node writes head and body at once where both are text, which saves small answers a second buffer; large ones are copied.
  const body = length < LARGE ? text : Buffer.from(text);
  res.statusCode = status;
  res.setHeader('Content-Type', type);
  if (status === 200 && (req.method === 'GET' || req.method === 'HEAD')) {
    const etag = `W/"${length.toString(16)}-${hash('sha1', body, 'base64').slice(0, 27)}"`;
    res.setHeader('ETag', etag);
    if (req.headers['if-none-match'] !== undefined && fresh(req.headers, { etag })) {
      res.statusCode = 304;
      res.removeHeader('Content-Type');
      res.end();
      return;
    }
  }
  res.setHeader('Content-Length', length);
  res.end(req.method === 'HEAD' ? undefined : body);
}

// A method or a hook may have said what its answer is.
function ownType(res: ServerResponse): string | undefined {
  const type = res.getHeader('Content-Type');
  return typeof type === 'string' ? type : undefined;
}

function sendScript(req: RemoteRequest, res: ServerResponse, status: number, value: unknown, callback: unknown): void {
  const name = typeof callback === 'string' ? callback.replaceAll(/[^[\]\w$.]/g, '') : '';
  if (name === '')
    return sendBody(req, res, status, 'application/json; charset=utf-8', JSON.stringify(value) ?? 'null');
  // These two end a line in JavaScript, but not in JSON.
  const json = (JSON.stringify(value) ?? 'null').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  sendBody(
    req,
    res,
    status,
    'text/javascript; charset=utf-8',
    `/**/ typeof ${name} === 'function' && ${name}(${json});`,
  );
}

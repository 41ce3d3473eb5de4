import accepts from 'accepts';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { RemoteRequest } from '../remote-call.js';
import { errorBody, type ErrorBody } from './error-body.js';
import { sendBody, xmlText } from './send.js';

/** Answers an error as JSON; as a page to clients that take HTML only, as XML to those that take XML only. */
export function sendError(req: RemoteRequest, res: ServerResponse, error: unknown, debug: boolean): void {
  if (res.headersSent) {
    res.end();
    return;
  }
  const body = errorBody(error, debug);
  const { accept } = req.headers;
  const isPlain = accept === undefined || accept === '*/*' || accept.includes('json');
  const type = isPlain ? 'json' : accepts(req).type(['json', 'html', 'xml']);
  if (type === 'html') return sendBody(req, res, body.statusCode, 'text/html; charset=utf-8', page(body));
  if (type === 'xml') return sendBody(req, res, body.statusCode, 'text/xml; charset=utf-8', xmlText({ error: body }));
  sendBody(req, res, body.statusCode, 'application/json; charset=utf-8', JSON.stringify({ error: body }));
}

/** Answers 406 to a client that takes nothing that can be answered. */
export function sendNotAcceptable(req: RemoteRequest, res: ServerResponse): void {
  sendBody(req, res, 406, 'text/plain; charset=utf-8', 'Not Acceptable');
}

function page(body: ErrorBody): string {
  const title = escape(`${String(body.statusCode)} ${STATUS_CODES[body.statusCode] ?? 'Error'}`);
  const text = escape(body.message);
  return `<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>${title}</title></head>\n<body><h1>${title}</h1><p>${text}</p></body>\n</html>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { RemoteRequest } from '../remote-call.js';
import type { ErrorBody } from './error-body.js';
import { errorFormat } from './error-format.js';
import { sendBody } from './send.js';
import { xmlText } from './xml-text.js';

/** Answers an error as JSON; as a page to clients that take HTML only, as XML to those that take or name XML only. */
export function sendError(req: RemoteRequest, res: ServerResponse, body: ErrorBody): void {
  if (res.headersSent) {
    res.end();
    return;
  }
  switch (errorFormat(req)) {
    case 'html':
      return sendBody(req, res, body.statusCode, 'text/html; charset=utf-8', page(body));
    case 'xml':
      return sendBody(req, res, body.statusCode, 'text/xml; charset=utf-8', xmlText(body, 'error'));
    case 'json':
      return sendBody(req, res, body.statusCode, 'application/json; charset=utf-8', JSON.stringify({ error: body }));
  }
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

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

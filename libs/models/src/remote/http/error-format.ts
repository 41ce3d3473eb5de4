import accepts from 'accepts';
import type { RemoteRequest } from '../remote-call.js';
import { QueryString } from './query-string.js';
import { namedFormat } from './response-format.js';

/** How an error is written. */
export type ErrorFormat = 'json' | 'html' | 'xml';

const BY_NAME: ReadonlyMap<string, ErrorFormat> = new Map([
  ['html', 'html'],
  ['text/html', 'html'],
  ['xml', 'xml'],
  ['text/xml', 'xml'],
  ['application/xml', 'xml'],
]);

/** The format in which a client takes errors: `_format` goes before `Accept`, and JSON is what is left. */
export function errorFormat(req: RemoteRequest): ErrorFormat {
  const named = namedFormat(new QueryString(/\?(.*)/s.exec(req.url ?? '')?.[1] ?? ''));
  if (named !== undefined) return BY_NAME.get(named) ?? 'json';
  const { accept } = req.headers;
  if (accept === undefined || accept === '*/*' || accept.includes('json')) return 'json';
  const type = accepts(req).type(['json', 'text/html', 'application/xml', 'text/xml']);
  return (type === false ? undefined : BY_NAME.get(String(type))) ?? 'json';
}

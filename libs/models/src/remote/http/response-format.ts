import accepts from 'accepts';
import type { RemoteRequest } from '../remote-call.js';
import type { RemotingOptions } from '../remoting-options.js';
import type { QueryString } from './query-string.js';

/** How an answer is written. */
export type ResponseFormat = 'json' | 'jsonp' | 'xml' | 'event-stream';

/** The format and its content type, as it was asked for. */
export interface NegotiatedFormat {
  readonly format: ResponseFormat;
  readonly type: string;
}

const JSON_FORMAT: NegotiatedFormat = { format: 'json', type: 'application/json' };
const BY_TYPE: Readonly<Record<string, ResponseFormat>> = {
  'application/json': 'json',
  'application/vnd.api+json': 'json',
  'application/javascript': 'jsonp',
  'text/javascript': 'jsonp',
  'application/xml': 'xml',
  'text/xml': 'xml',
  'text/event-stream': 'event-stream',
};
const BY_NAME: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'text/xml',
  'event-stream': 'text/event-stream',
};

/**
 * The format that a client takes: `_format` goes before `Accept`. `undefined` where there is none: 406. A stream of events
 * is only offered by methods that answer one.
 */
export function negotiateFormat(
  req: RemoteRequest,
  query: QueryString,
  options: RemotingOptions,
  isEventStream: boolean,
): NegotiatedFormat | undefined {
  const named = namedFormat(query);
  if (named !== undefined) return byName(named, isEventStream);
  const { accept } = req.headers;
  if (!isEventStream && (accept === undefined || accept === '*/*' || accept === 'application/json')) {
    return options.supportedTypes === undefined || options.supportedTypes.includes('application/json')
      ? JSON_FORMAT
      : undefined;
  }
  const offered = [...supportedTypes(options), ...(isEventStream ? ['text/event-stream'] : [])];
  const type = accepts(req).type(offered);
  return typeof type === 'string' ? toFormat(type) : undefined;
}

/** What the query `_format` names, in lower case; `undefined` for nothing. */
export function namedFormat(query: QueryString): string | undefined {
  const named = query.text.includes('_format') ? query.get('_format') : undefined;
  return typeof named === 'string' && named !== '' ? named.toLowerCase() : undefined;
}

function byName(name: string, isEventStream: boolean): NegotiatedFormat | undefined {
  const found = toFormat(BY_NAME[name] ?? name);
  return found?.format === 'event-stream' && !isEventStream ? undefined : found;
}

function toFormat(type: string): NegotiatedFormat | undefined {
  const format = BY_TYPE[type];
  return format === undefined ? undefined : { format, type };
}

function supportedTypes(options: RemotingOptions): readonly string[] {
  const types = options.supportedTypes;
  if (types !== undefined) return types;
  const scripts = ['application/json', 'application/javascript', 'text/javascript'];
  return options.xml ? [...scripts, 'application/xml', 'text/xml'] : scripts;
}

import type { HostileRequest } from './http-client.js';

/** Node refuses longer headers by itself. */
const LONGEST_QUERY = 12_000;
const JSON_TYPE = { 'content-type': 'application/json' } as const;

export const escaped = (text: string): string => encodeURIComponent(text);

/** A GET with an argument as JSON text: in the query, or in the body where it is too long for that. */
export function withArgument(path: string, name: 'filter' | 'where', json: string): HostileRequest {
  const query = `${path}?${name}=${escaped(json)}`;
  if (query.length <= LONGEST_QUERY) return { method: 'GET', path: query };
  return { method: 'GET', path, headers: JSON_TYPE, body: `{"${name}":${json}}` };
}

/** A request with a JSON body. */
export function withBody(method: string, path: string, body: string): HostileRequest {
  return { method, path, headers: JSON_TYPE, body };
}

/** A change with a where, which is only taken from the query; `undefined` where it is too long for one. */
export function withWhere(method: string, path: string, json: string, body?: string): HostileRequest | undefined {
  const query = `${path}?where=${escaped(json)}`;
  if (query.length > LONGEST_QUERY) return undefined;
  return body === undefined ? { method, path: query } : withBody(method, query, body);
}

/** Requests without those that could not be made. */
export function* present(requests: Iterable<HostileRequest | undefined>): Iterable<HostileRequest> {
  for (const request of requests) if (request !== undefined) yield request;
}

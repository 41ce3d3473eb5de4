import type { RemoteArgumentSource } from '../../model/remoting/remote-method-options.js';
import type { RemoteCall } from '../remote-call.js';
import type { ValueForm } from './convert-value.js';

/** What a request has for an argument, not converted yet. */
export interface ArgumentValue {
  readonly value: unknown;
  readonly form: ValueForm;
}

/** The sources that are parts of a request. */
export type RequestSource = Exclude<RemoteArgumentSource, 'req' | 'res' | 'context' | 'optionsFromRequest'>;

/** Finds the value of an argument in its source; without one in path, body, query and headers, the first that is there. */
export function findArgument(call: RemoteCall, name: string, source: RequestSource | undefined): ArgumentValue {
  switch (source) {
    case 'path':
      return asText(call.params.get(name));
    case 'query':
      return asText(call.query.get(name));
    case 'header':
      return asText(headerOf(call, name));
    case 'form':
    case 'formData':
      return ofBody(call, bodyMember(call, name));
    case 'body':
      return ofBody(call, call.req.body);
    case undefined:
      return findAnywhere(call, name);
  }
}

function findAnywhere(call: RemoteCall, name: string): ArgumentValue {
  const ofPath = call.params.get(name);
  if (ofPath !== undefined) return asText(ofPath);
  const member = bodyMember(call, name);
  if (member !== undefined) return ofBody(call, member);
  return asText(call.query.get(name) ?? headerOf(call, name));
}

function asText(value: unknown): ArgumentValue {
  return { value, form: 'text' };
}

function ofBody({ req }: RemoteCall, value: unknown): ArgumentValue {
  const isForm = req.headers['content-type']?.toLowerCase().includes('application/x-www-form-urlencoded') === true;
  return { value, form: isForm ? 'text' : 'json' };
}

function bodyMember({ req: { body } }: RemoteCall, name: string): unknown {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, name)
    ? (body as Record<string, unknown>)[name]
    : undefined;
}

function headerOf({ req }: RemoteCall, name: string): string | undefined {
  const value = req.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
}

import type { IncomingMessage } from 'node:http';
import type { TokenOptions } from './token-options.js';

/** A request as frameworks hand it on, as far as tokens are looked for in it. */
export interface CredentialRequest extends IncomingMessage {
  /** Parameters of a path that was matched before. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: unknown;
  readonly signedCookies?: Readonly<Record<string, unknown>>;
}

/** What of a request is said to be a token: the texts that may be it, the likelier first. */
export type Credential = readonly string[];

/** Where a credential was found. */
export interface FoundCredential {
  readonly candidates: Credential;
  readonly source: 'parameter' | 'header' | 'cookie';
}

/**
 * Looks for the token of a request (the chapter on auth, 2.1): parameters, headers, signed cookies; the first text is it, even
 * if nobody knows it.
 *
 * @param body - one that was parsed before
 */
export function findCredential(
  req: CredentialRequest,
  options: TokenOptions = {},
  body?: unknown,
): FoundCredential | undefined {
  return inParameters(req, options, body) ?? inHeaders(req, options) ?? inCookies(req, options);
}

function inParameters(req: CredentialRequest, options: TokenOptions, body: unknown): FoundCredential | undefined {
  const query = options.query === false ? undefined : (req.query ?? queryOf(req));
  for (const name of names(options.params, ['access_token'], options)) {
    for (const from of [req.params, body, query]) {
      const value = memberOf(from, name);
      if (typeof value === 'string') return { candidates: [value], source: 'parameter' };
    }
  }
  return undefined;
}

function inHeaders(req: CredentialRequest, options: TokenOptions): FoundCredential | undefined {
  for (const name of names(options.headers, ['X-Access-Token', 'Authorization'], options)) {
    const value = req.headers[name.toLowerCase()];
    if (typeof value !== 'string' || value === '') continue;
    return { candidates: readHeader(value, options), source: 'header' };
  }
  return undefined;
}

function inCookies(req: CredentialRequest, options: TokenOptions): FoundCredential | undefined {
  for (const name of names(options.cookies, ['access_token', 'authorization'], options)) {
    const value = memberOf(req.signedCookies, name);
    if (typeof value === 'string') return { candidates: [value], source: 'cookie' };
  }
  return undefined;
}

/** What a header says: `Bearer x` (deviation 6: as it is, or else decoded), `Basic x`, or the token itself. */
function readHeader(value: string, { bearerTokenBase64Encoded }: TokenOptions): Credential {
  if (value.startsWith('Bearer ')) {
    const text = value.slice('Bearer '.length);
    return bearerTokenBase64Encoded === false ? [text] : [text, decode(text)];
  }
  if (!/^Basic /i.test(value)) return [value];
  const text = decode(value.slice('Basic '.length));
  const colon = text.indexOf(':');
  if (colon < 0) return [text];
  const [before, after] = [text.slice(0, colon), text.slice(colon + 1)];
  return [after.length > before.length ? after : before];
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function names(more: readonly string[] = [], usual: readonly string[], options: TokenOptions): readonly string[] {
  return options.searchDefaultTokenKeys === false ? more : [...more, ...usual];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

// Of a parameter that is given twice there is a list in other readers: no token.
function queryOf(req: IncomingMessage): Readonly<Record<string, unknown>> {
  const { url = '' } = req;
  const mark = url.indexOf('?');
  if (mark < 0) return {};
  const found: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of new URLSearchParams(url.slice(mark + 1)))
    found[name] = name in found ? [found[name], value] : value;
  return found;
}

import type { AnyModel } from '@loopnest/models';
import type { User } from '../user.js';
import type { VerifyOptions } from './verify-options.js';

/** Where an application is reached from outside. */
export interface PublicAddress {
  readonly protocol: string;
  readonly host: string;
  readonly port: number | string;
  readonly restApiRoot: string;
}

/** What the options say of it, then the setting `url` of the application, then its other settings. */
export function publicAddress({ app }: AnyModel, given: VerifyOptions): PublicAddress {
  const setting = (name: string) => (app as { get?(name: string): unknown } | undefined)?.get?.(name);
  const url = typeof setting('url') === 'string' ? URL.parse(setting('url') as string) : null;
  const protocol = given.protocol ?? url?.protocol.replace(/:$/, '') ?? 'http';
  return {
    protocol,
    host: given.host ?? url?.hostname ?? textOf(setting('host')) ?? 'localhost',
    port: given.port ?? portOf(url) ?? textOf(setting('port')) ?? 3000,
    restApiRoot: given.restApiRoot ?? textOf(setting('restApiRoot')) ?? '/api',
  };
}

/** The link that confirms the e-mail of a user, without its token. */
export function verifyLink(user: User, { protocol, host, port, restApiRoot }: PublicAddress, redirect: string): string {
  const model = user.constructor as unknown as AnyModel;
  const isUsual = String(port) === { http: '80', https: '443' }[protocol];
  const query = new URLSearchParams({ uid: String(user.getId()), redirect });
  const path = `${restApiRoot}/${model.http.path}/confirm`.replaceAll(/\/{2,}/g, '/');
  return `${protocol}://${host}${isUsual ? '' : `:${String(port)}`}${path}?${query.toString()}`;
}

/** A link with one more member of its query. */
export function withToken(link: string, token: string): string {
  return `${link}${link.includes('?') ? '&' : '?'}token=${encodeURIComponent(token)}`;
}

function portOf(url: URL | null): string | undefined {
  if (url === null) return undefined;
  return url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

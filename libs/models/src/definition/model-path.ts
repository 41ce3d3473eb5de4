import { toPlainObject, type PlainObject } from './plain-object.js';
import { pluralize } from './plural.js';

/** The plural of a model: `plural`, or the English one of its name. */
export function getPlural(name: string, settings: Readonly<PlainObject>): string {
  const plural = settings['plural'];
  return typeof plural === 'string' && plural !== '' ? plural : pluralize(name);
}

/** The path of a model below the API root: `http.path`, or its plural. */
export function getHttpPath(plural: string, settings: Readonly<PlainObject>): string {
  const path = toPlainObject(settings['http'])['path'];
  const written = typeof path === 'string' && path !== '' ? path : plural;
  return `/${written.replace(/^\/+|\/+$/g, '')}`;
}

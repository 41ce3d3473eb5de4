import type { UserSettings } from '../user-settings.js';

/** A path of this host: no second slash, and nothing that browsers read as one. */
// oxlint-disable-next-line no-control-regex
const PATH = /^\/(?![/\\])[^\\\u0000-\u001f\u007f]*$/;

/** Whether a confirmation may lead there: a path of this host, or what the application names. */
export function isAllowedRedirect(
  redirect: string,
  { allowedRedirects, verifyOptions }: Pick<UserSettings, 'allowedRedirects' | 'verifyOptions'>,
): boolean {
  // Half a character has no form that a header could have.
  if (!redirect.isWellFormed()) return false;
  if (PATH.test(redirect) || redirect === verifyOptions['redirect']) return true;
  const url = URL.parse(redirect);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return false;
  return allowedRedirects.some((allowed) => URL.parse(allowed)?.origin === url.origin);
}

import { LoopnestError } from '@loopnest/models';
import type { UserSettings } from '../user-settings.js';

/**
 * The seconds that a client asks for; `undefined` where it asks for nothing. -1 stands for ever.
 *
 * @throws LoopnestError 400 `INVALID_TTL` for anything else: an object would be taken for the properties of a token
 */
export function requestedTtl(ttl: unknown): number | undefined {
  if (ttl === undefined || ttl === null || ttl === '') return undefined;
  const seconds = typeof ttl === 'string' && /^[+-]?\d{1,15}$/.test(ttl) ? Number(ttl) : ttl;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || (seconds < 0 && seconds !== -1))
    throw new LoopnestError(400, 'Invalid ttl', { code: 'INVALID_TTL' });
  return seconds === 0 ? undefined : seconds;
}

/** The seconds that a token gets: the model's own where nothing is asked for, and no more than the model allows. */
export function grantedTtl(ttl: number | undefined, settings: UserSettings): number {
  return Math.min(ttl ?? settings.ttl, settings.maxTTL);
}

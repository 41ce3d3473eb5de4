import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isForeignWrite } from './foreign-write.js';

const isForeign = (method: string, headers: object) =>
  isForeignWrite({ method, headers: { host: 'library.test', ...headers } } as IncomingMessage);

describe('requests that change something (deviation 17 of auth)', () => {
  it.each(['GET', 'HEAD', 'OPTIONS'])('are not those with %s', (method) => {
    expect(isForeign(method, { origin: 'https://evil.test' })).toBe(false);
  });

  it.each([{ origin: 'https://evil.test' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])(
    'come from another site with %j',
    (headers) => expect(isForeign('POST', headers)).toBe(true),
  );

  it.each([{}, { origin: 'https://library.test' }, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])(
    'come from this one with %j',
    (headers) => expect(isForeign('DELETE', headers)).toBe(false),
  );
});

import type { AttackGroup } from '../attack-group.js';
import { JSON_BODIES } from '../corpus/bodies.js';
import { IDS } from '../corpus/ids.js';
import { KEYS } from '../corpus/keys.js';
import { LIKE_PATTERNS, RUNAWAY_REGEXPS } from '../corpus/patterns.js';
import { VALUES } from '../corpus/values.js';
import type { HostileRequest } from '../http-client.js';
import { escaped, withArgument, withBody } from '../requests.js';

/** Each key on each route. */
function* keyRequests(): Iterable<HostileRequest> {
  for (const key of new Set([...IDS, ...KEYS.map((key) => escaped(key.toWellFormed()))])) {
    const path = `/api/Jars/${key}`;
    yield { method: 'GET', path };
    yield { method: 'GET', path: `${path}/ttl` };
    yield withBody('PUT', `${path}/expire`, '{"ttl":5}');
    yield withBody('PUT', path, '{"__proto__":{"polluted":true}}');
    yield { method: 'GET', path };
    yield { method: 'DELETE', path };
  }
}

/** Each value as a value, a time to live and a filter. */
function* valueRequests(): Iterable<HostileRequest> {
  for (const value of VALUES) {
    yield withBody('PUT', '/api/Jars/fig', value);
    yield withBody('PUT', '/api/Jars/fig', `{"a":[${value}]}`);
    yield { method: 'GET', path: '/api/Jars/fig' };
    yield withBody('PUT', '/api/Jars/fig/expire', `{"ttl":${value}}`);
    yield withBody('PUT', `/api/Jars/fig?ttl=${escaped(value.slice(0, 1000))}`, '1');
    yield { method: 'GET', path: '/api/Jars/fig/ttl' };
    yield withArgument('/api/Jars/keys', 'filter', value);
    yield withArgument('/api/Jars/keys', 'filter', `{"match":${value}}`);
  }
  for (const body of JSON_BODIES) {
    yield withBody('PUT', '/api/Jars/fig', body);
    yield withBody('PUT', '/api/Jars/fig/expire', body);
  }
}

const PATTERNS = [
  ...LIKE_PATTERNS,
  ...RUNAWAY_REGEXPS,
  ...['*a', '?*', '[a-z]*', '*?', 'a*'].map((part) => part.repeat(2000)),
  ...['*a', '?*', '[a]*', '*', '[', '{a,', '+(a|', '!('].map((part) => part.repeat(60).slice(0, 255)),
];

const keys: AttackGroup = { name: 'keys of values', changes: [], run: (attack) => attack.all(keyRequests()) };

const values: AttackGroup = { name: 'values by keys', changes: [], run: (attack) => attack.all(valueRequests()) };

const patterns: AttackGroup = {
  name: 'patterns of keys',
  changes: [],
  async run(attack) {
    const longest = Array.from({ length: 20 }, (_, index) => 'a'.repeat(7_000) + String(index));
    await attack.all(longest.map((key) => withBody('PUT', `/api/Jars/${key}?ttl=60000`, '1')));
    await attack.all(
      PATTERNS.flatMap((pattern) => [
        withArgument('/api/Jars/keys', 'filter', JSON.stringify({ match: pattern })),
        { method: 'GET', path: `/api/Jars/keys?filter[match]=${escaped(pattern.slice(0, 300).toWellFormed())}` },
      ]),
    );
  },
};

/** What is asked of a model of keys and values. */
export const KEY_VALUE_GROUPS: readonly AttackGroup[] = [keys, values, patterns];

import type { AttackGroup } from '../attack-group.js';
import { JSON_BODIES } from '../corpus/bodies.js';
import { VALUES } from '../corpus/values.js';
import type { HostileRequest } from '../http-client.js';
import { escaped, withArgument, withBody } from '../requests.js';

const BODY_ROUTES = [
  ['POST', '/api/Trackeds/checkpoint'],
  ['POST', '/api/Trackeds/diff'],
  ['POST', '/api/Trackeds/create-updates'],
  ['POST', '/api/Trackeds/bulk-update'],
  ['PUT', '/api/Trackeds/a/changes/last'],
] as const;

/** Each value at each place of what other sides send. */
function* requests(): Iterable<HostileRequest> {
  yield withBody('PUT', '/api/Trackeds', '{"id":"a","text":"a"}');
  for (const value of VALUES) {
    for (const [key, change] of changesWith(value)) {
      yield withBody('POST', '/api/Trackeds/diff', `[${change}]`);
      yield withBody('POST', '/api/Trackeds/create-updates', `[${change}]`);
      const type = key === 'prev' ? 'update' : 'create';
      yield withBody('POST', '/api/Trackeds/bulk-update', bulk(`"${type}"`, change, '{"text":"b"}'));
      yield withBody('POST', '/api/Trackeds/bulk-update', bulk('"delete"', change, 'null'));
    }
    yield withBody('POST', '/api/Trackeds/bulk-update', bulk(value, '{"modelId":"a"}', '{}'));
    yield withBody('POST', '/api/Trackeds/bulk-update', bulk('"create"', value, '{}'));
    yield withBody('POST', '/api/Trackeds/bulk-update', bulk('"create"', '{"modelId":"c"}', value));
    yield withBody('POST', '/api/Trackeds/bulk-update', bulk('"create"', '{"modelId":"d"}', `{"id":${value}}`));
    yield withBody('POST', '/api/Trackeds/bulk-update', `{"updates":${value}}`);
    yield withBody('PUT', '/api/Trackeds/a/changes/last', `{"rev":${value}}`);
    yield withBody('PUT', '/api/Trackeds/a/changes/last', `{"checkpoint":${value},"modelId":${value}}`);
    yield { method: 'GET', path: `/api/Trackeds/changes?since=${escaped(value.slice(0, 1000))}` };
    yield withArgument('/api/Trackeds/changes', 'filter', `{"where":{"text":${value}}}`);
    yield withArgument('/api/Trackeds/changes', 'filter', value);
  }
}

function changesWith(value: string): readonly (readonly [key: string, change: string])[] {
  return [
    ['modelId', `{"modelId":${value},"rev":"x"}`],
    ...['rev', 'prev', 'checkpoint', 'modelName', 'id'].map(
      (key) => [key, `{"modelId":"a","${key}":${value}}`] as const,
    ),
  ];
}

function bulk(type: string, change: string, data: string): string {
  return `{"updates":[{"type":${type},"change":${change},"data":${data}}]}`;
}

const values: AttackGroup = {
  name: 'values in changes of other sides',
  changes: ['Tracked'],
  run: (attack) => attack.all(requests()),
};

const bodies: AttackGroup = {
  name: 'bodies of change tracking',
  changes: ['Tracked'],
  run: (attack) =>
    attack.all(JSON_BODIES.flatMap((body) => BODY_ROUTES.map(([method, path]) => withBody(method, path, body)))),
};

/** What other sides say of changes. */
export const CHANGE_GROUPS: readonly AttackGroup[] = [values, bodies];

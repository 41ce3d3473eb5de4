import type { AttackGroup } from '../attack-group.js';
import { IDS } from '../corpus/ids.js';
import { INJECTIONS } from '../corpus/injections.js';
import { METHODS } from '../corpus/methods.js';
import { ID_MODELS } from '../hostile-models.js';
import type { HostileRequest } from '../http-client.js';
import { escaped, withBody } from '../requests.js';

const BODY = '{"note":"changed","text":"changed","needed":"changed"}';

function* idRequests(model: string, isWhole: boolean): Iterable<HostileRequest> {
  for (const id of IDS) {
    const path = `/api/${model}s/${id}`;
    yield { method: 'GET', path };
    yield { method: 'DELETE', path };
    if (!isWhole) continue;
    yield { method: 'HEAD', path };
    yield { method: 'GET', path: `${path}/exists` };
    yield withBody('PUT', path, BODY);
    yield withBody('PATCH', path, BODY);
    yield withBody('POST', `${path}/replace`, BODY);
  }
}

/** Hostile ids: none is there, so nothing is found, changed or deleted. */
const ids: AttackGroup[] = ID_MODELS.map((model) => ({
  name: `ids of ${model}`,
  changes: [],
  run: (attack) => attack.all(idRequests(model, model === 'Thing')),
}));

const paths: AttackGroup = {
  name: 'paths',
  changes: [],
  async run(attack) {
    const texts = [...INJECTIONS, '..', '.', '%', '%ff', '\u2028', 'x'.repeat(8_000), '/'.repeat(500)];
    await attack.all(
      texts.flatMap((text) => [
        { method: 'GET', path: `/api/${escaped(text)}` },
        { method: 'GET', path: `/api/Things/1/${escaped(text)}` },
        { method: 'POST', path: `/api/Things/${escaped(text)}/x/y` },
        { method: 'GET', path: `/api/Things/open/${escaped(text)}` },
        { method: 'GET', path: `/api/Things/${escaped(text)}/exists` },
        { method: 'DELETE', path: `/api/Scopeds/${escaped(text)}` },
      ]),
    );
    const odd = ['/api', '/api/', '/api//', '/api//Things', '/api/Things//', '/api/Things///1', '/api/__proto__', '/api/constructor', '/api/Things/__proto__', '/api/Things/constructor/exists', '/api/Things/%2e%2e/Bystanders', '/api/Things/../Bystanders', '/api/../api/Things/x', '/API/THINGS/x', '/api/Things/x/', '/api/Things%2fx', '/api/%54hings/x', '/api/Things;x', '/api/Things%00', '/api/Things%', '/api/%ff', '/api/Things/count/x', '/api/Addresses', '/api/Pairs/1', '/api/Pairs/1,a']; // prettier-ignore
    await attack.all(odd.flatMap((path) => ['GET', 'HEAD', 'PUT', 'DELETE'].map((method) => ({ method, path }))));
  },
};

const methods: AttackGroup = {
  name: 'methods',
  changes: [],
  async run(attack) {
    const places = ['/api/Things', '/api/Things/1', '/api/Things/count', '/api/Things/open', '/api/Nothings'];
    const unknown = METHODS.filter((method) => !['GET', 'HEAD'].includes(method));
    await attack.all(unknown.flatMap((method) => places.map((path) => ({ method, path }))));
    const headers = ['x-http-method-override', 'x-http-method', 'x-method-override'];
    await attack.all(
      headers.flatMap((header) =>
        ['DELETE', 'PUT', 'delete', 'PATCH'].flatMap((value) =>
          ['/api/Things/1', '/api/Words/plain', '/api/Things?_method=DELETE'].flatMap((path) => [
            { method: 'GET', path, headers: { [header]: value } },
            { method: 'HEAD', path, headers: { [header]: value } },
            { method: 'POST', path: path.replace('?', '/1?'), headers: { [header]: value } },
          ]),
        ),
      ),
    );
  },
};

export const PATH_GROUPS: readonly AttackGroup[] = [...ids, paths, methods];

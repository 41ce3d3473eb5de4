import type { Attack } from '../attack.js';
import type { AttackGroup } from '../attack-group.js';
import { JSON_BODIES } from '../corpus/bodies.js';
import { IDS } from '../corpus/ids.js';
import { OPERATORS } from '../corpus/operators.js';
import { PROTOTYPE_KEYS } from '../corpus/keys.js';
import { VALUES } from '../corpus/values.js';
import { ATTACKED, LINKED, RELATION_TABLES, RELATIONS, TO_MANY, TO_ONE, VICTIM } from '../hostile-relation-models.js';
import type { HostileRequest } from '../http-client.js';
import { escaped, withArgument, withBody } from '../requests.js';

const MINE = `/api/Zoos/${String(ATTACKED)}`;
const THEIRS = `/api/Zoos/${String(VICTIM)}`;
const BODY = '{"name":"changed"}';

const get = (path: string): HostileRequest => ({ method: 'GET', path });
const remove = (path: string): HostileRequest => ({ method: 'DELETE', path });
const head = (path: string): HostileRequest => ({ method: 'HEAD', path });
const put = (path: string, body = BODY): HostileRequest => withBody('PUT', path, body);
const post = (path: string, body = BODY): HostileRequest => withBody('POST', path, body);

function turn<T>(items: readonly T[], index: number, count: number): readonly T[] {
  return items.length === 0
    ? []
    : Array.from({ length: count }, (_, at) => items[(index * count + at) % items.length] as T);
}

/** Keys that are none of a row: nothing is found, changed or deleted. */
const keys: AttackGroup = {
  name: 'keys of related rows',
  changes: [],
  run: (attack) =>
    attack.all(
      IDS.flatMap((id, index) => [
        ...TO_MANY.flatMap((relation) =>
          turn([get, head, put, remove], index, 2).map((ask) => ask(`${MINE}/${relation}/${id}`)),
        ),
        ...LINKED.flatMap((relation) =>
          turn([head, remove], index, 1).map((ask) => ask(`${MINE}/${relation}/rel/${id}`)),
        ),
      ]),
    ),
};

/** The same of the parents, of those on nested paths, and of what is below those. */
const parents: AttackGroup = {
  name: 'keys of parents',
  changes: [],
  run: (attack) =>
    attack.all(
      IDS.flatMap((id, index) => [
        ...turn(RELATIONS, index, 3).flatMap((relation) => [
          get(`/api/Zoos/${id}/${relation}`),
          post(`/api/Zoos/${id}/${relation}`),
          remove(`/api/Zoos/${id}/${relation}`),
        ]),
        get(`/api/Zoos/${id}/cages/3/beasts`),
        get(`${MINE}/cages/${id}/beasts`),
        post(`${MINE}/cages/${id}/beasts`),
        remove(`${MINE}/cages/${id}/photos`),
        get(`${MINE}/cages/3/beasts/${id}`),
        put(`${MINE}/cages/3/beasts/${id}`),
        remove(`${MINE}/cages/3/beasts/${id}`),
        get(`${MINE}/gate/locks/${id}`),
        remove(`${MINE}/gate/locks/${id}`),
        get(`/api/Photos/${id}/subject`),
        get(`/api/Cages/${id}/zoo`),
      ]),
    ),
};

/** Rows of another parent, which are there, and not below this one. */
const strangers: AttackGroup = {
  name: 'rows of other parents',
  changes: [],
  async run(attack) {
    const ids = [VICTIM * 2 - 1, VICTIM * 2].map(String);
    const asked = ids.flatMap((id) => [
      ...TO_MANY.filter((relation) => relation !== 'rooms').flatMap((relation) =>
        [get, put, remove].map((ask) => ask(`${MINE}/${relation}/${id}`)),
      ),
      ...LINKED.map((relation) => head(`${MINE}/${relation}/rel/${id}`)),
      ...['beasts', 'beasts/count', `beasts/${id}`, 'photos', 'zoo'].map((path) => get(`${MINE}/cages/${id}/${path}`)),
      ...['beasts', 'photos'].flatMap((path) => [post, remove].map((ask) => ask(`${MINE}/cages/${id}/${path}`))),
      ...[put, remove].map((ask) => ask(`${MINE}/cages/${id}/beasts/${id}`)),
      ...[get, put, remove].map((ask) => ask(`${MINE}/cages/3/beasts/${id}`)),
      ...[get, put, remove].map((ask) => ask(`${MINE}/gate/locks/${id}`)),
    ]);
    for (const request of asked) {
      const answer = await attack.send(request);
      if (answer !== undefined && answer.status < 400) attack.report(request, 'reaches another parent', answer.body);
    }
  },
};

/** Bodies that name other keys, and nothing that is right. */
const FOREIGN: readonly string[] = [
  ...[
    (value: string) => `{"name":"x","zooId":${value}}`,
    (value: string) => `{"name":"x","zoo":{"id":${value}}}`,
    (value: string) => `{"name":"x","zoo":${value}}`,
    (value: string) => `{"name":"x","subjectId":${value},"subjectType":${value}}`,
    (value: string) => `{"name":"x","sponsorId":${value},"vetIds":${value}}`,
    (value: string) => `{"id":${value},"name":"x"}`,
  ].flatMap((body) => VALUES.map(body)),
  ...[String(VICTIM), `"${String(VICTIM)}"`, `[${String(VICTIM)}]`, `{"eq":${String(VICTIM)}}`].flatMap((value) => [
    `{"name":"x","zooId":${value}}`,
    `{"name":"x","zooId":${value},"zoo":{"id":${value}}}`,
    `{"name":"x","zoo":{"id":${value}},"subjectId":${value}}`,
    `{"name":"x","subjectId":${value},"subjectType":"Zoo"}`,
    `{"name":"x","gateId":${value},"cageId":${value}}`,
    `[{"name":"x","zooId":${value}},{"name":"y","zoo":{"id":${value}}}]`,
  ]),
  ...PROTOTYPE_KEYS.map((key) => `{"name":"x",${JSON.stringify(key)}:{"zooId":${String(VICTIM)}}}`),
];

function* writesOf(body: string, index: number): Iterable<HostileRequest> {
  for (const relation of turn(TO_MANY, index, 1)) {
    yield post(`${MINE}/${relation}`, body);
    yield put(`${MINE}/${relation}/3`, body);
  }
  for (const relation of TO_ONE) yield put(`${MINE}/${relation}`, body);
  yield put(`${MINE}/${turn(LINKED, index, 1)[0] ?? ''}/rel/3`, body);
  if (index % 2 === 0) yield post(`${MINE}/cages/3/beasts`, body);
  else yield put(`${MINE}/cages/3/beasts/3`, body);
}

/** All that the victim shows of itself. */
async function viewOf(attack: Attack): Promise<readonly (string | undefined)[]> {
  const requests = RELATIONS.flatMap((relation) => [
    withArgument(THEIRS, 'filter', `{"include":"${relation}"}`),
    get(`${THEIRS}/${relation}`),
    get(`${THEIRS}/${relation}/count`),
  ]);
  const answers: (string | undefined)[] = [];
  for (const request of requests) answers.push((await attack.send(request))?.body);
  return answers;
}

/** Writes to one parent, after which another one and all that is related to it has to be as it was. */
function writing(name: string, requests: () => Iterable<HostileRequest>): AttackGroup {
  return {
    name,
    changes: RELATION_TABLES,
    async run(attack) {
      const before = await viewOf(attack);
      await attack.all(requests());
      const after = await viewOf(attack);
      for (const [index, view] of before.entries()) {
        if (view !== after[index])
          attack.report(get(THEIRS), `changes another parent from ${view ?? ''}`, after[index] ?? '');
      }
    },
  };
}

const foreignKeys = writing('foreign keys in bodies', () =>
  FOREIGN.flatMap((body, index) => [...writesOf(body, index)]),
);

const bodies = writing('bodies of related rows', () =>
  [...JSON_BODIES.filter((body) => body.length < 20_000), ...VALUES].flatMap((body, index) => [
    ...writesOf(body, index),
  ]),
);

const LISTS = ['vetIds', 'spyIds', 'roomList', 'signData', 'cages', 'gate', 'rooms', 'sign', 'photos'];

/** Lists of keys and embedded values in the body of the parent; what is stored is read at once. */
const lists = writing('keys and values in the body of the parent', () =>
  VALUES.flatMap((value, index) =>
    LISTS.flatMap((name, at) => [
      withBody('PATCH', MINE, `{"${name}":${index % 2 === 0 ? value : `[${value}]`}}`),
      get(`${MINE}/${RELATIONS[(index + at) % RELATIONS.length] ?? ''}`),
      withArgument(MINE, 'filter', `{"include":["vets","spies","rooms",{"rooms":"vet"},"sign"]}`),
    ]),
  ),
);

/** A discriminator that names no model, or one that is not meant. */
const discriminators = writing('discriminators', () =>
  [...VALUES, '"Model"', '"PersistedModel"', '"Room"', '"Sign"', '"Thing"', '"zoo"', '"Zoo "'].flatMap((value) => [
    post(`${MINE}/photos`, `{"name":"x","subjectType":${value}}`),
    withBody('PATCH', '/api/Photos/3', `{"subjectType":${value},"subjectId":1}`),
    get('/api/Photos/3/subject'),
    withArgument('/api/Photos', 'filter', '{"include":"subject","limit":10}'),
  ]),
);

/** Whatever is asked of a hidden property, the answer is the one to no question. */
const oracle: AttackGroup = {
  name: 'questions about hidden properties of related rows',
  changes: [],
  async run(attack) {
    const clauses = [
      ...VALUES,
      ...OPERATORS.map(
        (operator) => `{"${operator}":${['between', 'inq', 'nin'].includes(operator) ? '["h","i"]' : '"hidden%"'}}`,
      ),
    ];
    for (const relation of TO_MANY) {
      const names = relation === 'shadows' ? ['secret', 'zooId'] : ['secret'];
      const [count, list, included] = [`${THEIRS}/${relation}/count`, `${THEIRS}/${relation}`, THEIRS];
      const scoped = (scope: string) =>
        withArgument(
          included,
          'filter',
          `{"fields":{"name":false},"include":{"relation":"${relation}","scope":${scope}}}`,
        );
      const plain = {
        count: (await attack.send(get(count)))?.body,
        list: (await attack.send(withArgument(list, 'filter', '{}')))?.body,
        included: (await attack.send(scoped('{}')))?.body,
      };
      for (const where of names.flatMap((name) => clauses.map((clause) => `{"${name}":${clause}}`))) {
        const asked: readonly (readonly [HostileRequest, string | undefined])[] = [
          [withArgument(count, 'where', where), plain.count],
          [withArgument(list, 'filter', `{"where":${where}}`), plain.list],
          [scoped(`{"where":${where}}`), plain.included],
        ];
        for (const [request, expected] of asked) {
          const answer = await attack.send(request);
          if (answer?.status === 200 && answer.body !== expected)
            attack.report(request, 'depends on a hidden value', answer.body);
        }
      }
    }
  },
};

const oddPaths: AttackGroup = {
  name: 'paths of relations',
  changes: [],
  run: (attack) =>
    attack.all(
      [...PROTOTYPE_KEYS, 'Cages', 'CAGES', 'cage', 'cages/rel', 'cages/rel/1', 'cages/rel/rel', 'rooms/rel/1', 'gate/1', 'sign/1', 'gate/count', 'gate/rel/1', 'cages/1/zoo/cages', 'cages/1/beasts/1/cage', 'vets/3/x', 'sponsors/rel', 'sponsors/rel/3/x', 'zoo', 'subject', 'roomList', 'vetIds', 'secret', 'spyIds'] // prettier-ignore
        .flatMap((name) =>
          [get, head, put, post].map((ask) => ask(`${MINE}/${name.split('/').map(escaped).join('/')}`)),
        )
        .filter(({ method, path }) => !(method === 'POST' && /\/cages$/i.test(path))),
    ),
};

// Those that write come last.
export const RELATION_GROUPS: readonly AttackGroup[] = [
  keys,
  parents,
  strangers,
  oddPaths,
  oracle,
  foreignKeys,
  discriminators,
  bodies,
  lists,
];

import type { Attack } from '../attack.js';
import type { AttackGroup } from '../attack-group.js';
import { KEYS, PROTOTYPE_KEYS } from '../corpus/keys.js';
import { OPERATORS, UNKNOWN_OPERATORS } from '../corpus/operators.js';
import { VALUES } from '../corpus/values.js';
import { HIDDEN, KINDS_OF_PROPERTY, TYPICAL_PROPERTIES } from '../hostile-models.js';
import type { HostileRequest } from '../http-client.js';
import { present, withArgument, withWhere } from '../requests.js';

const PATHS = ['meta.a.b', 'doc.a', 'inner.no', 'things.0.a'];
/** Of which is asked what is answered in the same way for most others. */
const SAMPLE_PROPERTIES = new Set(['name', 'size', 'made', 'meta', 'doc.a', 'place', 'blob']);
const LISTS = new Set(['between', 'inq', 'nin']);

const quoted = (text: string): string => JSON.stringify(text);

/** A where of every key and value, on every route that takes one. */
function* whereRequests(where: string): Iterable<HostileRequest | undefined> {
  yield withArgument('/api/Things', 'filter', `{"where":${where},"fields":"id"}`);
  yield withArgument('/api/Things/findOne', 'filter', `{"where":${where}}`);
  yield withArgument('/api/Things/count', 'where', where);
  yield withArgument('/api/Things/open', 'filter', `{"where":${where},"fields":["id"]}`);
  yield withArgument('/api/Things/open/count', 'where', where);
  yield withArgument('/api/Scopeds', 'filter', `{"where":${where}}`);
  yield withWhere('POST', '/api/Sinks/update', where, '{"note":"by a where"}');
  yield withWhere('POST', '/api/Sinks/upsertWithWhere', where, '{"needed":"by a where"}');
  yield {
    method: 'GET',
    path: '/api/Things/count',
    headers: { 'content-type': 'application/json' },
    body: `{"where":${where}}`,
  };
}

const keys: AttackGroup = {
  name: 'keys of a where',
  changes: ['Sink'],
  run: (attack) => attack.all(present(KEYS.flatMap((key) => [...whereRequests(`{${quoted(key)}:"x"}`)]))),
};

const operands: AttackGroup = {
  name: 'keys of a where with operators',
  changes: [],
  async run(attack) {
    const clauses = [
      '{"gt":""}',
      '{"like":"%"}',
      '{"inq":["a",1]}',
      'null',
      '{"neq":null}',
      '{"regexp":"."}',
      '{}',
      '1',
    ];
    const wheres = KEYS.flatMap((key) => clauses.map((clause) => `{${quoted(key)}:${clause}}`));
    await attack.all(wheres.map((where) => withArgument('/api/Things/count', 'where', where)));
  },
};

const unknownOperators: AttackGroup = {
  name: 'operators that are none',
  changes: [],
  async run(attack) {
    const properties = ['name', 'size', 'made', 'meta', 'place', 'tags'];
    const wheres = UNKNOWN_OPERATORS.flatMap((operator) =>
      properties.map((property) => `{${quoted(property)}:{${quoted(operator)}:"x"}}`),
    );
    await attack.all(wheres.map((where) => withArgument('/api/Things/count', 'where', where)));
    const mixed = UNKNOWN_OPERATORS.map((operator) => `{"name":{"eq":"x",${quoted(operator)}:1}}`);
    await attack.all(mixed.map((where) => withArgument('/api/Things/count', 'where', where)));
  },
};

/**
 * Every operator on every property with every value. All values of one operator are asked for in one request; where that is
 * refused, in two of half of them each, down to the ones that are refused themselves.
 */
const product: AttackGroup = {
  name: 'operators × properties × values',
  changes: [],
  async run(attack) {
    const work = [...KINDS_OF_PROPERTY, ...PATHS].flatMap((property) =>
      ['', ...OPERATORS].map((operator) => ({ property, operator })),
    );
    const next = work[Symbol.iterator]();
    const worker = async (): Promise<void> => {
      for (let item = next.next(); item.done !== true; item = next.next()) {
        const { property, operator } = item.value;
        await bisect(attack, clausesOf(property, operator));
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
  },
};

function clausesOf(property: string, operator: string): readonly string[] {
  const isText = operator.endsWith('like') || operator === 'regexp';
  if (operator === 'regexp' && !SAMPLE_PROPERTIES.has(property)) return [];
  // What is refused for every property alike need not be asked of each.
  const values = VALUES.filter((value) => {
    if (isText) return property === 'name' || value.startsWith('"');
    if (property === 'made' && !['', 'eq', 'gt', 'inq'].includes(operator)) return isDate(value);
    return !value.startsWith('{"$type":"date"') || SAMPLE_PROPERTIES.has(property);
  });
  if (operator === 'near')
    return property === 'place' || property === 'name'
      ? values.map((value) => `{"${property}":{"near":${value}}}`)
      : [];
  return values.map((value) => {
    const operand = LISTS.has(operator) ? (operator === 'between' ? `[${value},${value}]` : `[${value}]`) : value;
    return operator === '' ? `{"${property}":${operand}}` : `{"${property}":{"${operator}":${operand}}}`;
  });
}

function isDate(json: string): boolean {
  const value: unknown = JSON.parse(json);
  return (typeof value === 'string' || typeof value === 'number') && !Number.isNaN(new Date(value).getTime());
}

async function bisect(attack: Attack, clauses: readonly string[]): Promise<void> {
  if (clauses.length === 0) return;
  const where = clauses.length === 1 ? (clauses[0] ?? '{}') : `{"or":[${clauses.join(',')}]}`;
  const answer = await attack.send(withArgument('/api/Things/count', 'where', where));
  if (answer === undefined || answer.status < 400 || clauses.length === 1) return;
  const middle = Math.floor(clauses.length / 2);
  await bisect(attack, clauses.slice(0, middle));
  await bisect(attack, clauses.slice(middle));
}

const notLists: AttackGroup = {
  name: 'operands that are no lists',
  changes: ['Sink'],
  async run(attack) {
    const wheres = VALUES.flatMap((value) =>
      ['between', 'inq', 'nin'].map(
        (operator, index) =>
          `{"${TYPICAL_PROPERTIES[(value.length + index) % TYPICAL_PROPERTIES.length] ?? 'id'}":{"${operator}":${value}}}`,
      ),
    );
    const logical = VALUES.flatMap((value) => [
      `{"and":${value}}`,
      `{"or":${value}}`,
      `{"nor":${value}}`,
      `{"and":[${value}]}`,
    ]);
    await attack.all([...wheres, ...logical].map((where) => withArgument('/api/Things/count', 'where', where)));
    await attack.all(VALUES.map((value) => withArgument('/api/Things', 'filter', `{"where":${value},"fields":"id"}`)));
    await attack.all(VALUES.map((value) => withArgument('/api/Things/count', 'where', value)));
    await attack.all(
      present(
        VALUES.flatMap((value, index) =>
          [...whereRequests(`{"and":[${value},{"id":1}]}`)].filter((_, at) => (index + at) % 3 === 0),
        ),
      ),
    );
  },
};

/** Whatever is asked of a hidden property, the answer is the one to no question: nobody can guess its value by asking. */
const oracle: AttackGroup = {
  name: 'questions about hidden properties',
  changes: [],
  async run(attack) {
    const all = (await attack.send({ method: 'GET', path: '/api/Things/count' }))?.body;
    const clauses = [
      ...VALUES,
      ...OPERATORS.map((operator) => `{"${operator}":${LISTS.has(operator) ? '["h","i"]' : '"hidden%"'}}`),
    ];
    const keysOf = HIDDEN.flatMap((name) => [name, `${name}.key`, `${name}.0`]);
    for (const key of keysOf) {
      for (const clause of clauses) {
        const nested = [`{"${key}":${clause}}`, `{"and":[{"or":{"0":{"${key}":${clause}}}}]}`];
        for (const where of nested) {
          const request = withArgument('/api/Things/count', 'where', where);
          const answer = await attack.send(request);
          if (answer?.status === 200 && answer.body !== all)
            attack.report(request, 'depends on a hidden value', answer.body);
        }
      }
    }
  },
};

const prototypes: AttackGroup = {
  name: 'prototype keys',
  changes: ['Sink'],
  async run(attack) {
    const values = ['1', '{"polluted":true}', '{"prototype":{"polluted":true}}', '[1]', 'null'];
    const filters = PROTOTYPE_KEYS.flatMap((key) =>
      values.flatMap((value) => [
        `{${quoted(key)}:${value}}`,
        `{"where":{${quoted(key)}:${value}}}`,
        `{"where":{"name":{${quoted(key)}:${value}}}}`,
        `{"where":{"meta":{${quoted(key)}:${value}}}}`,
        `{"include":{${quoted(key)}:${value}}}`,
        `{"fields":{${quoted(key)}:${value}}}`,
      ]),
    );
    await attack.all(filters.map((filter) => withArgument('/api/Things', 'filter', filter)));
  },
};

export const WHERE_GROUPS: readonly AttackGroup[] = [
  keys,
  operands,
  unknownOperators,
  product,
  notLists,
  oracle,
  prototypes,
];

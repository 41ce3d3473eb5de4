import type { AttackGroup } from '../attack-group.js';
import { INJECTIONS } from '../corpus/injections.js';
import { KEYS } from '../corpus/keys.js';
import { QUERY_STRINGS } from '../corpus/query-strings.js';
import { VALUES } from '../corpus/values.js';
import { TYPICAL_PROPERTIES } from '../hostile-models.js';
import type { HostileRequest } from '../http-client.js';
import { escaped, withBody } from '../requests.js';

// What HTTP does not let stand in a URL, and nothing else.
// oxlint-disable-next-line no-control-regex -- control characters are the point
const sendable = (query: string): string => query.replaceAll(/[\s"{}|\\^`<>\u0000-\u001f\u007f-\uffff]/g, escaped);

const OPERATORS = ['', '[gt]', '[neq]', '[inq][]', '[between][0]', '[like]', '[near]', '[near][lat]'];

const raw: AttackGroup = {
  name: 'query strings',
  changes: ['Sink'],
  async run(attack) {
    const queries = QUERY_STRINGS.map(sendable);
    const wheres = queries.map((query) => query.replaceAll('filter[where]', 'where').replaceAll('filter', 'where'));
    await attack.all(
      queries.flatMap((query) =>
        ['', '/findOne', '/1', '/open'].map((path) => ({ method: 'GET', path: `/api/Things${path}?${query}` })),
      ),
    );
    await attack.all(wheres.map((query) => ({ method: 'GET', path: `/api/Things/count?${query}` })));
    await attack.all(
      wheres.map((query) => withBody('POST', `/api/Sinks/update?${query}`, '{"note":"by a query string"}')),
    );
    await attack.all(
      queries.map((query) => ({
        method: 'GET',
        path: `/api/Things/change-stream?${query.replaceAll('filter', 'options')}`,
      })),
    );
  },
};

const brackets: AttackGroup = {
  name: 'keys and values in brackets',
  changes: [],
  async run(attack) {
    const texts = [...INJECTIONS, ...VALUES.map((value) => value.replaceAll(/^"|"$/g, '')), ''];
    const requests: HostileRequest[] = [
      ...texts.flatMap((text, index) =>
        OPERATORS.filter((_, at) => (index + at) % 2 === 0).map((operator, at): HostileRequest => {
          const property = TYPICAL_PROPERTIES[(index + at) % TYPICAL_PROPERTIES.length] ?? '';
          return { method: 'GET', path: `/api/Things/count?where[${property}]${operator}=${escaped(text)}` };
        }),
      ),
      ...KEYS.filter((key) => key.isWellFormed()).flatMap((key) => [
        { method: 'GET', path: `/api/Things?filter[where][${escaped(key)}]=1&filter[limit]=1` },
        { method: 'GET', path: `/api/Things?filter[where][name][${escaped(key)}]=1&filter[limit]=1` },
        { method: 'GET', path: `/api/Things?filter[${escaped(key)}]=1&filter[limit]=1` },
        { method: 'GET', path: `/api/Things?${escaped(key)}[polluted]=1&filter[limit]=1` },
        { method: 'GET', path: `/api/Things?filter[fields][${escaped(key)}]=1` },
        { method: 'GET', path: `/api/Things?filter[order]=${escaped(key)}` },
      ]),
    ];
    await attack.all(requests.filter(({ path }) => path.length < 14_000));
  },
};

export const QUERY_STRING_GROUPS: readonly AttackGroup[] = [raw, brackets];

import type { AttackGroup } from '../attack-group.js';
import { CONTENTS } from '../corpus/contents.js';
import { ACCEPTS, CALLBACKS, FORMATS, HEADERS } from '../corpus/headers.js';
import type { HostileRequest } from '../http-client.js';
import { escaped } from '../requests.js';

const READS = [
  '/api/Things?filter[limit]=1',
  '/api/Things/1',
  '/api/Things/count',
  '/api/Things/99',
  '/api/Nothings',
  '/api/Things/change-stream',
];

const contents: AttackGroup = {
  name: 'content types, charsets and encodings',
  changes: ['Sink'],
  run: (attack) =>
    attack.all(
      CONTENTS.flatMap(({ headers, body }) => [
        { method: 'POST', path: '/api/Sinks', headers, body },
        { method: 'PATCH', path: '/api/Sinks/2', headers, body },
        { method: 'POST', path: '/api/Sinks/update?where[id]=3', headers, body },
        { method: 'GET', path: '/api/Things/count', headers, body },
        { method: 'DELETE', path: '/api/Sinks/0', headers, body },
      ]),
      8,
    ),
};

const headers: AttackGroup = {
  name: 'headers',
  changes: [],
  async run(attack) {
    const reads = HEADERS.flatMap((each) =>
      READS.map((path): HostileRequest => ({ method: 'GET', path, headers: each })),
    );
    await attack.all([
      ...reads,
      ...HEADERS.map((each): HostileRequest => ({ method: 'DELETE', path: '/api/Things/0', headers: each })),
    ]);
  },
};

const formats: AttackGroup = {
  name: 'formats of answers',
  changes: [],
  async run(attack) {
    await attack.all([
      ...ACCEPTS.flatMap((accept) => READS.map((path) => ({ method: 'GET', path, headers: { accept } }))),
      ...FORMATS.flatMap((format) =>
        READS.map((path) => ({ method: 'GET', path: `${path}${path.includes('?') ? '&' : '?'}_format=${format}` })),
      ),
      ...ACCEPTS.map((accept) => ({ method: 'POST', path: '/api/Things/x/replace', headers: { accept } })),
      ...FORMATS.slice(0, 12).map((format) => ({
        method: 'GET',
        path: `/api/Things?_format[a]=${format}&_format[]=x`,
      })),
    ]);
  },
};

/** The name of a JSONP answer's function cannot be more than a name. */
const callbacks: AttackGroup = {
  name: 'callbacks',
  changes: [],
  async run(attack) {
    for (const callback of CALLBACKS) {
      const accept = 'application/javascript';
      const request = { method: 'GET', path: `/api/Things/count?callback=${escaped(callback)}`, headers: { accept } };
      const answer = await attack.send(request);
      const isScript = answer?.headers['content-type']?.startsWith('text/javascript') === true;
      if (
        isScript &&
        !/^\/\*\*\/ typeof ([\w$.[\]]+) === 'function' && \1\(\{"count":\d+\}\);$/.test(answer?.body ?? '')
      ) {
        attack.report(request, 'a script of the client', answer?.body ?? '');
      }
      await attack.send({ ...request, path: `/api/Things/x?callback=${escaped(callback)}` });
      await attack.send({ ...request, path: `/api/Things/1?callback[]=${escaped(callback)}&callback[__proto__]=x` });
    }
  },
};

export const HTTP_GROUPS: readonly AttackGroup[] = [contents, headers, formats, callbacks];

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../support/databases.js';
import { INCLUDE_GROUPS } from './groups/includes.js';
import { RELATION_GROUPS } from './groups/relations.js';
import { type HostileApp, startHostileApp } from './hostile-app.js';
import { HttpClient } from './http-client.js';
import { RecordingAttack } from './recording-attack.js';

const GROUP_TIMEOUT = 120_000;
const SHOWN = 5;
/** What stands in hidden properties: far apart in any order, and of different lengths. */
const SECRETS = ['0 aardvark', 'zz zebra, and some more'] as const;

/** Groups that ask for related rows in ways that might depend on what is hidden. */
const NAMES = new Set([
  'random includes',
  'scopes of includes',
  'filters of lists of relations',
  'rows of other parents',
  'bodies of related rows',
  'discriminators',
]);
const GROUPS = [...INCLUDE_GROUPS, ...RELATION_GROUPS].filter(({ name }) => NAMES.has(name));

interface Side {
  readonly app: HostileApp;
  readonly client: HttpClient;
}

/**
 * Two databases that differ in hidden values only: every answer has to be the same, byte for byte. What depends on a hidden
 * value in any way (an order, a count, an error) would tell of it.
 */
export function nonInterferenceSuite(database: TestDatabase): void {
  describe(`hidden values of related rows on ${database.name}`, () => {
    let sides: readonly Side[] = [];

    beforeAll(async () => {
      const apps = await Promise.all(SECRETS.map((secret) => startHostileApp(database, secret)));
      sides = apps.map((app) => ({ app, client: new HttpClient(app) }));
    }, GROUP_TIMEOUT);

    afterAll(async () => {
      for (const { app, client } of sides) {
        client.close();
        await app.close();
      }
    }, GROUP_TIMEOUT);

    it('is asked for by all groups', () => expect(GROUPS).toHaveLength(NAMES.size));

    it.each(GROUPS)('make no difference to $name', { timeout: GROUP_TIMEOUT }, async (group) => {
      const [one, other] = await Promise.all(
        sides.map(async ({ app, client }) => {
          const attack = new RecordingAttack(app, client, group.changes.length === 0 ? 16 : 1);
          await group.run(attack);
          return attack.recorded;
        }),
      );
      const different = (one ?? []).flatMap(({ request, answer }, index) => {
        const second = other?.[index]?.answer;
        return answer === second ? [] : [{ request, answer, second }];
      });
      expect(other).toHaveLength(one?.length ?? 0);
      expect(different.slice(0, SHOWN), `${String(different.length)} answers differ`).toEqual([]);
    });
  });
}

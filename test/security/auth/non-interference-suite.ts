import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../../support/databases.js';
import { type AttackedApp, type Attempt, useAttackedApps } from './attacked-app.js';
import { CALLER, type CheckAccess, secretModels, SECRETS, seedSecrets } from './secret-models.js';
import { LISTS, readsOf, readsOfRows, writes } from './secret-requests.js';

const SHOWN = 10;
const AT_ONCE = 8;
const TIMEOUT = 120_000;

/** Answers to requests, as they are sent; each request as a stranger, and as somebody with a session. */
async function answersTo(app: AttackedApp, requests: readonly Attempt[], atOnce: number): Promise<readonly string[]> {
  const all = requests.flatMap((request) => [request, { ...request, token: CALLER }]);
  const answers: string[] = [];
  const waiting = all.entries();
  const work = async (): Promise<void> => {
    for (const [index, attempt] of waiting) {
      const { status, headers, body } = await app.send(attempt);
      const who = attempt.token === undefined ? 'a stranger' : 'eve';
      const asked = `${attempt.method ?? 'GET'} ${decodeURIComponent(attempt.path)} ${JSON.stringify(attempt.body) ?? ''}`;
      answers[index] = [
        who,
        asked,
        `status ${String(status)}`,
        headers['content-type'],
        headers['content-length'],
        body,
      ].join(' | ');
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return answers;
}

/**
 * Two databases that differ in what nobody but its owner has a right to: every answer to others has to be the same, byte for
 * byte.
 */
export function accessNonInterferenceSuite(database: TestDatabase): void {
  describe.each(['strict', 'loopback'] as readonly CheckAccess[])(
    `what is another's on ${database.name}, with %s rules`,
    (checkAccess) => {
      const start = useAttackedApps(database, afterAll);
      let sides: readonly AttackedApp[] = [];

      beforeAll(async () => {
        sides = await Promise.all(
          SECRETS.map(async (secret) => {
            const app = await start(secretModels(checkAccess));
            await seedSecrets(app, secret, checkAccess);
            return app;
          }),
        );
      }, TIMEOUT);

      async function expectNoDifference(requests: readonly Attempt[], atOnce: number): Promise<void> {
        const [one = [], other = []] = await Promise.all(sides.map((app) => answersTo(app, requests, atOnce)));
        const different = one.flatMap((answer, index) => (answer === other[index] ? [] : [[answer, other[index]]]));
        expect(
          different.slice(0, SHOWN),
          `${String(different.length)} of ${String(one.length)} answers differ`,
        ).toEqual([]);
        const failed = one.filter((answer) => /\| status 5\d\d \|/.test(answer));
        expect(failed.slice(0, SHOWN)).toEqual([]);
      }

      it('differs: its owner sees it', async () => {
        const [one, other] = await Promise.all(sides.map((app) => app.rows()));
        for (const name of ['User', 'AccessToken', 'Thing']) expect(one?.[name]).not.toEqual(other?.[name]);
        const seen = await Promise.all(
          sides.map(async (app, index) => app.serve({ path: '/api/Users/1', token: SECRETS[index]?.token })),
        );
        expect(seen).toHaveLength(2);
        if (checkAccess === 'loopback') return;
        const notes = await Promise.all(
          sides.map((app, index) => app.serve({ path: '/api/Notes', token: SECRETS[index]?.token })),
        );
        expect(notes.map(([{ text }]) => text)).toEqual(SECRETS.map(({ text }) => text));
      });

      it.each(LISTS)('makes no difference to lists of %s', { timeout: TIMEOUT }, async (list) => {
        await expectNoDifference(readsOf(list), AT_ONCE);
      });

      it('makes no difference to single rows', { timeout: TIMEOUT }, () => expectNoDifference(readsOfRows(), AT_ONCE));

      // What one writes the next may see.
      it('makes no difference to writes', { timeout: TIMEOUT }, () => expectNoDifference(writes(), 1));
    },
  );
}

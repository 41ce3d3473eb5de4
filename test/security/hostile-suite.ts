import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../support/databases.js';
import { Attack } from './attack.js';
import type { AttackGroup } from './attack-group.js';
import { type HostileApp, startHostileApp } from './hostile-app.js';
import { HOSTILE_GROUPS } from './hostile-groups.js';
import { HttpClient } from './http-client.js';
import { describePrototypes } from './prototypes.js';

const GROUP_TIMEOUT = 120_000;
/** How many of a group's faults are shown. */
const SHOWN = 25;

/** Runs every group against one server: each answer is checked by itself, tables and prototypes after each group. */
export function hostileSuite(database: TestDatabase): void {
  describe(`hostile input on ${database.name}`, () => {
    let app: HostileApp;
    let client: HttpClient;

    beforeAll(async () => {
      app = await startHostileApp(database);
      client = new HttpClient(app);
    }, GROUP_TIMEOUT);

    afterAll(async () => {
      client?.close();
      await app?.close();
    }, GROUP_TIMEOUT);

    for (const group of HOSTILE_GROUPS) {
      it(`is not harmed by ${group.name}`, { timeout: GROUP_TIMEOUT }, async () => {
        const before = { tables: await app.checksums(), prototypes: describePrototypes() };
        const attack = new Attack(app, client);
        await group.run(attack);
        await attack.checkTimes();
        expect(listed(attack.faults), `of ${String(attack.requests)} answers`).toEqual([]);
        expect(unchanging(await app.checksums(), group)).toEqual(unchanging(before.tables, group));
        expect(describePrototypes()).toEqual(before.prototypes);
      });
    }
  });
}

function listed(faults: readonly string[]): readonly string[] {
  return faults.length <= SHOWN ? faults : [...faults.slice(0, SHOWN), `and ${String(faults.length - SHOWN)} more`];
}

function unchanging(
  sums: Readonly<Record<string, string>>,
  { changes }: AttackGroup,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(sums).filter(([table]) => !changes.includes(table)));
}

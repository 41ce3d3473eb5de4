import { getModelToken, type ModelClass, ModelsModule } from '@loopnest/models';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useProjects } from '../node-api/use-project.js';
import { useHosts } from '../nest/hosts.js';
import { testDatabases } from '../support/databases.js';
import { FAILURES, SUCCESSES, type Way } from './ways-to-fail.js';

const FILES = {
  'server/model-config.json': {
    _meta: { sources: ['../common/models'], mixins: ['../common/mixins'] },
    Town: { dataSource: 'db' },
  },
  'common/models/town.json': { name: 'Town', properties: { name: 'string' }, mixins: { Odd: true } },
  'common/mixins/odd.js': 'module.exports = () => undefined;',
};

/** What the scripts of these tests end with, by the name of the way. */
const ways = globalThis as unknown as { waysToEnd?: Record<string, Way[1]> };

describe.each(testDatabases())('scripts of a project on $name', (database) => {
  const projects = useProjects();
  const hosts = useHosts(database);
  const stray: unknown[] = [];
  const note = (error: unknown) => void stray.push(error);

  beforeEach(() => {
    process.on('unhandledRejection', note);
    ways.waysToEnd = Object.fromEntries([...FAILURES, ...SUCCESSES]);
  });
  afterEach(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', note);
    delete ways.waysToEnd;
    expect(stray.splice(0)).toEqual([]);
  });

  const script = (parameters: string, how: string, next = 'done') =>
    `module.exports = (${parameters}) => globalThis.waysToEnd[${JSON.stringify(how)}](${next});`;
  const boot = (how: string) => ({ ...FILES, 'server/boot/a.js': script('app, done', how) });

  it.each(FAILURES)('at boot that %s stop the start with their file', async (how) => {
    const root = await projects.write(boot(how));
    await expect(projects.start(root, database)).rejects.toThrow(/server\/boot\/a\.js(?::\d+)?: refused/);
  });

  it.each(FAILURES)('at boot that %s stop a Nest application', async (how) => {
    const root = await projects.write(boot(how));
    const models = ModelsModule.forRoot({ root, dataSources: { db: await hosts.dataSource() } });
    await expect(hosts.start({ imports: [models] })).rejects.toThrow(/server\/boot\/a\.js(?::\d+)?: refused/);
  });

  it.each(SUCCESSES)('at boot that %s are done once', async (how) => {
    const files = { ...boot(how), 'server/boot/b.js': `module.exports = (app) => app.set('b', (app.get('b') || 0) + 1);` };
    const app = await projects.start(await projects.write(files), database);
    expect([app.get('b'), app.booting]).toEqual([1, false]);
  }); // prettier-ignore

  const PLAIN = FAILURES.filter(([how]) => /^(?:throws|rejects)/.test(how));
  it.each(PLAIN)('of models and mixins that %s stop the start with their file', async (how) => {
    for (const path of ['common/models/town.js', 'common/mixins/odd.js']) {
      const root = await projects.write({ ...FILES, [path]: script('', how, '() => undefined') });
      await expect(projects.start(root, database)).rejects.toThrow(new RegExp(`${path}(?::\\d+)?: refused`));
    }
  });

  it('that have stopped the start of a Nest application leave it nothing to close', async () => {
    const root = await projects.write(boot('rejects'));
    const dataSource = await hosts.dataSource();
    const start = (directory: string) => {
      const models = ModelsModule.forRoot({ root: directory, dataSources: { db: dataSource } });
      return hosts.start({ imports: [models, ModelsModule.forFeature(['Town'])] });
    };
    await expect(start(root)).rejects.toThrow('refused');
    const host = await start(await projects.write(FILES));
    const Town = host.get<ModelClass>(getModelToken('Town'), { strict: false });
    await Town.create({ name: 'Ulm' });
    expect(await Town.count()).toBe(1);
  });
});

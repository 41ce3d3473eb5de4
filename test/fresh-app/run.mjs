// Packs the libraries, makes fresh Nest applications outside the repository, and follows the README in them to the letter: all of
// it but the chapter on users and access in one, that chapter in another. Also: the packed command serves LoopBack projects, the
// libraries can be required from CommonJS, and the packages are well formed.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBlocks, readPage } from '../support/readme.ts';
import { checkAccess, checkApplication, checkServed, checkShown } from './application-checks.mjs';
import { AUTH_COMMONJS_CHECK, COMMONJS_CHECK, JWT_CHECK, LIBRARY_CHECK, LOOPBACK_PROJECT } from './files.mjs';
import { makeNestApplication, writeFiles } from './nest-application.mjs';
import { run, withServer } from './processes.mjs';

const repository = join(import.meta.dirname, '../..');
const CHAPTER = '## Users and access';
const readme = readPage('README.md', { without: CHAPTER });
const chapter = readPage('README.md', { only: CHAPTER });
const packagePage = readPage('libs/auth/README.md');
const directory = mkdtempSync(join(tmpdir(), 'loopnest-fresh-'));
const began = Date.now();

/** Versions of the tools that look at the packages. */
const TOOLS = ['publint@0.3.25', '@arethetypeswrong/cli@0.18.5'];

/** What examples of the page of @loopnest/auth use beside the packages. */
const EXTRAS = ['jose@6.2.18', 'express@5.3.0'];

/**
 * @param {string} text
 * @param {() => Promise<unknown>} work
 */
async function step(text, work) {
  const start = Date.now();
  await work();
  process.stdout.write(`ok  ${text} (${((Date.now() - start) / 1000).toFixed(1)} s)\n`);
}

/** @typedef {{ models: string, auth: string, cli: string }} Tarballs */

/** @returns {Promise<Tarballs>} */
async function pack() {
  await run('npm', ['run', 'build'], { cwd: repository });
  const workspaces = ['models', 'auth', 'cli'].flatMap((name) => ['--workspace', `@loopnest/${name}`]);
  const packed = await run('npm', ['pack', '--json', '--pack-destination', directory, ...workspaces], {
    cwd: repository,
  });
  /** @type {{ name: string, filename: string }[] | Record<string, { name: string, filename: string }>} */
  const list = JSON.parse(packed);
  const files = new Map(Object.values(list).map(({ name, filename }) => [name, join(directory, filename)]));
  const fileOf = (/** @type {string} */ name) => files.get(`@loopnest/${name}`) ?? '';
  return { models: fileOf('models'), auth: fileOf('auth'), cli: fileOf('cli') };
}

/**
 * @param {string} cwd
 * @param {readonly string[]} packages
 */
function install(cwd, packages) {
  return run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], { cwd });
}

/** @param {string} cwd */
function compile(cwd) {
  return run('npx', ['--no-install', 'tsc', '-p', 'tsconfig.build.json'], { cwd });
}

/**
 * The packages that a page says to install, ours as files, and the files that it shows.
 *
 * @param {string} page
 * @param {Tarballs} tarballs
 */
function readShown(page, { models, auth }) {
  const blocks = readBlocks(page);
  const command = (blocks.find(({ title }) => title === 'install')?.text ?? '').trim().split(/\s+/);
  /** @type {Readonly<Record<string, string>>} */
  const ours = { '@loopnest/models': models, '@loopnest/auth': auth };
  const packages = command.slice(2).map((name) => ours[name] ?? name);
  return { command: command.join(' '), packages, files: blocks.filter(({ title }) => title !== 'install') };
}

/** @param {Tarballs} tarballs */
async function followReadme(tarballs) {
  const app = join(directory, 'app');
  const { command, packages, files } = readShown(readme, tarballs);
  const first = files.findIndex(({ title }) => title === 'src/app.module.ts');
  makeNestApplication(app);

  await step(`a fresh Nest application: ${command}`, () => install(app, [...packages, 'class-transformer@0.5.1']));
  for (const { title, text } of files.slice(0, first + 1)) writeFiles(app, { [title]: text });
  await step('the start of the README compiles', () => compile(app));
  await step('and answers as it shows', () =>
    withServer('node', ['dist/main.js'], { cwd: app, path: '/api/Customers' }, (url) => checkShown(url, readme)),
  );
  for (const { title, text } of files.slice(first + 1)) writeFiles(app, { [title]: text });
  writeFiles(app, LIBRARY_CHECK);
  await step('the rest of the README compiles', () => compile(app));
  await step('injected model, overriding controller, scope, errors', () =>
    withServer('node', ['dist/main.js'], { cwd: app, path: '/api/Customers' }, (url) => checkApplication(url)),
  );
  await step('entity manager and class-transformer', async () => {
    await run('node', ['dist/library-check.js'], { cwd: app });
  });
  writeFiles(app, COMMONJS_CHECK);
  await step('require() from CommonJS', () => run('node', ['commonjs-check.cjs'], { cwd: app }));
}

/** @param {Tarballs} tarballs */
async function followChapter(tarballs) {
  const app = join(directory, 'guarded-app');
  const { command, packages, files } = readShown(chapter, tarballs);
  const isLoopBacks = (/** @type {string} */ title) => title.endsWith('.js');
  makeNestApplication(app);
  await step(`another one, by the chapter on access: ${command}`, () => install(app, packages));
  for (const { title, text } of files) if (!isLoopBacks(title)) writeFiles(app, { [title]: text });
  await step('the chapter compiles', () => compile(app));
  const env = { EDITOR_PASSWORD: 'eve-secret' };
  await step('a login, a refused and an allowed request, in Nest', () =>
    withServer('node', ['dist/main.js'], { cwd: app, env, path: '/api/Notes' }, async (url) => {
      await checkShown(url, chapter);
      await checkAccess(url, { desk: true });
    }),
  );
  writeFiles(app, AUTH_COMMONJS_CHECK);
  await step('require() of @loopnest/auth from CommonJS', () => run('node', ['auth-commonjs-check.cjs'], { cwd: app }));

  const shown = readBlocks(packagePage).filter(
    ({ title }) => title.startsWith('src/') && title !== 'src/app.module.ts',
  );
  for (const { title, text } of shown) writeFiles(app, { [title]: text });
  writeFiles(app, JWT_CHECK);
  await step('all of the page of @loopnest/auth, with jose and Express', () => install(app, EXTRAS));
  await step('compiles', () => compile(app));
  await step('and takes JSON web tokens', () => run('node', ['dist/jwt-check.js'], { cwd: app }));

  const project = join(directory, 'guarded-project');
  for (const { title, text } of files) if (!title.startsWith('src/')) writeFiles(project, { [title]: text });
  writeFiles(project, { 'package.json': projectManifest(tarballs) });
  await step('the chapter as a LoopBack project', () => install(project, [tarballs.cli]));
  await step('a login, a refused and an allowed request, by npx loopnest serve .', () =>
    withServer(
      'npx',
      ['--no-install', 'loopnest', 'serve', '.'],
      { cwd: project, env, path: '/api/Notes' },
      async (url) => {
        await checkShown(url, chapter);
        await checkAccess(url, { desk: false });
      },
    ),
  );
}

/**
 * The libraries are not asked for by name: they come with the command.
 *
 * @param {Tarballs} tarballs
 */
function projectManifest({ models, auth }) {
  const overrides = { '@loopnest/models': `file:${models}`, '@loopnest/auth': `file:${auth}` };
  return JSON.stringify({ private: true, overrides });
}

/** @param {Tarballs} tarballs */
async function serveProject(tarballs) {
  const project = join(directory, 'project');
  writeFiles(project, { ...LOOPBACK_PROJECT, 'package.json': projectManifest(tarballs) });
  await step('a LoopBack project: npm install @loopnest/cli', () => install(project, [tarballs.cli]));
  const args = ['--no-install', 'loopnest', 'serve', '.', '--database', 'sqlite::memory:'];
  await step('npx loopnest serve .', () =>
    withServer('npx', args, { cwd: project, path: '/api/Notes' }, (url) => checkServed(url)),
  );
}

/** @param {Tarballs} tarballs */
async function lookAtPackages({ models, auth, cli }) {
  const tools = join(directory, 'tools');
  writeFiles(tools, { 'package.json': '{ "private": true }' });
  await step(`${TOOLS.join(', ')}`, () => install(tools, TOOLS));
  for (const tarball of [models, auth, cli]) {
    const name = tarball.slice(directory.length + 1);
    await step(`publint ${name}`, () =>
      run('npx', ['--no-install', 'publint', 'run', tarball, '--strict'], { cwd: tools }),
    );
    // The packages are ES modules, which CommonJS requires since Node.js 22.12: the profile leaves out what is older.
    const attw = ['--no-install', 'attw', tarball, '--profile', 'esm-only', '--format', 'ascii'];
    await step(`attw ${name}`, () => run('npx', attw, { cwd: tools }));
  }
}

try {
  let tarballs = { models: '', auth: '', cli: '' };
  await step('npm pack', async () => (tarballs = await pack()));
  const results = await Promise.allSettled(
    [followReadme, followChapter, serveProject, lookAtPackages].map((part) => part(tarballs)),
  );
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  process.stdout.write(`all of it in ${((Date.now() - began) / 1000).toFixed(0)} s\n`);
} catch (error) {
  process.stderr.write(`not ok: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  if (process.env['KEEP'] === undefined) rmSync(directory, { recursive: true, force: true });
  else process.stdout.write(`kept ${directory}\n`);
}

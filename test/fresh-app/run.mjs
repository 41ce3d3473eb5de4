// Packs the libraries, makes a fresh Nest application outside the repository, and follows the README in it to the letter. Also:
// the packed command serves a LoopBack project, the library can be required from CommonJS, and the packages are well formed.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkApplication, checkServed, checkStart } from './application-checks.mjs';
import { COMMONJS_CHECK, LOOPBACK_PROJECT, LIBRARY_CHECK } from './files.mjs';
import { makeNestApplication, writeFiles } from './nest-application.mjs';
import { run, withServer } from './processes.mjs';
import { readBlocks } from './readme.mjs';

const repository = join(import.meta.dirname, '../..');
const readme = join(repository, 'README.md');
const directory = mkdtempSync(join(tmpdir(), 'loopnest-fresh-'));
const began = Date.now();

/** Versions of the tools that look at the packages. */
const TOOLS = ['publint@0.3.25', '@arethetypeswrong/cli@0.18.5'];

/**
 * @param {string} text
 * @param {() => Promise<unknown>} work
 */
async function step(text, work) {
  const start = Date.now();
  await work();
  process.stdout.write(`ok  ${text} (${((Date.now() - start) / 1000).toFixed(1)} s)\n`);
}

/** @returns {Promise<{ models: string, cli: string }>} */
async function pack() {
  await run('npm', ['run', 'build'], { cwd: repository });
  const workspaces = ['--workspace', '@loopnest/models', '--workspace', '@loopnest/cli'];
  const packed = await run('npm', ['pack', '--json', '--pack-destination', directory, ...workspaces], {
    cwd: repository,
  });
  /** @type {{ name: string, filename: string }[] | Record<string, { name: string, filename: string }>} */
  const list = JSON.parse(packed);
  const files = new Map(Object.values(list).map(({ name, filename }) => [name, join(directory, filename)]));
  return { models: files.get('@loopnest/models') ?? '', cli: files.get('@loopnest/cli') ?? '' };
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

/** @param {{ models: string, cli: string }} tarballs */
async function followReadme({ models }) {
  const app = join(directory, 'app');
  const blocks = readBlocks(readme);
  const command = (blocks.find(({ title }) => title === 'install')?.text ?? '').trim().split(/\s+/);
  const files = blocks.filter(({ title }) => title !== 'install');
  const first = files.findIndex(({ title }) => title === 'src/app.module.ts');
  makeNestApplication(app);

  await step(`a fresh Nest application: ${command.join(' ')}`, () =>
    install(app, [
      ...command.slice(2).map((name) => (name === '@loopnest/models' ? models : name)),
      'class-transformer@0.5.1',
    ]),
  );
  for (const { title, text } of files.slice(0, first + 1)) writeFiles(app, { [title]: text });
  await step('the start of the README compiles', () => compile(app));
  await step('and answers as it shows', () =>
    withServer('node', ['dist/main.js'], { cwd: app, path: '/api/Customers' }, (url) => checkStart(url, readme)),
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

/** @param {{ models: string, cli: string }} tarballs */
async function serveProject({ models, cli }) {
  const project = join(directory, 'project');
  // The library is not asked for by name: it comes with the command.
  const manifest = JSON.stringify({ private: true, overrides: { '@loopnest/models': `file:${models}` } });
  writeFiles(project, { ...LOOPBACK_PROJECT, 'package.json': manifest });
  await step('a LoopBack project: npm install @loopnest/cli', () => install(project, [cli]));
  const args = ['--no-install', 'loopnest', 'serve', '.', '--database', 'sqlite::memory:'];
  await step('npx loopnest serve .', () =>
    withServer('npx', args, { cwd: project, path: '/api/Notes' }, (url) => checkServed(url)),
  );
}

/** @param {{ models: string, cli: string }} tarballs */
async function lookAtPackages({ models, cli }) {
  const tools = join(directory, 'tools');
  writeFiles(tools, { 'package.json': '{ "private": true }' });
  await step(`${TOOLS.join(', ')}`, () => install(tools, TOOLS));
  for (const tarball of [models, cli]) {
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
  /** @type {{ models: string, cli: string }} */
  let tarballs = { models: '', cli: '' };
  await step('npm pack', async () => (tarballs = await pack()));
  const results = await Promise.allSettled([followReadme(tarballs), serveProject(tarballs), lookAtPackages(tarballs)]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  process.stdout.write(`all of it in ${((Date.now() - began) / 1000).toFixed(0)} s\n`);
} catch (error) {
  process.stderr.write(`not ok: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  if (process.env['KEEP'] === undefined) rmSync(directory, { recursive: true, force: true });
  else process.stdout.write(`kept ${directory}\n`);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** @typedef {{ cwd: string, env?: Record<string, string> }} Where */

/**
 * Runs a command to its end and returns what it wrote. Rejects with all of it where it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Where} where
 * @returns {Promise<string>}
 */
export async function run(command, args, { cwd, env = {} }) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { all: '', out: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => ((output.out += text), (output.all += text)));
  child.stderr.setEncoding('utf8').on('data', (text) => (output.all += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output.all}`);
  return output.out;
}

/**
 * Starts a server, waits until it answers at `path`, and stops it when `use` is done with it.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Where & { path: string }} where
 * @param {(url: string, output: () => string) => Promise<void>} use
 */
export async function withServer(command, args, { cwd, env = {}, path }, use) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // A group of its own: npx does not pass signals on.
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  try {
    await answers(url + path, child);
    await use(url, () => output);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${output}`, { cause: error });
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port');
  return address.port;
}

/**
 * @param {string} url
 * @param {import('node:child_process').ChildProcess} child
 */
async function answers(url, child) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`);
    const answered = await fetch(url).then(
      (response) => response.arrayBuffer().then(() => true),
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nothing answers at ${url}`);
}

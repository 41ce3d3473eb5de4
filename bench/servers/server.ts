import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** How a server is started. */
export interface ServerCommand {
  readonly name: string;
  /** Arguments of node. */
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface ServerUsage {
  readonly cpuMicros: number;
  /** Resident memory in bytes. */
  readonly rss: number;
}

const PROBE = fileURLToPath(new URL('./usage-probe.mjs', import.meta.url));
const LISTENING = /http:\/\/[^\s/]+:(\d+)/;

/** A server under measurement, in a process of its own. */
export class Server {
  readonly name: string;
  readonly port: number;
  /** From the start of the process to its listening line. */
  readonly startMillis: number;
  readonly #process: ChildProcess;

  private constructor(name: string, child: ChildProcess, port: number, startMillis: number) {
    this.name = name;
    this.#process = child;
    this.port = port;
    this.startMillis = startMillis;
  }

  /** Resolves when the server has printed where it listens. */
  static async start(command: ServerCommand, nodeOptions: readonly string[] = []): Promise<Server> {
    const start = performance.now();
    const child = spawn(process.execPath, ['--import', PROBE, ...nodeOptions, ...command.arguments], {
      env: { ...process.env, NODE_ENV: 'production', PORT: '0', ...command.env },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    killWithUs(child);
    if (child.stdout === null) throw new Error('A server has no output.');
    const said: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      said.push(line);
      const port = LISTENING.exec(line)?.[1];
      if (port === undefined) continue;
      child.stdout.resume();
      return new Server(command.name, child, Number(port), performance.now() - start);
    }
    throw new Error(`${command.name} did not start.\n${said.join('\n')}`);
  }

  async usage(): Promise<ServerUsage> {
    this.#process.send('usage');
    const [usage] = (await once(this.#process, 'message')) as [ServerUsage];
    return usage;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
  }
}

/** A run that is interrupted leaves no server behind. */
function killWithUs(child: ChildProcess): void {
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
}

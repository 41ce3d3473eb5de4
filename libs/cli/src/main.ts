import { parseArgs } from 'node:util';
import { serve } from './serve.js';

const USAGE = `Usage: loopnest serve DIR [options]

Runs a LoopBack 3 project directory as it is.

  --port PORT       where to listen (also PORT, or port of config.json; 3000)
  --host HOST       where to listen (also HOST, or host of config.json; 127.0.0.1)
  --database URL    sqlite::memory:, sqlite:FILE or postgresql://…, in place of
                    the project's own SQL databases (also LOOPNEST_DATABASE)
  --help            this text`;

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  database: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  const [command, directory] = positionals;
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  if (command !== 'serve' || directory === undefined || positionals.length > 2) throw new UsageError();
  const server = await serve({
    directory,
    ...(values.database === undefined ? {} : { database: values.database }),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
  }
}

class UsageError extends Error {}

function fail(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  console.error(error instanceof UsageError ? USAGE : `loopnest: ${text}`);
  process.exit(1);
}

main().catch(fail);

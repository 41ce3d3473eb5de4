import { parseArgs } from 'node:util';
import { SERVER_KINDS } from './servers/server-kinds.ts';
import { WORKLOADS } from './workloads/workloads.ts';

export const USAGE = `Usage: npm run bench -- [options]

  --rounds N          rounds, each with every workload on every server (15)
  --requests N        requests of GET by id in a round; the others in proportion (2000)
  --warmup N          requests of GET by id before the first round (10000)
  --connections N     open connections (32)
  --workloads A,B     ${WORKLOADS.map(({ name }) => name).join(', ')}
  --servers A,B       ${SERVER_KINDS.map(({ name }) => name).join(', ')}
  --startup           start-up time and memory instead
  --models A,B        numbers of models of --startup (1,50,200,500)
  --json FILE         writes the figures there, too
  --profile DIR       writes a CPU profile of each server there
  --help              this text`;

/** What a run measures. */
export interface BenchOptions {
  readonly rounds: number;
  readonly requests: number;
  readonly warmup: number;
  readonly connections: number;
  readonly workloads: readonly string[];
  readonly servers: readonly string[];
  readonly startup: boolean;
  readonly models: readonly number[];
  readonly json: string | undefined;
  readonly profile: string | undefined;
  readonly help: boolean;
}

export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '15' },
      requests: { type: 'string', default: '2000' },
      warmup: { type: 'string', default: '10000' },
      connections: { type: 'string', default: '32' },
      workloads: { type: 'string' },
      servers: { type: 'string' },
      startup: { type: 'boolean', default: false },
      models: { type: 'string', default: '1,50,200,500' },
      json: { type: 'string' },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    rounds: wholeNumber('rounds', values.rounds),
    requests: wholeNumber('requests', values.requests),
    warmup: wholeNumber('warmup', values.warmup),
    connections: wholeNumber('connections', values.connections),
    workloads: chosen('workloads', values.workloads, WORKLOADS),
    servers: chosen('servers', values.servers, SERVER_KINDS),
    startup: values.startup,
    models: values.models.split(',').map((text) => wholeNumber('models', text)),
    json: values.json,
    profile: values.profile,
    help: values.help,
  };
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${option} takes whole numbers from 1, not "${text}".`);
  return number;
}

function chosen(option: string, text: string | undefined, known: readonly { name: string }[]): readonly string[] {
  const names = known.map(({ name }) => name);
  if (text === undefined) return names;
  const wanted = text.split(',');
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`--${option}: unknown ${unknown.join(', ')}. Known: ${names.join(', ')}.`);
  return names.filter((name) => wanted.includes(name));
}

import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { compare } from './compare/compare.ts';
import { parseOptions, USAGE } from './options.ts';
import { startup } from './startup/startup.ts';

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) return console.log(USAGE);
  const figures = options.startup ? await startup(options) : await compare(options);
  if (options.json === undefined) return;
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model, platform: process.platform };
  await writeFile(options.json, `${JSON.stringify({ machine, options, ...figures }, undefined, 2)}\n`);
}

await main();

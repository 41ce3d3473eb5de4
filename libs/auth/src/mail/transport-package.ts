import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Makes a transport for nodemailer of its options. */
export type TransportFactory = (options: object) => object;

/**
 * Imports `nodemailer-TYPE-transport`: the one of the application, or else one that is installed beside this package.
 *
 * @param directory - of the application
 */
export async function importTransport(type: string, directory: string): Promise<TransportFactory> {
  const name = `nodemailer-${type}-transport`;
  const path = find(name, join(directory, 'package.json')) ?? find(name, import.meta.url);
  if (path === undefined)
    throw new Error(
      `is "${type}", but the package "${name}" is not installed: npm install ${name}. ` +
        'There without a package: smtp, memory, console',
    );
  const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
  if (typeof module.default !== 'function') throw new Error(`is "${type}", but "${name}" makes no transports`);
  return module.default as TransportFactory;
}

function find(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

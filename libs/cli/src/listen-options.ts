/** Where a server listens. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
}

/** The option goes first, then the environment, then config.json; without any of them 127.0.0.1 and 3000. */
export function listenOptions(
  options: { readonly host?: string; readonly port?: number },
  env: Readonly<Record<string, string | undefined>>,
  config: Readonly<Record<string, unknown>>,
): ListenOptions {
  const host = options.host ?? (given(env['HOST']) ? env['HOST'] : undefined) ?? config['host'] ?? '127.0.0.1';
  const port = options.port ?? (given(env['PORT']) ? env['PORT'] : undefined) ?? config['port'] ?? 3000;
  const number = Number(port);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new Error(`The port ${JSON.stringify(port)} is none: it must be a whole number from 0 to 65535`);
  }
  return { host: String(host), port: number };
}

function given(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

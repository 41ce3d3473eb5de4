import 'reflect-metadata';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { auth } from '@loopnest/auth';
import { Application, ConnectorRegistry, loadProject, ModelsModule } from '@loopnest/models';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { listenOptions } from './listen-options.js';
import { answerNotFound } from './not-found.js';
import { onDatabase } from './on-database.js';
import { readTokenOptions } from './token-options.js';
import { servable } from './servable.js';

/** How {@link serve} runs a LoopBack 3 project. */
export interface ServeOptions {
  /** The project's directory. */
  readonly directory: string;
  /** `sqlite::memory:`, `sqlite:FILE` or `postgresql://…`, in place of the project's own SQL databases. */
  readonly database?: string;
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** What the project sees as its environment, instead of `process.env`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called with each line that the command would print. */
  readonly log?: (line: string) => void;
}

/** A project that is being served. */
export interface Server {
  /** `http://HOST:PORT`, without a slash at the end. */
  readonly url: string;
  /** Finishes what is in flight and closes the databases. */
  close(): Promise<void>;
}

@Module({})
class ServedProject implements OnModuleInit {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  /** Behind all that modules have added. */
  onModuleInit(): void {
    (this.host.httpAdapter as unknown as { use(layer: unknown): void }).use(answerNotFound);
  }
}

/** Serves a LoopBack 3 project directory as it is. Rejects where it cannot start, with everything that is wrong. */
export async function serve(options: ServeOptions): Promise<Server> {
  const { log = (line) => process.stdout.write(`${line}\n`), env = process.env } = options;
  const root = resolve(options.directory);
  const connectors = new ConnectorRegistry();
  const environment = env['NODE_ENV'] === undefined || env['NODE_ENV'] === '' ? 'development' : env['NODE_ENV'];
  const plugins = [auth({ token: readTokenOptions(root) })];
  for (const connector of plugins.flatMap((plugin) => plugin.connectors ?? [])) connectors.register(connector);
  const builtInModels = plugins.flatMap(({ models = [] }) => models.map(({ definition }) => definition));
  const read = loadProject({ root, env, environment, builtInModels });
  const database = options.database ?? env['LOOPNEST_DATABASE'];
  const { project, left } = servable(
    database === undefined || database === '' ? read : onDatabase(read, database, connectors),
    connectors,
  );
  for (const line of left) log(line);
  const write = (text: unknown) => log(text instanceof Error ? (text.stack ?? text.message) : String(text));
  const application = new Application({
    connectors,
    directory: root,
    environment,
    plugins,
    logger: { log: write, warn: write, error: write },
  });
  application.load(project);
  const module = { module: ServedProject, imports: [ModelsModule.forRoot({ application })] };
  const host = await NestFactory.create<NestExpressApplication>(module, {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  const listen = listenOptions(options, env, project.config);
  await host.listen(listen.port, listen.host);
  const { port } = host.getHttpServer().address() as AddressInfo;
  const url = `http://${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${String(port)}`;
  log(`Loopnest serves ${root} at ${url}${application.restApiRoot}`);
  return { url, close: () => host.close() };
}

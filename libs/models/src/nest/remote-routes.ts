import type { OnModuleInit } from '@nestjs/common';
import type { ApplicationConfig, ExternalContextCreator, HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import type { ServerResponse } from 'node:http';
import type { Application } from '../application/application.js';
import type { RemoteRequest } from '../remote/remote-call.js';
import { RemoteHandler } from '../remote/remote-handler.js';
import { CallContexts } from './call-contexts.js';
import { findModelControllers } from './model-controllers.js';
import { setControllerPath } from './model-controller.decorator.js';
import { mountPath } from './mount-path.js';

type Next = (error?: unknown) => void;

/**
 * Serves the generated routes in the host's HTTP server: one layer behind the host's own routes, that looks the handler up,
 * with the host's guards, interceptors, pipes and filters around it. The only place that knows the platform.
 */
export class RemoteRoutes implements OnModuleInit {
  private readonly handler: RemoteHandler;
  private base: string | undefined;

  constructor(
    private readonly application: Application,
    private readonly host: HttpAdapterHost,
    contexts: ExternalContextCreator,
    private readonly config: ApplicationConfig,
    modules: ModulesContainer,
    name: string | undefined,
  ) {
    const { router, remoting, options } = application;
    const controllers = findModelControllers(modules, name, (model) => application.registry.findModel(model));
    for (const [model, { target }] of controllers) setControllerPath(target, application.restApiRoot + router.pathOf(model));
    const calls = new CallContexts(application, contexts, modules, controllers);
    this.handler = new RemoteHandler(router, remoting, (error, where) => options.logger.error(error instanceof Error ? (error.stack ?? error) : `${where}: ${String(error)}`), calls.run);
    // Bodies are read as `remoting` says, before the host's own parsers see them.
    this.platform()?.use((req: RemoteRequest, res: ServerResponse, next: Next) => this.readBody(req, res, next));
  }

  onModuleInit(): void {
    const platform = this.platform();
    platform?.use(this.path, this.handler.handle);
    platform?.use(this.path, this.handler.handleError);
  }

  /** Ends the streams that are open. */
  close(): void {
    this.handler.close();
  }

  private get path(): string {
    return (this.base ??= mountPath(this.config, this.application.restApiRoot));
  }

  // In an application context without a server there is nothing to serve.
  private platform(): { use: (...layers: unknown[]) => unknown } | undefined {
    const adapter = this.host.httpAdapter as { use?: unknown; getType?: () => string } | undefined;
    if (adapter?.getType === undefined || typeof adapter.use !== 'function') return undefined;
    if (adapter.getType() === 'express') return adapter as { use: (...layers: unknown[]) => unknown };
    throw new Error(`ModelsModule serves on @nestjs/platform-express; this application is on ${adapter.getType()}`);
  }

  private readBody(req: RemoteRequest, res: ServerResponse, next: Next): void {
    const reading = isBelow(req.url ?? '/', this.path) ? this.handler.readBody(req, res) : undefined;
    if (reading === undefined) next();
    else reading.then(() => next(), next);
  }
}

function isBelow(url: string, path: string): boolean {
  return url.length >= path.length && url.slice(0, path.length).toLowerCase() === path.toLowerCase();
}

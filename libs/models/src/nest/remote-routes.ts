import type { OnModuleInit } from '@nestjs/common';
import type { HttpAdapterHost } from '@nestjs/core';
import type { ServerResponse } from 'node:http';
import { Server } from 'node:net';
import { hasBody } from '../remote/http/body-parser.js';
import { answerUnreadable } from '../remote/http/unreadable-requests.js';
import type { RemoteRequest } from '../remote/remote-call.js';
import type { RoutePlatform, ScriptRoutes } from '../application/script-routes.js';
import type { RemoteHandler } from '../remote/remote-handler.js';
import type { Mount } from './mounts.js';

type Next = (error?: unknown) => void;

interface Platform {
  use(...layers: unknown[]): unknown;
}

/** What of the host is asked for once it stands. */
export interface RemoteRoutesParts {
  /** Asked once the host has said its prefix and versions. */
  findMounts(): readonly Mount[];
  /** Routes that scripts of the application add. */
  readonly scriptRoutes: ScriptRoutes;
  /** Registers what the host's providers do for models, and runs boot scripts. */
  begin(): Promise<void>;
}

/**
 * Serves the generated routes in the host's HTTP server: one layer behind the host's own routes, that looks the handler up,
 * with the host's guards, interceptors, pipes and filters around it. The only place that knows the platform.
 */
export class RemoteRoutes implements OnModuleInit {
  private readonly unreadable = new WeakMap<RemoteRequest, unknown>();
  private known: readonly Mount[] | undefined;

  constructor(
    private readonly handler: RemoteHandler,
    private readonly host: HttpAdapterHost,
    private readonly parts: RemoteRoutesParts,
  ) {
    this.refuseOthers();
    // Bodies are read as `remoting` says, before the host's own parsers see them. An application that is being tested has no
    // server yet.
    host.init$.subscribe(() =>
      this.platform()?.use((req: RemoteRequest, res: ServerResponse, next: Next) => this.readBody(req, res, next)),
    );
  }

  /** Adds the layer that answers for bodies that cannot be read: behind what the host does with all requests, such as CORS. */
  useRefusals(): void {
    this.platform()?.use((req: RemoteRequest, res: ServerResponse, next: Next) => {
      if (this.unreadable.has(req)) this.handler.handleError(this.unreadable.get(req), req, res);
      else next();
    });
  }

  // In front of the generated ones.
  private useScriptRoutes(): void {
    const instance = this.platform() === undefined ? undefined : (this.host.httpAdapter.getInstance() as RoutePlatform);
    if (instance !== undefined) this.parts.scriptRoutes.mountOn(instance);
  }

  async onModuleInit(): Promise<void> {
    await this.parts.begin();
    this.useScriptRoutes();
    this.refuseOthers();
    const server: unknown = this.host.httpAdapter?.getHttpServer();
    if (server instanceof Server) answerUnreadable(server);
    for (const mount of this.mounts) {
      this.platform()?.use(mount.path, (req: RemoteRequest, res: ServerResponse, next: Next) => {
        if (mount.takes(req.method ?? 'GET', req.url ?? '/')) this.handler.handle(req, res, next);
        else next();
      });
      // Express knows layers for errors by their four parameters.
      this.platform()?.use(mount.path, (error: unknown, req: RemoteRequest, res: ServerResponse, next: Next) => {
        const url = req.url ?? '/';
        if (mount.takes(req.method ?? 'GET', url) && this.handler.serves(req, url))
          this.handler.handleError(error, req, res);
        else next(error);
      });
    }
  }

  /** Ends the streams that are open. */
  close(): void {
    this.handler.close();
  }

  private get mounts(): readonly Mount[] {
    return (this.known ??= this.parts.findMounts());
  }

  // In an application context without a server there is nothing to serve.
  private platform(): Platform | undefined {
    return this.type === 'express' ? (this.host.httpAdapter as unknown as Platform) : undefined;
  }

  private get type(): string | undefined {
    const adapter = this.host.httpAdapter as { getType?: () => string } | undefined;
    return adapter?.getType?.();
  }

  private refuseOthers(): void {
    if (this.type === undefined || this.type === 'express') return;
    throw new Error(`ModelsModule serves on @nestjs/platform-express; this application is on ${this.type}`);
  }

  private readBody(req: RemoteRequest, res: ServerResponse, next: Next): void {
    const reading = hasBody(req) && this.isOurs(req) ? this.handler.readBody(req, res) : undefined;
    if (reading === undefined) return next();
    const fail = (error: unknown) => {
      this.unreadable.set(req, error);
      next();
    };
    reading.then(() => next(), fail);
  }

  private isOurs(req: RemoteRequest): boolean {
    const url = req.url ?? '/';
    return this.mounts.some(({ path, takes }) => {
      const below = belowPath(url, path);
      return below !== undefined && takes(req.method ?? 'GET', below) && this.handler.serves(req, below);
    });
  }
}

/** What is left of a URL below a path; `undefined` where it is elsewhere. */
function belowPath(url: string, path: string): string | undefined {
  if (path === '/') return url;
  const rest = url.slice(path.length);
  const isBelow =
    url.slice(0, path.length).toLowerCase() === path.toLowerCase() &&
    (rest === '' || rest.startsWith('/') || rest.startsWith('?'));
  return isBelow ? (rest.startsWith('/') ? rest : `/${rest}`) : undefined;
}

import type { ServerResponse } from 'node:http';
import { checkDeclaredMethods } from '../remote/declared/check-declared-methods.js';
import { execute, readArguments } from '../remote/execute.js';
import { RemoteHandler } from '../remote/remote-handler.js';
import type { RemoteRequest } from '../remote/remote-call.js';
import type { Application } from './application.js';

/** Middleware as Express and Connect take it. */
export type Handler = (req: RemoteRequest, res: ServerResponse, next: (error?: unknown) => void) => void;

/**
 * Middleware that serves the models of an application, with the same hooks, limits and errors as in a Nest application, for
 * mounting into one on Express: `legacy.use('/api', createHandler(app))`. Models and methods that come or go later are seen
 * by the next request. What no model serves goes on to the next layer with a 404, or without an error where
 * `remoting.rest.handleUnknownPaths` is `false`. The application is started by the first request, unless it was before;
 * requests wait until it has booted.
 *
 * @example
 * const app = createApplication({ root: import.meta.dirname, logger: console });
 * await app.start();
 * express().use(app.restApiRoot, createHandler(app)).listen(3000, '127.0.0.1');
 */
export function createHandler(application: Application): Handler {
  const { router, remoting, options } = application;
  const log = (error: unknown, where: string) =>
    options.logger.error(error instanceof Error ? (error.stack ?? error) : `${where}: ${String(error)}`);
  const handler = new RemoteHandler(router, remoting, log, {
    unknownPaths: 'next',
    calls: application.calls,
    access: () => application.accessControl,
    host: {
      run: async (call) => execute(call, readArguments(call)),
      filter: (error) => Promise.resolve({ error, isLogged: false }),
    },
  });
  application.once('closing', () => handler.close());
  let starting: Promise<void> | undefined;
  let isReady = false;
  const start = async () => {
    await application.start();
    checkDeclaredMethods(application.served, () => false);
    isReady = true;
  };
  return (req, res, next) => {
    if (isReady) return handler.handle(req, res, next);
    starting ??= start();
    starting.then(
      () => handler.handle(req, res, next),
      (error: unknown) => {
        starting = undefined;
        next(error);
      },
    );
  };
}

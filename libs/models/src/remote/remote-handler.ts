import type { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import { LoopnestError } from '../errors/loopnest.error.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { Model } from '../model/model.js';
import type { AccessControl } from './access-control.js';
import { CallAnswers } from './call-answers.js';
import type { CallHost } from './call-host.js';
import { cleanValue } from './clean-value.js';
import { mayHaveHooks } from './hooks/find-hooks.js';
import { contextOf } from './hooks/remote-context.js';
import { errorAfterHooks } from './hooks/run-with-hooks.js';
import { type BodyParser, createBodyParser } from './http/body-parser.js';
import { errorBody, errorsToLog } from './http/error-body.js';
import { QueryString } from './http/query-string.js';
import { negotiateFormat, type NegotiatedFormat } from './http/response-format.js';
import { sendError, sendNotAcceptable } from './http/send-error.js';
import type { RemoteCall, RemoteRequest } from './remote-call.js';
import type { RouteMatch } from './model-router.js';
import type { RemoteMatch, RemoteRouter } from './remote-router.js';
import type { RemotingOptions } from './remoting-options.js';

/** What is told of errors that are the server's own. */
export type ErrorLog = (error: unknown, where: string) => void;

type Next = (error?: unknown) => void;

/** How a handler is made beside what it serves. */
export interface RemoteHandlerOptions {
  /** What is put around calls. */
  readonly host: CallHost;
  /** Keeps the call that is being served. */
  readonly calls: AsyncLocalStorage<RemoteCall>;
  /** Who may do what, asked for at each request. */
  readonly access?: () => AccessControl | undefined;
  /** `next`: a path that nothing serves goes on to the next layer with its error. */
  readonly unknownPaths?: 'answer' | 'next';
}

/**
 * Serves the remote methods of an application below its API root: finds the method, reads the body, runs the call, answers.
 * Knows requests and responses as Node does; `handle` can be mounted wherever middleware can.
 */
export class RemoteHandler {
  readonly readBody: BodyParser;
  private readonly answers: CallAnswers;
  private readonly callOptions: OperationOptions;
  private readonly host: CallHost;
  private readonly calls: AsyncLocalStorage<RemoteCall>;
  private readonly unknownPaths: 'answer' | 'next';
  private readonly access: () => AccessControl | undefined;

  constructor(
    private readonly router: RemoteRouter,
    private readonly options: RemotingOptions,
    private readonly log: ErrorLog,
    { host, calls, access = () => undefined, unknownPaths = 'answer' }: RemoteHandlerOptions,
  ) {
    this.host = host;
    this.calls = calls;
    this.access = access;
    this.answers = new CallAnswers(log);
    this.unknownPaths = unknownPaths;
    this.readBody = createBodyParser(options);
    this.callOptions = {
      prohibitHiddenPropertiesInQuery: true,
      maxDepthOfQuery: 12,
      maxDepthOfData: 32,
      queryLimits: { ...options.queryLimits, pageSize: undefined },
    };
  }

  /** @param url - the URL below the API root, with its query, undecoded; `req.url` where the handler is mounted at the root */
  readonly handle = (req: RemoteRequest, res: ServerResponse, next: Next): void => {
    this.serve(req, res, next).catch((error: unknown) => this.handleError(error, req, res));
  };

  /** Answers an error that came before the handler (a parser of the host's), in the same shape. */
  readonly handleError = (error: unknown, req: RemoteRequest, res: ServerResponse): void => {
    this.fail(req, res, error, undefined).catch((second: unknown) => {
      // Not even the error could be answered.
      this.log(second, `${req.method ?? ''} ${pathOf(req.url ?? '')}`);
      res.destroy();
    });
  };

  /** Whether a URL below the API root, as `req.url` has it where the handler is mounted, is that of a model. */
  serves(req: RemoteRequest, url: string): boolean {
    return this.router.match((req.method ?? 'GET').toLowerCase(), pathOf(url)).kind !== 'noModel';
  }

  /** Ends the streams that are open, so that a server can close. */
  close(): void {
    this.answers.close();
  }

  private async serve(req: RemoteRequest, res: ServerResponse, next: Next): Promise<void> {
    const reading = this.readBody(req, res);
    if (reading !== undefined) await reading;
    const finding = this.control?.authenticate(req);
    if (finding !== undefined) await finding;
    const url = req.url ?? '/';
    const path = pathOf(url);
    const match = this.router.match((req.method ?? 'GET').toLowerCase(), path);
    if (match.kind !== 'method') return this.refuse(req, match, url, path, next);
    const query = new QueryString(url.slice(path.length + 1));
    const format = negotiateFormat(req, query, this.options, match.method.isEventStream === true);
    // What is built in and reads runs all the same, so that its errors are answered; others may change something.
    const mayRun = match.method.accessType === 'READ' && match.method.declaration === undefined;
    if (format === undefined && !mayRun) return sendNotAcceptable(req, res);
    if (typeof req.body === 'object') req.body = cleanValue(req.body);
    const call = this.callOf(req, res, match, query);
    return this.calls.run(call, () => this.run(call, format));
  }

  private async run(call: RemoteCall, format: NegotiatedFormat | undefined): Promise<void> {
    try {
      if (call.model.createOptionsFromRemotingContext !== Model.createOptionsFromRemotingContext)
        await this.makeOptions(call);
      const judging = this.control?.authorize(call);
      if (judging !== undefined) await judging;
      const sending = this.answers.answer(call, await this.host.run(call), format);
      if (sending !== undefined) await sending;
    } catch (error) {
      await this.fail(call.req, call.res, error, call);
    }
  }

  private get control(): AccessControl | undefined {
    const control = this.access();
    return control?.isEnabled === true ? control : undefined;
  }

  private callOf(
    req: RemoteRequest,
    res: ServerResponse,
    match: Extract<RemoteMatch, { kind: 'method' }>,
    query: QueryString,
  ): RemoteCall {
    const { model, method, route } = match;
    const { accessToken = null } = req as { accessToken?: unknown };
    return {
      req,
      res,
      model,
      method,
      route,
      params: decodeParams(match),
      query,
      options: { ...this.callOptions, accessToken },
      given: undefined,
      pageSize: this.options.queryLimits.pageSize,
      values: undefined,
      instance: undefined,
      context: undefined,
      stage: 'host',
      needsInstances: false,
      hasNamedResult: false,
    };
  }

  // A model may make the options of its requests by itself.
  private async makeOptions(call: RemoteCall): Promise<void> {
    // Where that fails no hook has anything to do with it.
    call.stage = 'unreadable';
    const options = await call.model.createOptionsFromRemotingContext(contextOf(call));
    call.options = { ...options, ...this.callOptions };
    call.stage = 'host';
  }

  private refuse(
    req: RemoteRequest,
    match: Exclude<RemoteMatch, { kind: 'method' }>,
    url: string,
    path: string,
    next: Next,
  ): void {
    if (!this.options.handleUnknownPaths) return next();
    const verb = req.method ?? 'GET';
    const error = new LoopnestError(
      404,
      match.kind === 'noModel'
        ? `There is no method to handle ${verb} ${url}`
        : `Shared class "${match.model.modelName}" has no method handling ${verb} ${match.rest}${url.slice(path.length)}`,
    );
    if (this.unknownPaths === 'answer') throw error;
    next(error);
  }

  private async fail(
    req: RemoteRequest,
    res: ServerResponse,
    error: unknown,
    call: RemoteCall | undefined,
  ): Promise<void> {
    const own = call !== undefined && isForHooks(call) ? await errorAfterHooks(call, error) : error;
    if (res.writableEnded) return;
    const failure = await this.host.filter(own, req, res, call);
    if (failure === undefined) return;
    const body = errorBody(failure.error, this.options.debug, call?.route.errorStatus);
    if (body.statusCode >= 500 && !failure.isLogged) {
      for (const each of errorsToLog(failure.error)) this.log(each, `${req.method ?? ''} ${pathOf(req.url ?? '')}`);
    }
    sendError(req, res, body);
  }
}

function isForHooks(call: RemoteCall): boolean {
  return (call.stage === 'host' || call.stage === 'method') && mayHaveHooks(call);
}

// What the log is told of a URL, too: a query may have a token.
function pathOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? url : url.slice(0, mark);
}

function decodeParams(match: RouteMatch): ReadonlyMap<string, string> {
  return new Map(match.params.map(([name, raw]) => [name, decodeParam(raw)]));
}

function decodeParam(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch (error) {
    throw new LoopnestError(400, `Failed to decode param '${raw}'`, { name: 'URIError', cause: error });
  }
}

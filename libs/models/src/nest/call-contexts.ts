import type { ServerResponse } from 'node:http';
import { isObservable, lastValueFrom } from 'rxjs';
import type { ContextId, ExternalContextCreator } from '@nestjs/core';
import type { Application } from '../application/application.js';
import type { AnyModel } from '../model/model.js';
import { execute, executeWith } from '../remote/execute.js';
import { methodOptions } from '../remote/method-options.js';
import { readArgument } from '../remote/read-arguments.js';
import type { RemoteCall, RemoteRequest } from '../remote/remote-call.js';
import type { RemoteMethod } from '../remote/remote-method.js';
import type { ControllerScope } from './controller-scope.js';
import type { FailedHandler } from './exception-filters.js';
import {
  ARGUMENTS_METADATA,
  describeArguments,
  generateController,
  generateHandler,
  type Handler,
  handlerName,
} from './generated-controller.js';
import { findOverride, type Override } from './override.js';

/** A Nest handler, with what the host puts around it. */
type ContextHandler = (req: RemoteRequest, res: ServerResponse, next: () => void) => Promise<unknown>;

/** The controller of a model: a generated one, or else the scope's. */
interface ModelHost {
  readonly scope: ControllerScope;
  readonly generated: object | undefined;
  /** Per model: the records of built-in methods are the same for all of them. */
  readonly handlers: WeakMap<RemoteMethod, ContextHandler>;
}

/** Puts the host's guards, interceptors and pipes around calls: a Nest handler per remote method, made when first called. */
export class CallContexts {
  private readonly hosts = new Map<AnyModel, ModelHost>();
  private numbers = 0;

  /**
   * @param overriding - the controllers of the host's own
   * @param scope - that of all others
   */
  constructor(
    private readonly application: Application,
    private readonly contexts: ExternalContextCreator,
    private readonly overriding: ReadonlyMap<AnyModel, ControllerScope>,
    private readonly scope: ControllerScope,
  ) {}

  run(call: RemoteCall): Promise<unknown> {
    const { handlers } = this.hostOf(call.model);
    let handler = handlers.get(call.method);
    if (handler === undefined) handlers.set(call.method, (handler = this.createHandler(call.model, call.method)));
    return handler(call.req, call.res, ignore);
  }

  /** The handler of a call, for the exception filters that stand on it. */
  handlerOf({ model, method }: RemoteCall): FailedHandler {
    const { scope, generated } = this.hostOf(model);
    const controller = generated ?? scope.instance;
    return { scope, controller, run: findOverride(controller, method)?.run ?? ignore };
  }

  private createHandler(model: AnyModel, method: RemoteMethod): ContextHandler {
    const { scope, generated } = this.hostOf(model);
    const number = this.numbers++;
    const create = (controller: object, contextId?: ContextId) =>
      this.createContext(controller, method, number, scope.inquirerId, contextId);
    if (!scope.isPerRequest) return create(generated ?? scope.instance);
    return async (req, res, next) => {
      const { instance, contextId } = await scope.enter(req);
      return create(generated ?? instance, contextId)(req, res, next);
    };
  }

  private hostOf(model: AnyModel): ModelHost {
    let host = this.hosts.get(model);
    if (host === undefined) {
      const scope = this.overriding.get(model);
      const generated = scope === undefined ? generateController(this.application, model) : undefined;
      host = { scope: scope ?? this.scope, generated, handlers: new WeakMap() };
      this.hosts.set(model, host);
    }
    return host;
  }

  private createContext(
    controller: object,
    method: RemoteMethod,
    number: number,
    inquirerId: string,
    contextId: ContextId | undefined,
  ): ContextHandler {
    const override = findOverride(controller, method);
    const run = override === undefined ? this.generated(method) : this.overridden(method, override);
    // Nest keeps what it knows of a handler by its name; a host's own methods may have the same one.
    const name = `${override?.name ?? handlerName(method)}:${String(number)}`;
    describeArguments(controller, name, method, override?.name);
    const parameters = { exchangeKeyForValue: (_type: number, data: unknown) => this.argument(method, data) };
    const enhancers = { guards: true, interceptors: true, filters: false };
    return this.contexts.create(
      controller as Record<string, never>,
      run,
      name,
      ARGUMENTS_METADATA,
      parameters,
      contextId,
      inquirerId,
      enhancers,
    );
  }

  private generated(method: RemoteMethod): Handler {
    return generateHandler(handlerName(method), (...values) =>
      execute(this.current(), values.slice(0, method.accepts.length)),
    );
  }

  // Remote hooks run around a method of the host's own, too, and what is not there is told before interceptors see the result.
  private overridden(method: RemoteMethod, { name, run }: Override): Handler {
    const { current } = this;
    const count = method.accepts.length;
    const handler = generateHandler(name, function (this: unknown, ...values) {
      const call = current();
      return executeWith(call, values.slice(0, count), async (given) => {
        const returned = await run.apply(this, [...given, methodOptions(call)]);
        const result: unknown = isObservable(returned) ? await lastValueFrom(returned) : returned;
        return method.answerOf === undefined ? result : method.answerOf(result, call);
      });
    });
    for (const key of Reflect.getMetadataKeys(run) as string[])
      Reflect.defineMetadata(key, Reflect.getMetadata(key, run), handler);
    return handler;
  }

  private argument(method: RemoteMethod, name: unknown): unknown {
    const call = this.current();
    const index = method.accepts.findIndex((accepted) => accepted.arg === name);
    const argument = method.accepts[index];
    if (argument === undefined) return call.options;
    return call.given === undefined ? readArgument(call, argument) : call.given[index];
  }

  private readonly current = (): RemoteCall => {
    const call = this.application.calls.getStore();
    if (call === undefined) throw new Error('There is no request');
    return call;
  };
}

function ignore(): void {}

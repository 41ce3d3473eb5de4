import { AsyncLocalStorage } from 'node:async_hooks';
import type { ExternalContextCreator, ModulesContainer } from '@nestjs/core';
import type { Application } from '../application/application.js';
import type { AnyModel } from '../model/model.js';
import { execute } from '../remote/execute.js';
import { readArgument } from '../remote/read-arguments.js';
import type { RemoteCall } from '../remote/remote-call.js';
import type { RemoteMethod } from '../remote/remote-method.js';
import { ARGUMENTS_METADATA, describeArguments, generateController, generateHandler, handlerName } from './generated-controller.js';
import type { ModelControllerHost } from './model-controllers.js';
import { PersistedModelController } from './persisted-model.controller.js';

// What Nest's route decorators leave on a method; the name is part of their contract with other libraries.
const ROUTE_METADATA = 'method';

type ContextHandler = (...parameters: unknown[]) => Promise<unknown>;

/** Puts the host's guards, interceptors, pipes and filters around calls: a Nest handler per remote method, made when first called. */
export class CallContexts {
  private readonly calls = new AsyncLocalStorage<RemoteCall>();
  private readonly handlers = new WeakMap<RemoteMethod, ContextHandler>();
  private readonly controllers = new Map<AnyModel, object>();
  private readonly contexts: ExternalContextCreator;

  constructor(
    private readonly application: Application,
    contexts: ExternalContextCreator,
    modules: ModulesContainer,
    private readonly overriding: ReadonlyMap<AnyModel, ModelControllerHost>,
  ) {
    this.contexts = withControllers(contexts, modules);
  }

  readonly run = (call: RemoteCall): Promise<unknown> => {
    let handler = this.handlers.get(call.method);
    if (handler === undefined) this.handlers.set(call.method, (handler = this.createHandler(call.model, call.method)));
    return this.calls.run(call, handler, call.req, call.res, ignore);
  };

  private createHandler(model: AnyModel, method: RemoteMethod): ContextHandler {
    const controller = this.controllerOf(model);
    const name = handlerName(method);
    const target = controller.constructor as NewableFunction;
    const overridden = overriding(controller, name);
    const run = overridden ?? generateHandler(target, method, (...values) => execute(this.current(), values.slice(0, method.accepts.length)));
    describeArguments(target, method);
    const parameters = { exchangeKeyForValue: (_type: number, data: unknown) => this.argument(method, data) };
    return this.contexts.create(controller, run, name, ARGUMENTS_METADATA, parameters);
  }

  private controllerOf(model: AnyModel): object {
    let controller = this.controllers.get(model);
    if (controller === undefined) {
      const generated = generateController(model);
      controller = this.overriding.get(model)?.instance() ?? new generated();
      if (controller instanceof PersistedModelController) Object.assign(controller, { application: this.application, model });
      this.controllers.set(model, controller);
    }
    return controller;
  }

  private argument(method: RemoteMethod, name: unknown): unknown {
    const call = this.current();
    const argument = method.accepts.find((accepted) => accepted.arg === name);
    return argument === undefined ? call.options : readArgument(call, argument);
  }

  private current(): RemoteCall {
    const call = this.calls.getStore();
    if (call === undefined) throw new Error('There is no request');
    return call;
  }
}

/** The method of an overriding controller that takes the place of a remote method; one with a route of its own does not. */
function overriding(controller: object, name: string): ((...values: unknown[]) => unknown) | undefined {
  const own: unknown = (controller as Record<string, unknown>)[name];
  const generated: unknown = (PersistedModelController.prototype as unknown as Record<string, unknown>)[name];
  if (typeof own !== 'function' || own === generated || name in Object.prototype) return undefined;
  return Reflect.hasMetadata(ROUTE_METADATA, own) ? undefined : (own as (...values: unknown[]) => unknown);
}

// Nest's creator looks for the module of a handler among providers only; guards of an overriding controller live in the
// module that declares it.
function withControllers(contexts: ExternalContextCreator, modules: ModulesContainer): ExternalContextCreator {
  const extended = Object.create(contexts) as ExternalContextCreator;
  extended.getContextModuleKey = (target) => {
    const entry = [...modules].find(([, module]) => target !== undefined && module.controllers.has(target));
    return entry?.[0] ?? contexts.getContextModuleKey(target);
  };
  return extended;
}

function ignore(): void {}

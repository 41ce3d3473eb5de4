import { applyDecorators, Controller, Inject, SetMetadata, type ControllerOptions } from '@nestjs/common';
import type { Application } from '../application/application.js';
import { isModelController } from './controller-bases.js';
import { getApplicationToken } from './tokens.js';

const MODEL_CONTROLLER = 'loopnest:modelController';

/** What a controller overrides. */
export interface ModelControllerMetadata {
  readonly model: string;
  /** Name of the application, where there are several. */
  readonly application: string | undefined;
  readonly options: ControllerOptions;
}

/** Options of an overriding controller: Nest's, but the path, which is the model's. */
export interface ModelControllerOptions extends Omit<ControllerOptions, 'path'> {
  readonly application?: string;
}

/**
 * Makes a class the controller of a model, in place of the generated one. Methods with the names of remote methods (`find`,
 * `create`, `patchAttributes` …) take their place; routes of its own (`@Get('vip')`) go before the generated ones; all other
 * routes stay generated. A model that is not there stops the start.
 *
 * @example
 * @ModelController('Customer')
 * export class CustomerController extends PersistedModelController<Customer> {
 *   override async find(filter?: Filter<Customer>) { return (await super.find(filter)).slice(0, 100); }
 * }
 */
export function ModelController(model: string, options: ModelControllerOptions = {}): ClassDecorator {
  const { application, ...controller } = options;
  const metadata: ModelControllerMetadata = { model, application, options: controller };
  return applyDecorators(Controller(controller), SetMetadata(MODEL_CONTROLLER, metadata), bindModel(metadata));
}

// Nest injects the application into every instance that it makes, request-scoped ones among them; the model is found by it.
function bindModel({ model, application }: ModelControllerMetadata): ClassDecorator {
  return (target) => {
    const prototype: unknown = target.prototype;
    if (!isModelController(prototype)) return;
    Inject(getApplicationToken(application))(prototype as object, 'application');
    Object.defineProperty(prototype, 'model', {
      configurable: true,
      get(this: { readonly application: Application }) {
        return this.application.registry.getModel(model);
      },
    });
  };
}

/** What a class overrides, if it is decorated at all. */
export function modelControllerMetadata(target: object): ModelControllerMetadata | undefined {
  return Reflect.getOwnMetadata(MODEL_CONTROLLER, target) as ModelControllerMetadata | undefined;
}

/** Puts an overriding controller at the path of its model, which is known only once the definitions are read. */
export function setControllerPath(target: NewableFunction, path: string): void {
  Controller({ ...modelControllerMetadata(target)?.options, path })(target);
}
